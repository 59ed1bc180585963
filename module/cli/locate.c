/* legal-notice locate: where addresses are, one JSON object a line. */

#include <stdlib.h>

#include "cli/cli.h"
#include "geo/jurisdiction/ln_jurisdiction_file.h"


#define LN_CLI_FILES  16


typedef struct {
    ln_database_t             *databases[LN_DATABASES];
    unsigned                   n;
    const char                *files[LN_CLI_FILES];
    unsigned                   nfiles;
    ln_jurisdictions_t        *set;     /* NULL: none was asked for */
    ln_certainty_t            *answers;
    ln_jurisdiction_reason_t  *reasons;
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
ln_cli_locate_usage(const char *what, const char *value)
{
    (void) fprintf(stderr, "legal-notice locate: %s \"%s\"\n", what, value);

    return LN_CLI_USAGE;
}


static int
ln_cli_open(ln_cli_locate_t *cli, const char *path)
{
    ln_error_t  err;

    if (cli->n == LN_DATABASES) {
        return ln_cli_locate_usage("too many databases at", path);
    }

    cli->databases[cli->n] = ln_database_open(path, &err);

    if (cli->databases[cli->n] == NULL) {
        (void) fprintf(stderr, "legal-notice locate: %s\n", err.text);
        return LN_CLI_USAGE;
    }

    cli->n++;

    return 0;
}


/* The value of option name at argv[*i], which may stand behind it. */
static const char *
ln_cli_option(const char *name, int argc, char **argv, int *i)
{
    size_t  len;

    len = strlen(name);

    if (strncmp(argv[*i], name, len) != 0) {
        return NULL;
    }

    if (argv[*i][len] == '=') {
        return argv[*i] + len + 1;
    }

    if (argv[*i][len] != '\0') {
        return NULL;
    }

    return *i + 1 < argc ? argv[++*i] : "";
}


/* The options; *first is the index of the first address after them. */
static int
ln_cli_locate_options(ln_cli_locate_t *cli, int argc, char **argv, int *first)
{
    int          i, at, rc;
    const char  *path;

    for (i = 1; i < argc && argv[i][0] == '-'; i++) {
        at = i;
        path = ln_cli_option("--database", argc, argv, &i);

        if (path && *path) {
            rc = ln_cli_open(cli, path);

            if (rc != 0) {
                return rc;
            }

            continue;
        }

        if (path == NULL) {
            path = ln_cli_option("--jurisdictions", argc, argv, &i);
        }

        if (path == NULL) {
            return ln_cli_locate_usage("unknown option", argv[at]);
        }

        if (*path == '\0') {
            return ln_cli_locate_usage("a value is missing after", argv[at]);
        }

        if (cli->nfiles == LN_CLI_FILES) {
            return ln_cli_locate_usage("too many files at", path);
        }

        cli->files[cli->nfiles++] = path;
    }

    if (cli->n == 0) {
        return ln_cli_locate_usage("name a database with", "--database");
    }

    if (i == argc) {
        return ln_cli_locate_usage("an address is missing after",
                                   argv[argc - 1]);
    }

    *first = i;

    return 0;
}


/* File names in terms are relative to the file of jurisdictions. */
static int
ln_cli_jurisdictions(ln_cli_locate_t *cli)
{
    char         *prefix;
    size_t        len;
    unsigned      i, n, fields, line;
    ln_error_t    err;
    const char   *file, *slash;

    if (cli->nfiles == 0) {
        return 0;
    }

    slash = strrchr(cli->files[0], '/');
    len = slash ? (size_t) (slash + 1 - cli->files[0]) : 0;
    prefix = calloc(1, len + 1);

    if (prefix == NULL) {
        return LN_CLI_FAILED;
    }

    memcpy(prefix, cli->files[0], len);
    memset(&err, 0, sizeof(ln_error_t));

    cli->set = ln_jurisdictions_create(&ln_cli_arena, prefix);

    for (i = 0; cli->set && i < cli->nfiles; i++) {
        if (ln_jurisdiction_file(cli->set, &ln_cli_arena, cli->files[i], &err)
            != LN_OK)
        {
            (void) fprintf(stderr, "legal-notice locate: %s\n", err.text);
            return LN_CLI_USAGE;
        }
    }

    for (fields = 0, i = 0; i < cli->n; i++) {
        fields |= ln_database_fields(cli->databases[i]);
    }

    if (cli->set
        && ln_jurisdictions_check(cli->set, fields, &file, &line, &err)
           != LN_OK)
    {
        (void) fprintf(stderr, "legal-notice locate: %s in %s:%u\n", err.text,
                       file, line);
        return LN_CLI_USAGE;
    }

    n = cli->set ? ln_jurisdictions_count(cli->set) : 0;
    cli->answers = calloc(n + 1, sizeof(ln_certainty_t));
    cli->reasons = calloc(n + 1, sizeof(ln_jurisdiction_reason_t));

    if (cli->set == NULL || cli->answers == NULL || cli->reasons == NULL
        || ln_jurisdictions_end(cli->set, &err) != LN_OK)
    {
        (void) fprintf(stderr, "legal-notice locate: no memory\n");
        return LN_CLI_FAILED;
    }

    ln_jurisdictions_learn(cli->set, cli->databases, cli->n);

    return 0;
}


static void
ln_cli_string(const unsigned char *p, size_t len)
{
    (void) putchar('"');

    for ( /* void */ ; len; p++, len--) {

        if (*p == '"' || *p == '\\') {
            (void) printf("\\%c", *p);

        } else if (*p < 0x20) {
            (void) printf("\\u%04x", *p);

        } else {
            (void) putchar(*p);
        }
    }

    (void) putchar('"');
}


/* Each jurisdiction's answer, and the first term that gave it. */
static void
ln_cli_answers(const ln_cli_locate_t *cli, const ln_location_t *location,
    const ln_address_t *address)
{
    unsigned                         i;
    ln_str_t                         name;
    const ln_jurisdiction_reason_t  *reason;

    static const char *const  words[] = { "out", "uncertain", "in" };

    ln_jurisdictions_explain(cli->set, location, address, cli->answers,
                             cli->reasons);

    (void) printf(",\"jurisdictions\":{");

    for (i = 0; i < ln_jurisdictions_count(cli->set); i++) {
        name = ln_jurisdictions_name(cli->set, i);
        reason = &cli->reasons[i];

        (void) printf("%s\"%.*s\":{\"answer\":\"%s\"", i ? "," : "",
                      (int) name.len, (const char *) name.data,
                      words[cli->answers[i]]);

        if (reason->text.len) {
            (void) printf(",\"term\":");
            ln_cli_string(reason->text.data, reason->text.len);
            (void) printf(",\"except\":%s,\"file\":",
                          reason->except ? "true" : "false");
            ln_cli_string((const unsigned char *) reason->file,
                          strlen(reason->file));
            (void) printf(",\"line\":%u", reason->line);
        }

        (void) putchar('}');
    }

    (void) putchar('}');
}


/* Codes are of ISO 3166 and need no escaping. */
static void
ln_cli_code(const char *name, const char *code)
{
    if (*code != '\0') {
        (void) printf(",\"%s\":\"%s\"", name, code);
    }
}


static void
ln_cli_lists(const ln_location_t *location)
{
    unsigned  i;

    if (location->nregions) {
        (void) printf(",\"region\":\"%s\",\"regions\":[",
                      location->regions[location->nregions - 1]);

        for (i = 0; i < location->nregions; i++) {
            (void) printf("%s\"%s\"", i ? "," : "", location->regions[i]);
        }

        (void) putchar(']');
    }

    if (location->ngeonames) {
        (void) printf(",\"geonames\":[");

        for (i = 0; i < location->ngeonames; i++) {
            (void) printf("%s%lu", i ? "," : "",
                          (unsigned long) location->geonames[i]);
        }

        (void) putchar(']');
    }
}


static void
ln_cli_traits(unsigned traits)
{
    size_t       i;
    const char  *comma;

    static const struct {
        unsigned     bit;
        const char  *name;
    } names[] = {
        { LN_TRAIT_ANONYMOUS, "anonymous" },
        { LN_TRAIT_VPN, "vpn" },
        { LN_TRAIT_PROXY, "proxy" },
        { LN_TRAIT_TOR, "tor" },
        { LN_TRAIT_HOSTING, "hosting" }
    };

    if (traits == 0) {
        return;
    }

    (void) printf(",\"traits\":[");
    comma = "";

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (traits & names[i].bit) {
            (void) printf("%s\"%s\"", comma, names[i].name);
            comma = ",";
        }
    }

    (void) putchar(']');
}


