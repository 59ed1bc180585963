/* Databases and jurisdictions, as options name them. */

#ifndef LN_CLI_DATABASES_H
#define LN_CLI_DATABASES_H

#include "geo/compare/ln_coverage.h"


#define LN_CLI_FILES  64


typedef enum {
    LN_CLI_BY_TERMINAL = 0,             /* a table on one, else JSON */
    LN_CLI_JSON,
    LN_CLI_TABLE
} ln_cli_format_t;


typedef struct {
    const char           *command;      /* whose options they are */
    ln_database_t        *databases[LN_DATABASES];
    const char           *paths[LN_DATABASES];
    unsigned              fields[LN_DATABASES];     /* LN_FIELD_* that count */
    unsigned              n;
    ln_conflict_policy_t  policy;
    const char           *files[LN_CLI_FILES];      /* of jurisdictions */
    unsigned              nfiles;
    ln_cli_format_t       format;
    unsigned              families;     /* LN_COVERAGE_*: to be warned of */
    ln_jurisdictions_t   *set;          /* NULL: there are no files */
} ln_cli_databases_t;


/*
 * Takes the options from argv: --database, --use and --jurisdictions; also
 * --conflict if conflict is set, else --json and --table.  What stands behind
 * them begins at optind.  0, or an exit status, when the error has been told.
 */
int ln_cli_databases_options(ln_cli_databases_t *from, int argc, char **argv,
    int conflict);

/* Reads the jurisdictions, if there are any.  Returns as above. */
int ln_cli_databases_jurisdictions(ln_cli_databases_t *from);

void ln_cli_databases_close(ln_cli_databases_t *from);


#endif
