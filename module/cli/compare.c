/* legal-notice compare: what databases say of the whole address space. */

#include <stdlib.h>

#include "cli/cli.h"
#include "cli/compare_json.h"
#include "cli/json.h"
#include "cli/options.h"


static void
ln_cli_compare_add(double *sums, unsigned said, double addresses)
{
    static const unsigned  columns[] = {
        [0] = LN_UNCERTAIN, [LN_SAID_OUT] = LN_OUT, [LN_SAID_IN] = LN_IN,
        [LN_SAID_CONFLICT] = LN_CLI_CONFLICT
    };

    sums[columns[said]] += addresses;
}


/* What database k says of jurisdiction i: LN_SAID_ bits. */
static unsigned
ln_cli_compare_said(const ln_compare_part_t *part, unsigned k, unsigned i)
{
    return ((part->in[k][i / 64] >> i % 64 & 1) ? LN_SAID_IN : 0)
           | ((part->out[k][i / 64] >> i % 64 & 1) ? LN_SAID_OUT : 0);
}


/* Adds a part of the address space to the sums of one jurisdiction. */
static void
ln_cli_compare_part(ln_cli_compare_t *cli, const ln_compare_part_t *part,
    unsigned i)
{
    unsigned           k, m, n, all, family;
    unsigned           said[LN_DATABASES], joined[LN_DATABASES];
    ln_cli_sums_t     *sums;

    sums = &cli->sums[i];
    n = cli->from.n;
    all = 0;

    for (k = 0; k < n; k++) {
        said[k] = ln_cli_compare_said(part, k, i);
        joined[k] = (part->heard >> k & 1) ? said[k] : 0;
        all |= joined[k];
    }

    for (family = 0; family < 2; family++) {
        ln_cli_compare_add(sums->all[family], all, part->size[family]);

        for (k = 0; k < n; k++) {
            ln_cli_compare_add(sums->alone[family][k], said[k],
                               part->size[family]);

            for (m = k + 1; m < n; m++) {
                ln_cli_compare_add(sums->pairs[family][ln_pair(k, m)],
                                   (part->heard & (1u << k | 1u << m))
                                   ? joined[k] | joined[m]
                                   : said[k] | said[m],
                                   part->size[family]);
            }
        }
    }
}


static void
ln_cli_compare_heard(void *data, const ln_compare_part_t *part)
{
    unsigned          i;
    ln_cli_compare_t *cli = data;

    for (i = 0; i < ln_jurisdictions_count(cli->from.set); i++) {
        ln_cli_compare_part(cli, part, i);
    }
}


static int
ln_cli_compare_run(ln_cli_compare_t *cli)
{
    json_t                *object;
    unsigned               i, n;
    ln_decision_source_t   source;

    n = ln_jurisdictions_count(cli->from.set);
    cli->sums = calloc(n, sizeof(ln_cli_sums_t));

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

    for (i = 0; i < n; i++) {
        object = ln_cli_compare_json(cli, i);

        if (object == NULL) {
            return ln_cli_error("compare", "no memory");
        }

        if (ln_cli_json_line(object) != LN_OK) {
            break;
        }
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_error("compare", "cannot write");
    }

    return 0;
}


int
ln_cli_compare(int argc, char **argv)
{
    int               rc;
    ln_cli_compare_t  cli;

    memset(&cli, 0, sizeof(ln_cli_compare_t));
    cli.from.command = "compare";
    cli.from.families = LN_COVERAGE_IPV4|LN_COVERAGE_IPV6;

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

    if (rc == 0) {
        rc = ln_cli_compare_run(&cli);
    }

    free(cli.sums);
    ln_cli_databases_close(&cli.from);

    return rc;
}
