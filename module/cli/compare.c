/* legal-notice compare: what databases say of the whole address space. */

#define _POSIX_C_SOURCE  200809L

#include <stdlib.h>
#include <unistd.h>

#include "cli/shared/cli.h"
#include "cli/compare_json.h"
#include "cli/compare_table.h"
#include "cli/shared/json.h"
#include "cli/shared/options.h"


static int
ln_cli_compare_lines(const ln_cli_compare_t *cli)
{
    json_t    *object;
    unsigned   i;

    for (i = 0; i < ln_jurisdictions_count(cli->from.set); i++) {
        object = ln_cli_compare_json(cli, i);

        if (object == NULL) {
            return ln_cli_error("compare", "no memory");
        }

        if (ln_cli_json_line(object) != LN_OK) {
            return ln_cli_error("compare", "cannot write");
        }
    }

    return 0;
}


static int
ln_cli_compare_run(ln_cli_compare_t *cli)
{
    int                    rc;
    ln_decision_source_t   source;

    cli->sums = calloc(ln_jurisdictions_count(cli->from.set),
                       sizeof(ln_cli_sums_t));

    memset(&source, 0, sizeof(ln_decision_source_t));
    source.set = cli->from.set;
    source.databases = cli->from.databases;
    source.fields = cli->from.fields;
    source.n = cli->from.n;

    if (cli->sums == NULL
        || ln_compare(&source, ln_cli_compare_heard, cli) != LN_OK)
    {
        return ln_cli_error("compare", "no memory");
    }

    rc = 0;

    if (cli->from.format == LN_CLI_TABLE
        || (cli->from.format == LN_CLI_BY_TERMINAL && isatty(STDOUT_FILENO)))
    {
        ln_cli_compare_table(cli);

    } else {
        rc = ln_cli_compare_lines(cli);
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_error("compare", "cannot write");
    }

    return rc;
}


int
ln_cli_compare(int argc, char **argv)
{
    int               rc;
    ln_cli_compare_t  cli;

    memset(&cli, 0, sizeof(ln_cli_compare_t));
    cli.from.command = "compare";
    cli.from.families = LN_FAMILY_IPV4|LN_FAMILY_IPV6;

    rc = ln_cli_databases_options(&cli.from, argc, argv, 0);

    if (rc == 0 && optind < argc) {
        rc = ln_cli_error("compare", "unexpected \"%s\": it compares all "
                          "addresses", argv[optind]);
    }

    if (rc == 0 && cli.from.nfiles == 0) {
        rc = ln_cli_error("compare", "name a file with \"--jurisdictions\"");
    }

    if (rc == 0) {
        rc = ln_cli_databases_jurisdictions(&cli.from);
    }

    if (rc == 0 && ln_jurisdictions_count(cli.from.set) == 0) {
        rc = ln_cli_error("compare", "there is nothing to compare: \"%s\" has "
                          "no legal_jurisdiction", cli.from.files[0]);
    }

    if (rc == 0) {
        rc = ln_cli_compare_run(&cli);
    }

    free(cli.sums);
    ln_cli_databases_close(&cli.from);

    return rc;
}
