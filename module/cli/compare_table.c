#define _POSIX_C_SOURCE  200809L

#include <stdio.h>
#include <time.h>

#include "cli/compare_table.h"


#define LN_CLI_ROW     12               /* columns of a row's name */
#define LN_CLI_NUMBER  15               /* of a number: 4,294,967,296 */


static void ln_cli_table_databases(const ln_cli_compare_t *cli);
static void ln_cli_table_family(const ln_cli_compare_t *cli, unsigned i,
    unsigned family);
static int ln_cli_table_silent(const double *sums);
static void ln_cli_table_row(const char *name, const double *sums);
static void ln_cli_table_number(double number, char *text, size_t size);


void
ln_cli_compare_table(const ln_cli_compare_t *cli)
{
    unsigned  i, family;

    ln_cli_table_databases(cli);

    for (i = 0; i < ln_jurisdictions_count(cli->from.set); i++) {
        for (family = 0; family < 2; family++) {
            ln_cli_table_family(cli, i, family);
        }
    }

    (void) printf("\nmissed: they say out, another of all databases says in\n"
                  "needless: they don't say out, and more of all databases say "
                  "out than in\n");
}


static void
ln_cli_table_databases(const ln_cli_compare_t *cli)
{
    char       built[32];
    time_t     t;
    unsigned   k;
    struct tm  tm;

    for (k = 0; k < cli->from.n; k++) {
        t = ln_database_built(cli->from.databases[k]);

        if (gmtime_r(&t, &tm) == NULL
            || strftime(built, sizeof(built), "%Y-%m-%d", &tm) == 0)
        {
            strcpy(built, "?");
        }

        (void) printf("%u: %s (%s, built %s)\n", k + 1, cli->from.paths[k],
                      ln_database_type(cli->from.databases[k]), built);
    }
}


/* Databases that know nothing of a family have no rows there. */
static void
ln_cli_table_family(const ln_cli_compare_t *cli, unsigned i, unsigned family)
{
    char                  name[32];
    unsigned              k, m;
    ln_str_t              jurisdiction;
    const ln_cli_sums_t  *sums;

    sums = &cli->sums[i];
    jurisdiction = ln_jurisdictions_name(cli->from.set, i);

    (void) printf("\n%.*s, %s\n%*s", (int) jurisdiction.len,
                  (const char *) jurisdiction.data,
                  family == LN_COMPARE_IPV4 ? "IPv4 addresses"
                                            : "IPv6 networks of 64 bits",
                  LN_CLI_ROW, "");

    for (k = 0; k < LN_CLI_COLUMNS; k++) {
        (void) printf("%*s", LN_CLI_NUMBER, ln_cli_columns[k].name);
    }

    (void) putchar('\n');

    for (k = 0; k < cli->from.n; k++) {
        if (!ln_cli_table_silent(sums->alone[family][k])) {
            (void) snprintf(name, sizeof(name), "%u", k + 1);
            ln_cli_table_row(name, sums->alone[family][k]);
        }
    }

    for (m = 1; m < cli->from.n; m++) {
        for (k = 0; k < m; k++) {

            if (ln_cli_table_silent(sums->alone[family][k])
                || ln_cli_table_silent(sums->alone[family][m]))
            {
                continue;
            }

            (void) snprintf(name, sizeof(name), "%u + %u", k + 1, m + 1);
            ln_cli_table_row(name, sums->pairs[family][ln_pair(k, m)]);
        }
    }

    ln_cli_table_row("all", sums->all[family]);
}


static int
ln_cli_table_silent(const double *sums)
{
    return sums[LN_IN] == 0 && sums[LN_OUT] == 0;
}


static void
ln_cli_table_row(const char *name, const double *sums)
{
    char      number[32];
    unsigned  k;

    (void) printf("%-*s", LN_CLI_ROW, name);

    for (k = 0; k < LN_CLI_COLUMNS; k++) {
        ln_cli_table_number(sums[ln_cli_columns[k].column], number,
                            sizeof(number));
        (void) printf("%*s", LN_CLI_NUMBER, number);
    }

    (void) putchar('\n');
}


/* 1,234,567; of what would be longer than 4,294,967,296 four digits. */
static void
ln_cli_table_number(double number, char *text, size_t size)
{
    char    digits[32];
    size_t  i, len, n;

    if (number > 4294967296.0) {
        (void) snprintf(text, size, "%.3e", number);
        return;
    }

    (void) snprintf(digits, sizeof(digits), "%.0f", number);
    len = strlen(digits);

    for (n = 0, i = 0; i < len && n + 2 < size; i++) {
        if (i && (len - i) % 3 == 0) {
            text[n++] = ',';
        }

        text[n++] = digits[i];
    }

    text[n] = '\0';
}
