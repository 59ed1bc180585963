/* legal-notice locate: where addresses are, one JSON object a line. */

#include <stdlib.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/locate_json.h"
#include "cli/options.h"
#include "geo/database/ln_use.h"
#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "geo/jurisdiction/ln_jurisdiction_file.h"


#define LN_CLI_FILES  16


typedef struct {
    ln_cli_databases_t   from;
    const char          *files[LN_CLI_FILES];
    unsigned             nfiles;
} ln_cli_locate_t;


static void *
ln_cli_alloc(void *arena, size_t size)
{
    (void) arena;

    return malloc(size ? size : 1);
}


/* What it gives is needed to the end, which frees it. */
static const ln_alloc_t  ln_cli_arena = { ln_cli_alloc, NULL };


static int
ln_cli_open(ln_cli_locate_t *cli, const char *path)
{
    ln_error_t           err;
    ln_cli_databases_t  *from;

    from = &cli->from;

    if (from->n == LN_DATABASES) {
        return ln_cli_error("locate", "too many databases at \"%s\"", path);
    }

    from->databases[from->n] = ln_database_open(path, &err);

    if (from->databases[from->n] == NULL) {
        return ln_cli_error("locate", "%s", err.text);
    }

    from->paths[from->n] = path;
    from->fields[from->n] = ~0u;
    from->n++;

    return 0;
}


/* Of the database before it. */
static int
ln_cli_use(ln_cli_locate_t *cli, const char *words)
{
    ln_error_t  err;

    if (cli->from.n == 0) {
        return ln_cli_error("locate", "name a database before \"--use %s\"",
                            words);
    }

    if (ln_use_parse(ln_str(words), &cli->from.fields[cli->from.n - 1], &err)
        != LN_OK)
    {
        return ln_cli_error("locate", "%s", err.text);
    }

    return 0;
}


static int
ln_cli_conflict(ln_cli_locate_t *cli, const char *word)
{
    if (strcmp(word, "first") == 0) {
        cli->from.policy = LN_CONFLICT_FIRST;

    } else if (strcmp(word, "uncertain") == 0) {
        cli->from.policy = LN_CONFLICT_UNCERTAIN;

    } else {
        return ln_cli_error("locate", "invalid value \"%s\" of "
                            "\"--conflict\", uncertain and first are allowed",
                            word);
    }

    return 0;
}


static int
ln_cli_add_file(ln_cli_locate_t *cli, const char *path)
{
    if (cli->nfiles == LN_CLI_FILES) {
        return ln_cli_error("locate", "too many files at \"%s\"", path);
    }

    cli->files[cli->nfiles++] = path;

    return 0;
}


/* The options; the addresses after them begin at optind. */
static int
ln_cli_locate_options(ln_cli_locate_t *cli, int argc, char **argv)
{
    int          rc, option;
    const char  *argument;

    static const struct option  options[] = {
        { "conflict", required_argument, NULL, 'c' },
        { "database", required_argument, NULL, 'd' },
        { "jurisdictions", required_argument, NULL, 'j' },
        { "use", required_argument, NULL, 'u' },
        { NULL, 0, NULL, 0 }
    };

    for ( ;; ) {
        argument = argv[optind];
        option = ln_cli_option(argc, argv, options);

        if (option == -1) {
            break;
        }

        if (option == '?') {
            return LN_CLI_FAILED;
        }

        if (*optarg == '\0') {
            return ln_cli_error("locate", "a value is missing after \"%s\"",
                                argument);
        }

        switch (option) {

        case 'c':
            rc = ln_cli_conflict(cli, optarg);
            break;

        case 'd':
            rc = ln_cli_open(cli, optarg);
            break;

        case 'u':
            rc = ln_cli_use(cli, optarg);
            break;

        default:
            rc = ln_cli_add_file(cli, optarg);
        }

        if (rc != 0) {
            return rc;
        }
    }

    if (cli->from.n == 0) {
        return ln_cli_error("locate", "name a database with \"--database\"");
    }

    if (optind == argc) {
        return ln_cli_error("locate", "an address is missing after \"%s\"",
                            argv[argc - 1]);
    }

    return 0;
}