/* What is not known is left out. */
static void
ln_cli_location(const ln_cli_locate_t *cli, const char *ip,
    const ln_location_t *location, const ln_address_t *address)
{
    (void) printf("{\"ip\":\"%s\",\"located\":%s", ip,
                  location->located ? "true" : "false");

    ln_cli_code("country", location->country);
    ln_cli_lists(location);
    ln_cli_code("registered_country", location->registered_country);
    ln_cli_code("represented_country", location->represented_country);

    if (location->asn) {
        (void) printf(",\"asn\":%lu", (unsigned long) location->asn);
    }

    if (location->has_position) {
        (void) printf(",\"latitude\":%.6g,\"longitude\":%.6g",
                      location->latitude, location->longitude);
    }

    if (location->has_radius) {
        (void) printf(",\"accuracy_radius\":%.6g",
                      location->accuracy_radius);
    }

    ln_cli_traits(location->traits);

    if (cli->set) {
        ln_cli_answers(cli, location, address);
    }

    (void) printf("}\n");
}


static int
ln_cli_addresses(const ln_cli_locate_t *cli, int argc, char **argv, int first)
{
    int            i, rc;
    ln_address_t   address;
    ln_location_t  location;

    rc = 0;

    for (i = first; i < argc; i++) {

        if (ln_address_parse(ln_str(argv[i]), &address) != LN_OK) {
            rc = ln_cli_locate_usage("no IPv4 or IPv6 address:", argv[i]);
            continue;
        }

        ln_database_locate(cli->databases, cli->n, &address, &location);
        ln_cli_location(cli, argv[i], &location, &address);
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        (void) fprintf(stderr, "legal-notice locate: cannot write\n");
        return LN_CLI_FAILED;
    }

    return rc;
}


int
ln_cli_locate(int argc, char **argv)
{
    int              rc, first;
    unsigned         i;
    ln_cli_locate_t  cli;

    memset(&cli, 0, sizeof(ln_cli_locate_t));

    first = argc;
    rc = ln_cli_locate_options(&cli, argc, argv, &first);

    if (rc == 0) {
        rc = ln_cli_jurisdictions(&cli);
    }

    if (rc == 0) {
        rc = ln_cli_addresses(&cli, argc, argv, first);
    }

    for (i = 0; i < cli.n; i++) {
        ln_database_close(cli.databases[i]);
    }

    return rc;
}
