/* legal-notice locate: where addresses are, one JSON object a line. */

#include <stdlib.h>

#include "cli/shared/cli.h"
#include "cli/shared/json.h"
#include "cli/locate_json.h"
#include "cli/shared/options.h"


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
            return ln_cli_error("locate", "cannot write");
        }
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_error("locate", "cannot write");
    }

    return rc;
}


/* LN_COVERAGE_*: warnings about addresses that nobody asks about are noise. */
static unsigned
ln_cli_families(int argc, char **argv)
{
    int            i;
    unsigned       families;
    ln_address_t   address;

    for (families = 0, i = optind; i < argc; i++) {
        (void) ln_address_parse(ln_str(argv[i]), &address);
        ln_address_unwrap(&address);

        families |= address.family == 4 ? LN_FAMILY_IPV4
                    : address.family == 6 ? LN_FAMILY_IPV6 : 0;
    }

    return families;
}


int
ln_cli_locate(int argc, char **argv)
{
    int                  rc;
    ln_cli_databases_t   from;
    ln_cli_witnesses_t  *w;

    memset(&from, 0, sizeof(ln_cli_databases_t));
    from.command = "locate";

    rc = ln_cli_databases_options(&from, argc, argv, 1);

    if (rc == 0 && optind == argc) {
        rc = ln_cli_error("locate", "an address is missing after \"%s\"",
                          argv[argc - 1]);
    }

    if (rc == 0) {
        from.families = ln_cli_families(argc, argv);
        rc = ln_cli_databases_jurisdictions(&from);
    }

    if (rc == 0) {
        w = ln_cli_witnesses_create(&from);
        rc = w ? ln_cli_addresses(w, argc, argv)
               : ln_cli_error("locate", "no memory");
        ln_cli_witnesses_free(w);
    }

    ln_cli_databases_close(&from);

    return rc;
}
