/* legal-notice locate: where addresses are, one JSON object a line. */

#include <stdlib.h>

#include "cli.h"
#include "geo/ln_database.h"


#define LN_CLI_DATABASES  16


typedef struct {
    ln_database_t  *databases[LN_CLI_DATABASES];
    unsigned        n;
} ln_cli_locate_t;


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

    if (cli->n == LN_CLI_DATABASES) {
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


/* The options; *first is the index of the first address after them. */
static int
ln_cli_locate_options(ln_cli_locate_t *cli, int argc, char **argv, int *first)
{
    int          i, rc;
    const char  *path;

    for (i = 1; i < argc && argv[i][0] == '-'; i++) {

        if (strncmp(argv[i], "--database=", 11) == 0) {
            path = argv[i] + 11;

        } else if (strcmp(argv[i], "--database") != 0) {
            return ln_cli_locate_usage("unknown option", argv[i]);

        } else if (i + 1 == argc) {
            return ln_cli_locate_usage("a value is missing after", argv[i]);

        } else {
            path = argv[++i];
        }

        rc = ln_cli_open(cli, path);

        if (rc != 0) {
            return rc;
        }
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
ln_cli_location(const char *ip, const ln_location_t *location)
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
        ln_cli_location(argv[i], &location);
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

    rc = ln_cli_locate_options(&cli, argc, argv, &first);

    if (rc == 0) {
        rc = ln_cli_addresses(&cli, argc, argv, first);
    }

    for (i = 0; i < cli.n; i++) {
        ln_database_close(cli.databases[i]);
    }

    return rc;
}
