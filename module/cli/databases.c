#include <stdlib.h>

#include "cli/shared/cli.h"
#include "cli/databases.h"
#include "cli/shared/options.h"
#include "geo/database/ln_use.h"
#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "geo/jurisdiction/ln_jurisdiction_file.h"


static void *
ln_cli_alloc(void *arena, size_t size)
{
    (void) arena;

    return malloc(size ? size : 1);
}


/* What it gives is needed to the end, which frees it. */
static const ln_alloc_t  ln_cli_arena = { ln_cli_alloc, NULL };


static int
ln_cli_open(ln_cli_databases_t *from, const char *path)
{
    ln_error_t  err;

    if (from->n == LN_DATABASES) {
        return ln_cli_error(from->command, "too many databases at \"%s\"",
                            path);
    }

    from->databases[from->n] = ln_database_open(path, &err);

    if (from->databases[from->n] == NULL) {
        return ln_cli_error(from->command, "%s", err.text);
    }

    from->paths[from->n] = path;
    from->fields[from->n] = ~0u;
    from->n++;

    return 0;
}


/* Of the database before it. */
static int
ln_cli_use(ln_cli_databases_t *from, const char *words)
{
    ln_error_t  err;

    if (from->n == 0) {
        return ln_cli_error(from->command, "name a database before "
                            "\"--use %s\"", words);
    }

    if (ln_use_parse(ln_str(words), &from->fields[from->n - 1], &err)
        != LN_OK)
    {
        return ln_cli_error(from->command, "%s", err.text);
    }

    return 0;
}


static int
ln_cli_conflict(ln_cli_databases_t *from, const char *word)
{
    if (strcmp(word, "first") == 0) {
        from->policy = LN_CONFLICT_FIRST;

    } else if (strcmp(word, "uncertain") == 0) {
        from->policy = LN_CONFLICT_UNCERTAIN;

    } else {
        return ln_cli_error(from->command, "invalid value \"%s\" of "
                            "\"--conflict\", uncertain and first are allowed",
                            word);
    }

    return 0;
}


static int
ln_cli_add_file(ln_cli_databases_t *from, const char *path)
{
    if (from->nfiles == LN_CLI_FILES) {
        return ln_cli_error(from->command, "too many files at \"%s\"", path);
    }

    from->files[from->nfiles++] = path;

    return 0;
}


static int
ln_cli_databases_option(ln_cli_databases_t *from, int option,
    const char *value)
{
    switch (option) {

    case 'c':
        return ln_cli_conflict(from, value);

    case 'd':
        return ln_cli_open(from, value);

    case 'u':
        return ln_cli_use(from, value);

    case 'J':
        from->format = LN_CLI_JSON;
        return 0;

    case 't':
        from->format = LN_CLI_TABLE;
        return 0;

    default: /* 'j' */
        return ln_cli_add_file(from, value);
    }
}


int
ln_cli_databases_options(ln_cli_databases_t *from, int argc, char **argv,
    int conflict)
{
    int          rc, option;
    const char  *argument;

    static const struct option  locate[] = {
        { "conflict", required_argument, NULL, 'c' },
        { "database", required_argument, NULL, 'd' },
        { "jurisdictions", required_argument, NULL, 'j' },
        { "use", required_argument, NULL, 'u' },
        { NULL, 0, NULL, 0 }
    };

    static const struct option  compare[] = {
        { "database", required_argument, NULL, 'd' },
        { "json", no_argument, NULL, 'J' },
        { "jurisdictions", required_argument, NULL, 'j' },
        { "table", no_argument, NULL, 't' },
        { "use", required_argument, NULL, 'u' },
        { NULL, 0, NULL, 0 }
    };

    for ( ;; ) {
        argument = argv[optind];
        option = ln_cli_option(argc, argv, conflict ? locate : compare);

        if (option == -1) {
            break;
        }

        if (option == '?') {
            return LN_CLI_FAILED;
        }

        if (optarg && *optarg == '\0') {
            return ln_cli_error(from->command, "a value is missing after "
                                "\"%s\"", argument);
        }

        rc = ln_cli_databases_option(from, option, optarg);

        if (rc != 0) {
            return rc;
        }
    }

    if (from->n == 0) {
        return ln_cli_error(from->command, "name a database with "
                            "\"--database\"");
    }

    return 0;
}


