#include "cli/shared/json.h"
#include "cli/locate_json.h"


/* Adds an answer to object, and the first term that gave it. */
static int
ln_cli_set_answer(json_t *object, ln_certainty_t answer,
    const ln_jurisdiction_reason_t *reason)
{
    int  rc;

    static const char *const  words[] = {
        [LN_OUT] = "out", [LN_UNCERTAIN] = "uncertain", [LN_IN] = "in"
    };

    rc = json_object_set_new(object, "answer", json_string(words[answer]));

    if (reason && reason->text.len) {
        rc |= json_object_set_new(object, "term",
                                  ln_cli_json_text(reason->text));
        rc |= json_object_set_new(object, "except",
                                  json_boolean(reason->except));
        rc |= json_object_set_new(object, "file",
                                  ln_cli_json_text(ln_str(reason->file)));
        rc |= json_object_set_new(object, "line", json_integer(reason->line));
    }

    return rc;
}


/* What each witness says of jurisdiction i. */
static json_t *
ln_cli_answers_apart(const ln_cli_witnesses_t *w, unsigned i)
{
    int        rc;
    size_t     at;
    json_t    *list, *object;
    unsigned   k;

    list = json_array();
    rc = 0;

    for (k = 0; k < w->n; k++) {
        at = (size_t) k * w->count + i;
        object = json_object();
        rc |= ln_cli_witness_names(w, k, object);
        rc |= ln_cli_set_answer(object, w->answers[at], &w->reasons[at]);
        rc |= json_array_append_new(list, object);
    }

    if (rc != 0) {
        json_decref(list);
        return NULL;
    }

    return list;
}


/* The answer of jurisdiction i; with several witnesses, that of each. */
static json_t *
ln_cli_answer(const ln_cli_witnesses_t *w, unsigned i)
{
    int                              rc, conflict;
    json_t                          *object;
    ln_certainty_t                   answer;
    const ln_jurisdiction_reason_t  *reason;

    answer = ln_cli_witnesses_answer(w, i, &conflict, &reason);

    object = json_object();
    rc = ln_cli_set_answer(object, answer, reason);

    if (w->n > 1) {
        rc |= json_object_set_new(object, "conflict", json_boolean(conflict));
        rc |= json_object_set_new(object, "witnesses",
                                  ln_cli_answers_apart(w, i));
    }

    if (rc != 0) {
        json_decref(object);
        return NULL;
    }

    return object;
}


/* An object with the answer of each jurisdiction. */
static json_t *
ln_cli_answers(const ln_cli_witnesses_t *w)
{
    int        rc;
    json_t    *object, *name;
    unsigned   i;

    object = json_object();
    rc = 0;

    for (i = 0; i < w->count; i++) {
        name = ln_cli_json_text(ln_jurisdictions_name(w->from->set, i));
        rc |= json_object_set_new(object, json_string_value(name),
                                  ln_cli_answer(w, i));
        json_decref(name);
    }

    if (rc != 0) {
        json_decref(object);
        return NULL;
    }

    return object;
}


static int
ln_cli_set_code(json_t *object, const char *name, const char *code)
{
    return *code ? json_object_set_new(object, name, json_string(code)) : 0;
}


/* A whole number without a fraction of zero. */
static int
ln_cli_set_number(json_t *object, const char *name, double number)
{
    json_int_t  whole;

    whole = (json_int_t) number;

    return json_object_set_new(object, name,
                               number == (double) whole ? json_integer(whole)
                                                        : json_real(number));
}


static int
ln_cli_set_regions(json_t *object, const ln_location_t *location)
{
    int        rc;
    json_t    *list;
    unsigned   i;

    if (location->nregions == 0) {
        return 0;
    }

    list = json_array();
    rc = 0;

    for (i = 0; i < location->nregions; i++) {
        rc |= json_array_append_new(list, json_string(location->regions[i]));
    }

    rc |= ln_cli_set_code(object, "region", location->regions[i - 1]);

    return rc | json_object_set_new(object, "regions", list);
}


static int
ln_cli_set_geonames(json_t *object, const ln_location_t *location)
{
    int        rc;
    json_t    *list;
    unsigned   i;

    if (location->ngeonames == 0) {
        return 0;
    }

    list = json_array();
    rc = 0;

    for (i = 0; i < location->ngeonames; i++) {
        rc |= json_array_append_new(list, json_integer(location->geonames[i]));
    }

    return rc | json_object_set_new(object, "geonames", list);
}


static int
ln_cli_set_traits(json_t *object, unsigned traits)
{
    int      rc;
    size_t   i;
    json_t  *list;

    static const struct {
        unsigned     bit;
        const char  *name;
    } names[LN_TRAITS] = {
        { LN_TRAIT_ANONYMOUS, "anonymous" },
        { LN_TRAIT_VPN, "vpn" },
        { LN_TRAIT_PROXY, "proxy" },
        { LN_TRAIT_TOR, "tor" },
        { LN_TRAIT_HOSTING, "hosting" }
    };

    if (traits == 0) {
        return 0;
    }

    list = json_array();
    rc = 0;

    for (i = 0; i < LN_TRAITS; i++) {
        if (traits & names[i].bit) {
            rc |= json_array_append_new(list, json_string(names[i].name));
        }
    }

    return rc | json_object_set_new(object, "traits", list);
}


static int
ln_cli_set_location(json_t *object, const ln_location_t *location)
{
    int  rc;

    rc = ln_cli_set_code(object, "country", location->country);
    rc |= ln_cli_set_regions(object, location);
    rc |= ln_cli_set_geonames(object, location);
    rc |= ln_cli_set_code(object, "registered_country",
                          location->registered_country);
    rc |= ln_cli_set_code(object, "represented_country",
                          location->represented_country);

    if (location->asn) {
        rc |= json_object_set_new(object, "asn", json_integer(location->asn));
    }

    if (location->has_position) {
        rc |= ln_cli_set_number(object, "latitude", location->latitude);
        rc |= ln_cli_set_number(object, "longitude", location->longitude);
    }

    if (location->has_radius) {
        rc |= ln_cli_set_number(object, "accuracy_radius",
                                location->accuracy_radius);
    }

    return rc | ln_cli_set_traits(object, location->traits);
}


/* What each witness knows. */
static json_t *
ln_cli_locations(const ln_cli_witnesses_t *w)
{
    int        rc;
    json_t    *list, *object;
    unsigned   k;

    list = json_array();
    rc = 0;

    for (k = 0; k < w->n; k++) {
        object = json_object();
        rc |= ln_cli_witness_names(w, k, object);
        rc |= ln_cli_set_location(object, &w->locations[k]);
        rc |= json_array_append_new(list, object);
    }

    if (rc != 0) {
        json_decref(list);
        return NULL;
    }

    return list;
}


json_t *
ln_cli_locate_json(const char *ip, const ln_cli_witnesses_t *w)
{
    int                   rc;
    json_t               *object;
    const ln_location_t  *location;

    location = &w->locations[0];

    object = json_object();
    rc = json_object_set_new(object, "ip", json_string(ip));
    rc |= json_object_set_new(object, "located",
                              json_boolean(location->located));
    rc |= ln_cli_set_location(object, location);

    if (w->n > 1) {
        rc |= json_object_set_new(object, "witnesses", ln_cli_locations(w));
    }

    if (w->from->set) {
        rc |= json_object_set_new(object, "jurisdictions", ln_cli_answers(w));
    }

    if (rc != 0) {
        json_decref(object);
        return NULL;
    }

    return object;
}