/* File names in terms are relative to the file of jurisdictions. */
static int
ln_cli_jurisdictions_read(ln_cli_locate_t *cli)
{
    char        *prefix;
    size_t       len;
    unsigned     i;
    ln_error_t   err;
    const char  *slash;

    slash = strrchr(cli->files[0], '/');
    len = slash ? (size_t) (slash + 1 - cli->files[0]) : 0;
    prefix = calloc(1, len + 1);

    if (prefix == NULL) {
        return ln_cli_error("locate", "no memory");
    }

    memcpy(prefix, cli->files[0], len);

    cli->from.set = ln_jurisdictions_create(&ln_cli_arena, prefix);

    if (cli->from.set == NULL) {
        return ln_cli_error("locate", "no memory");
    }

    for (i = 0; i < cli->nfiles; i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (ln_jurisdiction_file(cli->from.set, &ln_cli_arena, cli->files[i],
                                 &err)
            != LN_OK)
        {
            return ln_cli_error("locate", "%s", err.text);
        }
    }

    return 0;
}


/* Whether the databases can answer all terms. */
static int
ln_cli_jurisdictions_check(const ln_cli_locate_t *cli)
{
    unsigned     i, fields, line;
    ln_error_t   err;
    const char  *file;

    for (fields = 0, i = 0; i < cli->from.n; i++) {
        fields |= cli->from.fields[i]
                  & ln_database_fields(cli->from.databases[i]);
    }

    if (ln_jurisdictions_check(cli->from.set, fields, &file, &line, &err)
        != LN_OK)
    {
        return ln_cli_error("locate", "%s in %s:%u", err.text, file, line);
    }

    return 0;
}


/* GeoNames ids are learned from databases that are used for places. */
static void
ln_cli_learn(ln_cli_locate_t *cli)
{
    unsigned        i, n;
    ln_database_t  *gazetteers[LN_DATABASES];

    for (n = 0, i = 0; i < cli->from.n; i++) {
        if (cli->from.fields[i] & LN_FIELD_GEONAME) {
            gazetteers[n++] = cli->from.databases[i];
        }
    }

    ln_jurisdictions_learn_geonames(cli->from.set, gazetteers, n);
}


static int
ln_cli_jurisdictions(ln_cli_locate_t *cli)
{
    int         rc;
    ln_error_t  err;

    if (cli->nfiles == 0) {
        return 0;
    }

    rc = ln_cli_jurisdictions_read(cli);

    if (rc == 0) {
        rc = ln_cli_jurisdictions_check(cli);
    }

    if (rc != 0) {
        return rc;
    }

    if (ln_jurisdictions_end(cli->from.set, &err) != LN_OK) {
        return ln_cli_error("locate", "no memory");
    }

    ln_cli_learn(cli);

    return 0;
}


static int
ln_cli_addresses(ln_cli_witnesses_t *w, int argc, char **argv)
{
    int            i, rc;
    json_t        *object;
    ln_address_t   address;

    rc = 0;

    for (i = optind; i < argc; i++) {

        if (ln_address_parse(ln_str(argv[i]), &address) != LN_OK) {
            rc = ln_cli_error("locate", "no IPv4 or IPv6 address: \"%s\"",
                              argv[i]);
            continue;
        }

        ln_cli_witnesses_ask(w, &address);
        object = ln_cli_locate_json(argv[i], w);

        if (object == NULL) {
            return ln_cli_error("locate", "no memory");
        }

        if (ln_cli_json_line(object) != LN_OK) {
            break;
        }
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_error("locate", "cannot write");
    }

    return rc;
}


int
ln_cli_locate(int argc, char **argv)
{
    int                  rc;
    unsigned             i;
    ln_cli_locate_t      cli;
    ln_cli_witnesses_t  *w;

    memset(&cli, 0, sizeof(ln_cli_locate_t));

    rc = ln_cli_locate_options(&cli, argc, argv);

    if (rc == 0) {
        rc = ln_cli_jurisdictions(&cli);
    }

    if (rc == 0) {
        w = ln_cli_witnesses_create(&cli.from);
        rc = w ? ln_cli_addresses(w, argc, argv)
               : ln_cli_error("locate", "no memory");
        ln_cli_witnesses_free(w);
    }

    for (i = 0; i < cli.from.n; i++) {
        ln_database_close(cli.from.databases[i]);
    }

    return rc;
}