/* File names in terms are relative to the file of jurisdictions. */
static int
ln_cli_jurisdictions_read(ln_cli_databases_t *from)
{
    char        *prefix;
    size_t       len;
    unsigned     i;
    ln_error_t   err;
    const char  *slash;

    slash = strrchr(from->files[0], '/');
    len = slash ? (size_t) (slash + 1 - from->files[0]) : 0;
    prefix = calloc(1, len + 1);

    if (prefix == NULL) {
        return ln_cli_error(from->command, "no memory");
    }

    memcpy(prefix, from->files[0], len);

    from->set = ln_jurisdictions_create(&ln_cli_arena, prefix);

    if (from->set == NULL) {
        return ln_cli_error(from->command, "no memory");
    }

    for (i = 0; i < from->nfiles; i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (ln_jurisdiction_file(from->set, &ln_cli_arena, from->files[i],
                                 &err)
            != LN_OK)
        {
            return ln_cli_error(from->command, "%s", err.text);
        }
    }

    return 0;
}


/* Whether the databases can answer all terms. */
static int
ln_cli_jurisdictions_check(const ln_cli_databases_t *from)
{
    unsigned     i, fields, line;
    ln_error_t   err;
    const char  *file;

    for (fields = 0, i = 0; i < from->n; i++) {
        fields |= from->fields[i]
                  & ln_database_fields(from->databases[i]);
    }

    if (ln_jurisdictions_check(from->set, fields, &file, &line, &err)
        != LN_OK)
    {
        return ln_cli_error(from->command, "%s in %s:%u", err.text, file, line);
    }

    return 0;
}


/* GeoNames ids are learned from databases that are used for places. */
static int
ln_cli_learn(ln_cli_databases_t *from)
{
    unsigned        i, n, line;
    ln_error_t      err;
    const char     *file;
    ln_database_t  *gazetteers[LN_DATABASES];

    for (n = 0, i = 0; i < from->n; i++) {
        if (from->fields[i] & LN_FIELD_GEONAME) {
            gazetteers[n++] = from->databases[i];
        }
    }

    if (ln_jurisdictions_check_geonames(from->set, gazetteers, n, &file, &line,
                                        &err)
        != LN_OK)
    {
        return ln_cli_error(from->command, "%s in %s:%u", err.text, file, line);
    }

    ln_jurisdictions_learn_geonames(from->set, gazetteers, n);

    return 0;
}


static void
ln_cli_warning(void *data, const char *file, unsigned line, const char *text)
{
    const ln_cli_databases_t *from = data;

    if (file) {
        (void) ln_cli_error(from->command, "warning: %s in %s:%u", text, file,
                            line);
    } else {
        (void) ln_cli_error(from->command, "warning: %s", text);
    }
}


/* As `nginx -t` warns. */
static void
ln_cli_warn(ln_cli_databases_t *from)
{
    ln_decision_source_t  source;

    memset(&source, 0, sizeof(ln_decision_source_t));
    source.databases = from->databases;
    source.fields = from->fields;
    source.n = from->n;

    ln_jurisdictions_warn(from->set, ln_cli_warning, from);
    ln_coverage_warn(&source, ln_jurisdictions_needs(from->set),
                     from->families, from->paths, ln_cli_warning, from);
}


int
ln_cli_databases_jurisdictions(ln_cli_databases_t *from)
{
    int         rc;
    ln_error_t  err;

    if (from->nfiles == 0) {
        return 0;
    }

    rc = ln_cli_jurisdictions_read(from);

    if (rc == 0) {
        rc = ln_cli_jurisdictions_check(from);
    }

    if (rc != 0) {
        return rc;
    }

    if (ln_jurisdictions_end(from->set, &err) != LN_OK) {
        return ln_cli_error(from->command, "no memory");
    }

    rc = ln_cli_learn(from);

    if (rc == 0) {
        ln_cli_warn(from);
    }

    return rc;
}


void
ln_cli_databases_close(ln_cli_databases_t *from)
{
    unsigned  i;

    for (i = 0; i < from->n; i++) {
        ln_database_close(from->databases[i]);
    }
}
