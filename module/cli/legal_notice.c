#include <stdio.h>
#include <string.h>

#include "cli/check/check.h"
#include "cli/shared/cli.h"
#include "cli/text/text.h"


static const char  ln_cli_help[] =
    "usage: legal-notice COMMAND [OPTIONS]\n"
    "\n"
    "  legal-notice locate --database PATH [--use WORDS] ...\n"
    "                      [--conflict uncertain|first]\n"
    "                      [--jurisdictions FILE] IP ...\n"
    "      where addresses are: one JSON object a line, as the module sees it\n"
    "\n"
    "  legal-notice compare --database PATH [--use WORDS] ...\n"
    "                       --jurisdictions FILE [--json | --table]\n"
    "      how many addresses databases put in each jurisdiction, each of\n"
    "      them, each two, and all: a table on a terminal, else one JSON\n"
    "      object a jurisdiction\n"
    "\n"
    "  legal-notice place [--place PLACE] ... [--hydrated WHICH]\n"
    "                     [--notice FILE|DIR] [--set NAME=VALUE] ...\n"
    "                     [--accept-language TAGS] [--chunk N]\n"
    "                     [--encoding LABEL] [--offset] [--always] < page\n"
    "      the page with a notice in it, or with --offset where it goes, as\n"
    "      one line of JSON; what is no page stays as it is\n"
    "\n"
    "  legal-notice check [--as PLACE ... | --from FILE] [--notice NAME] ...\n"
    "                     [--interface ADDRESS] [--json] [--html FILE]\n"
    "                     [--quiet] [--ignore-robots] [--parallel N]\n"
    "                     [--retries N] [--timeout S]\n"
    "                     URL ... | --sitemap URL | -\n"
    "      what readers in each PLACE get of pages, by previews, or those of\n"
    "      the addresses in FILE; - reads URLs from standard input; pages\n"
    "      that robots.txt forbids are left out, and named\n"
    "\n"
    "  legal-notice text [--set NAME=VALUE] ... [--html] FILE|DIR ...\n"
    "      whether nginx would take these texts, their languages and\n"
    "      placeholders; with --html a page that shows them\n"
    "\n"
    "  legal-notice archive DIR DIGEST\n"
    "      the text of that digest, as legal_archive has kept it in DIR; its\n"
    "      first 8 digits are enough, and so is a word of $legal_sent\n"
    "\n"
    "  --use WORDS       of the database before it, only these are taken:\n"
    "                    place, asn, traits, with commas between\n"
    "  --conflict WHICH  what it is when databases contradict each other:\n"
    "                    uncertain (the default), or what the first one says\n"
    "  --jurisdictions FILE  also whether they are in the jurisdictions of a\n"
    "                    file of legal_jurisdiction blocks, and which term\n"
    "                    decided; its file names are relative to it\n"
    "  --place PLACE     before|prepend|append|after SELECTOR, or\n"
    "                    before|after ~ PATTERN (~* for any case); each in\n"
    "                    turn, then \"append body\", then the page's end\n"
    "  --hydrated WHICH  auto|off|SELECTOR: elements that scripts render\n"
    "                    again, in which no notice goes; auto by default\n"
    "  --notice FILE|DIR the notice, as it is; a short one by default.  With\n"
    "                    --set, or of a directory, a text as nginx has it, in\n"
    "                    the page's language, else in that of the reader\n"
    "  --set NAME=VALUE  what stands for the placeholder {{NAME}} of a text\n"
    "  --accept-language TAGS  the reader's, as a browser sends them\n"
    "  --chunk N         read N bytes at a time\n"
    "  --encoding LABEL  the page's encoding, as Content-Type would say\n"
    "  --always          also where nginx puts no notice: a frameset, no page\n"
    "\n"
    "Exit status: 0, or 2 for wrong usage and when reading or writing fails.\n"
    "Of place: 2 where the notice is undeliverable.  Of text: 1 where a text\n"
    "is refused.  Of check: 1 where a page lacks what it owes, 2 where it\n"
    "cannot be fetched.\n";


static int
ln_cli_say(const char *text)
{
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0) {
        (void) fprintf(stderr, "legal-notice: cannot write\n");
        return LN_CLI_FAILED;
    }

    return 0;
}


int
main(int argc, char **argv)
{
    const char  *command;

    command = argc > 1 ? argv[1] : "";

    if (argc > 2 && (strcmp(argv[2], "--help") == 0
                     || strcmp(argv[2], "-h") == 0))
    {
        command = "help";
    }

    if (strcmp(command, "place") == 0) {
        return ln_cli_place(argc - 1, argv + 1);
    }

    if (strcmp(command, "locate") == 0) {
        return ln_cli_locate(argc - 1, argv + 1);
    }

    if (strcmp(command, "compare") == 0) {
        return ln_cli_compare(argc - 1, argv + 1);
    }

    if (strcmp(command, "text") == 0) {
        return ln_cli_text(argc - 1, argv + 1);
    }

    if (strcmp(command, "check") == 0) {
        return ln_cli_check(argc - 1, argv + 1);
    }

    if (strcmp(command, "archive") == 0) {
        return ln_cli_archive(argc - 1, argv + 1);
    }

    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0
        || strcmp(command, "help") == 0)
    {
        return ln_cli_say(ln_cli_help);
    }

    if (strcmp(command, "--version") == 0) {
        return ln_cli_say("legal-notice " LN_CLI_VERSION "\n");
    }

    if (argc > 1) {
        (void) fprintf(stderr, "legal-notice: unknown command \"%s\": locate, "
                       "compare, place, check, text and archive are there, "
                       "\"legal-notice --help\" explains them\n", command);
        return LN_CLI_FAILED;
    }

    (void) fputs(ln_cli_help, stderr);

    return LN_CLI_FAILED;
}
