#include "cli/json.h"
#include "cli/locate_json.h"


/* Each jurisdiction's answer, and the first term that gave it. */
static void
ln_cli_answers(const ln_cli_answers_t *a, const ln_location_t *location,
    const ln_address_t *address)
{
    unsigned                         i;
    ln_str_t                         name;
    const ln_jurisdiction_reason_t  *reason;

    static const char *const  words[] = {
        [LN_OUT] = "out", [LN_UNCERTAIN] = "uncertain", [LN_IN] = "in"
    };

    ln_jurisdictions_explain(a->set, location, address, a->answers,
                             a->reasons);

    (void) printf(",\"jurisdictions\":{");

    for (i = 0; i < ln_jurisdictions_count(a->set); i++) {
        name = ln_jurisdictions_name(a->set, i);
        reason = &a->reasons[i];

        (void) printf("%s\"%.*s\":{\"answer\":\"%s\"", i ? "," : "",
                      (int) name.len, (const char *) name.data,
                      words[a->answers[i]]);

        if (reason->text.len) {
            (void) printf(",\"term\":");
            ln_cli_json(reason->text);
            (void) printf(",\"except\":%s,\"file\":",
                          reason->except ? "true" : "false");
            ln_cli_json(ln_str(reason->file));
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


void
ln_cli_locate_json(const char *ip, const ln_address_t *address,
    const ln_location_t *location, const ln_cli_answers_t *a)
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

    if (a->set) {
        ln_cli_answers(a, location, address);
    }

    (void) printf("}\n");
}
