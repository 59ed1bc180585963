#include "cli/compare_json.h"
#include "cli/shared/json.h"


#define LN_CLI_EXACT  9007199254740992.0        /* whole numbers in a double */


/* Adds the sums of a set of databases to object; one alone has no conflict. */
static int
ln_cli_set_sums(json_t *object, const double *sums, int alone)
{
    int       rc;
    double    sum;
    unsigned  k;
    json_t   *number;

    rc = 0;

    for (k = 0; k < LN_CLI_COLUMNS; k++) {

        if (alone && ln_cli_columns[k].column == LN_CLI_CONFLICT) {
            continue;
        }

        sum = sums[ln_cli_columns[k].column];

        number = sum < LN_CLI_EXACT && sum == (double) (json_int_t) sum
                 ? json_integer((json_int_t) sum) : json_real(sum);

        rc |= json_object_set_new(object, ln_cli_columns[k].name, number);
    }

    return rc;
}


static int
ln_cli_set_path(json_t *object, const char *key, const char *path)
{
    return json_object_set_new(object, key, ln_cli_json_text(ln_str(path)));
}


/* Of addresses of one family: each database, each pair, and all. */
static json_t *
ln_cli_compare_family(const ln_cli_compare_t *cli, unsigned i, unsigned family)
{
    int                   rc;
    json_t               *object, *list, *one;
    unsigned              k, m;
    const ln_cli_sums_t  *sums;

    sums = &cli->sums[i];
    object = json_object();
    list = json_array();
    rc = json_object_set_new(object, "alone", list);

    for (k = 0; k < cli->from.n; k++) {
        one = json_object();
        rc |= ln_cli_set_path(one, "database", cli->from.paths[k]);
        rc |= ln_cli_set_sums(one, sums->alone[family][k], 1);
        rc |= json_array_append_new(list, one);
    }

    list = json_array();
    rc |= json_object_set_new(object, "pairs", list);

    for (m = 1; m < cli->from.n; m++) {
        for (k = 0; k < m; k++) {
            one = json_object();
            rc |= ln_cli_set_path(one, "database", cli->from.paths[k]);
            rc |= ln_cli_set_path(one, "other", cli->from.paths[m]);
            rc |= ln_cli_set_sums(one, sums->pairs[family][ln_pair(k, m)], 0);
            rc |= json_array_append_new(list, one);
        }
    }

    one = json_object();
    rc |= ln_cli_set_sums(one, sums->all[family], 0);
    rc |= json_object_set_new(object, "all", one);

    if (rc != 0) {
        json_decref(object);
        return NULL;
    }

    return object;
}


json_t *
ln_cli_compare_json(const ln_cli_compare_t *cli, unsigned i)
{
    int      rc;
    json_t  *object;

    object = json_object();
    rc = json_object_set_new(object, "jurisdiction",
               ln_cli_json_text(ln_jurisdictions_name(cli->from.set, i)));
    rc |= json_object_set_new(object, "ipv4",
                              ln_cli_compare_family(cli, i, LN_COMPARE_IPV4));
    rc |= json_object_set_new(object, "ipv6",
                              ln_cli_compare_family(cli, i, LN_COMPARE_IPV6));

    if (rc != 0) {
        json_decref(object);
        return NULL;
    }

    return object;
}
