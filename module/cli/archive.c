/* legal-notice archive: the text that a digest in a log stands for. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/ln_archive.h"
#include "cli/shared/cli.h"
#include "cli/shared/options.h"
#include "ln_ascii.h"


static ln_str_t ln_cli_archive_digest(char *word);


int
ln_cli_archive(int argc, char **argv)
{
    int         rc;
    ln_str_t    text;
    ln_error_t  err;

    static const struct option  options[] = {
        { NULL, 0, NULL, 0 }
    };

    if (ln_cli_option(argc, argv, options) != -1) {
        return LN_CLI_FAILED;
    }

    if (argc - optind != 2) {
        return ln_cli_error("archive", "a directory and a digest are expected");
    }

    if (strpbrk(argv[optind + 1], ", \t\r\n")) {
        return ln_cli_error("archive", "\"%s\" has several texts: give one of "
                            "its words, which have commas between",
                            argv[optind + 1]);
    }

    if (ln_archive_get(argv[optind], ln_cli_archive_digest(argv[optind + 1]),
                       &text, &err)
        != LN_OK)
    {
        return ln_cli_error("archive", "%s", err.text);
    }

    rc = 0;

    if (fwrite(text.data, 1, text.len, stdout) != text.len
        || fflush(stdout) != 0)
    {
        rc = ln_cli_error("archive", "cannot write");
    }

    free((void *) text.data);

    return rc;
}


/*
 * A word of $legal_sent may be given as it is: NAME:LANG:DIGEST.  Some tools
 * write the digits of a digest as capitals.
 */

static ln_str_t
ln_cli_archive_digest(char *word)
{
    char  *colon, *p;

    colon = strrchr(word, ':');
    word = colon ? colon + 1 : word;

    for (p = word; *p; p++) {
        *p = (char) ln_lower((unsigned char) *p);
    }

    return ln_str(word);
}
