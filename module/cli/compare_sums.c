#include "cli/compare_sums.h"


/* What is known of addresses, whatever the databases that are added up say. */
typedef struct {
    double    size;
    unsigned  some_in:1;                /* one of all databases says in */
    unsigned  most_out:1;               /* more of them say out than in */
} ln_cli_known_t;


const ln_cli_column_t  ln_cli_columns[] = {
    { LN_IN, "in" }, { LN_OUT, "out" }, { LN_UNCERTAIN, "uncertain" },
    { LN_CLI_CONFLICT, "conflict" }, { LN_CLI_MISSED, "missed" },
    { LN_CLI_NEEDLESS, "needless" }
};

_Static_assert(sizeof(ln_cli_columns) / sizeof(ln_cli_columns[0])
               == LN_CLI_COLUMNS,
               "each column has a name");


static void
ln_cli_compare_add(double *sums, unsigned said, const ln_cli_known_t *known)
{
    static const unsigned  columns[] = {
        [0] = LN_UNCERTAIN, [LN_SAID_OUT] = LN_OUT, [LN_SAID_IN] = LN_IN,
        [LN_SAID_CONFLICT] = LN_CLI_CONFLICT
    };

    sums[columns[said]] += known->size;

    if (said == LN_SAID_OUT) {
        sums[LN_CLI_MISSED] += known->some_in ? known->size : 0;

    } else {
        sums[LN_CLI_NEEDLESS] += known->most_out ? known->size : 0;
    }
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
    int              more_out;
    unsigned         k, m, n, all, family;
    unsigned         said[LN_DATABASES], joined[LN_DATABASES];
    ln_cli_sums_t   *sums;
    ln_cli_known_t   known;

    sums = &cli->sums[i];
    n = cli->from.n;
    all = 0;
    more_out = 0;

    for (k = 0; k < n; k++) {
        said[k] = ln_cli_compare_said(part, k, i);
        joined[k] = (part->heard >> k & 1) ? said[k] : 0;
        all |= joined[k];
        more_out += (joined[k] == LN_SAID_OUT) - (joined[k] == LN_SAID_IN);
    }

    known.some_in = (all & LN_SAID_IN) != 0;
    known.most_out = more_out > 0;

    for (family = 0; family < 2; family++) {
        known.size = part->size[family];
        ln_cli_compare_add(sums->all[family], all, &known);

        for (k = 0; k < n; k++) {
            ln_cli_compare_add(sums->alone[family][k], said[k], &known);

            for (m = k + 1; m < n; m++) {
                ln_cli_compare_add(sums->pairs[family][ln_pair(k, m)],
                                   (part->heard & (1u << k | 1u << m))
                                   ? joined[k] | joined[m]
                                   : said[k] | said[m], &known);
            }
        }
    }
}


void
ln_cli_compare_heard(void *data, const ln_compare_part_t *part)
{
    unsigned          i;
    ln_cli_compare_t *cli = data;

    for (i = 0; i < ln_jurisdictions_count(cli->from.set); i++) {
        ln_cli_compare_part(cli, part, i);
    }
}
