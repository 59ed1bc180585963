#include <errno.h>
#include <stdlib.h>

#include "ln_country.h"
#include "ln_term.h"


typedef struct {
    const ln_alloc_t          *alloc;
    const char                *prefix;
    const ln_jurisdictions_t  *set;
} ln_term_parser_t;

typedef struct {
    const char       *name;
    unsigned          needs;
    int             (*parse)(ln_term_parser_t *p, ln_str_t word,
                             ln_term_t *term, ln_error_t *err);
    ln_certainty_t  (*decide)(const ln_term_t *term,
                              const ln_location_t *location,
                              const ln_address_t *address,
                              const ln_certainty_t *answers);
} ln_term_kind_t;


static int ln_term_country(ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);
static int ln_term_group(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
static int ln_term_region(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
static int ln_term_number(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
static int ln_term_network(ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);
static int ln_term_network_file(ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);
static int ln_term_trait(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
static int ln_term_jurisdiction(ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);
static void *ln_term_push(ln_term_parser_t *p, void *items, unsigned n,
    size_t size);
static unsigned ln_term_country_bit(const char *code);
static ln_certainty_t ln_term_in_country(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_registered(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_code(const ln_term_t *term,
    const char *code);
static ln_certainty_t ln_term_in_region(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_geoname(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_asn(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_network(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_trait(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);
static ln_certainty_t ln_term_in_jurisdiction(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);


static const ln_term_kind_t  ln_term_kinds[] = {
    { "country", LN_FIELD_COUNTRY, ln_term_country, ln_term_in_country },
    { "group", LN_FIELD_COUNTRY, ln_term_group, ln_term_in_country },
    { "region", LN_FIELD_REGION, ln_term_region, ln_term_in_region },
    { "geoname", LN_FIELD_GEONAME, ln_term_number, ln_term_in_geoname },
    { "registered_country", LN_FIELD_REGISTERED_COUNTRY, ln_term_country,
      ln_term_in_registered },
    { "network", 0, ln_term_network, ln_term_in_network },
    { "asn", LN_FIELD_ASN, ln_term_number, ln_term_in_asn },
    { "trait", LN_FIELD_TRAITS, ln_term_trait, ln_term_in_trait },
    { "jurisdiction", 0, ln_term_jurisdiction, ln_term_in_jurisdiction }
};


int
ln_term_parse(const ln_alloc_t *alloc, const char *prefix,
    const ln_jurisdictions_t *set, const ln_str_t *words, unsigned nwords,
    ln_term_t *term, ln_error_t *err)
{
    size_t                 k;
    unsigned               i;
    const ln_term_kind_t  *kind;
    ln_term_parser_t       p = { alloc, prefix, set };

    for (k = 0; k < sizeof(ln_term_kinds) / sizeof(ln_term_kinds[0]); k++) {
        kind = &ln_term_kinds[k];

        if (!ln_str_eq(words[0], ln_str(kind->name))) {
            continue;
        }

        if (nwords < 2) {
            return ln_error(err, "invalid number of arguments in term \"%s\"",
                            kind->name);
        }

        term->name = kind->name;
        term->needs = kind->needs;
        term->decide = kind->decide;

        for (i = 1; i < nwords; i++) {
            if (kind->parse(&p, words[i], term, err) != LN_OK) {
                return LN_ERROR;
            }
        }

        if (term->networks) {
            term->n = ln_network_sort(term->networks, term->n);
        }

        return LN_OK;
    }

    return ln_error(err, "unknown term \"%.*s\", country, group, region, "
                    "geoname, registered_country, network, asn, trait, "
                    "jurisdiction and except are allowed", (int) words[0].len,
                    (const char *) words[0].data);
}


static unsigned
ln_term_country_bit(const char *code)
{
    return (code[0] - 'A') * 26 + (code[1] - 'A');
}


static int
ln_term_country(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    unsigned     bit;
    const char  *near;

    (void) p;

    if (!ln_country_known(word)) {
        near = ln_country_suggest(word);

        return ln_error(err, "unknown country \"%.*s\"%s%s%s", (int) word.len,
                        (const char *) word.data,
                        near ? ", did you mean \"" : ", an ISO 3166-1 alpha-2 "
                                                     "code is expected",
                        near ? near : "", near ? "\"?" : "");
    }

    bit = ln_term_country_bit((const char *) word.data);
    term->countries[bit / 8] |= 1 << bit % 8;

    return LN_OK;
}


static int
ln_term_group(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    const char *const  *group;

    group = ln_country_group(word);

    if (group == NULL) {
        return ln_error(err, "unknown group \"%.*s\", \"EU\" and \"EEA\" are "
                        "built in", (int) word.len, (const char *) word.data);
    }

    for ( /* void */ ; *group; group++) {
        (void) ln_term_country(p, ln_str(*group), term, err);
    }

    return LN_OK;
}


static int
ln_term_region(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    ln_str_t     country;
    const char  *near;

    if (word.len < 4 || word.len > 6 || word.data[2] != '-') {
        near = ln_region_suggest(word);

        return ln_error(err, "invalid region \"%.*s\", an ISO 3166-2 code of "
                        "the form CC-XX is expected%s%s%s", (int) word.len,
                        (const char *) word.data, near ? ", did you mean \""
                        : "", near ? near : "", near ? "\"?" : "");
    }

    country.data = word.data;
    country.len = 2;

    if (!ln_country_known(country)) {
        near = ln_country_suggest(country);

        return ln_error(err, "region \"%.*s\" is of an unknown country "
                        "\"%.2s\"%s%s%s", (int) word.len,
                        (const char *) word.data, (const char *) word.data,
                        near ? ", did you mean \"" : "", near ? near : "",
                        near ? "\"?" : "");
    }

    if (!ln_region_known(word)) {
        near = ln_region_suggest(word);

        return ln_error(err, "unknown region \"%.*s\" of country \"%.2s\"%s%s"
                        "%s", (int) word.len, (const char *) word.data,
                        (const char *) word.data, near ? ", did you mean \""
                        : ", see ISO 3166-2", near ? near : "",
                        near ? "\"?" : "");
    }

    term->regions = ln_term_push(p, term->regions, term->n, 8);
    if (term->regions == NULL) {
        return ln_error(err, "no memory");
    }

    memset(term->regions[term->n], 0, 8);
    memcpy(term->regions[term->n++], word.data, word.len);

    return LN_OK;
}


static int
ln_term_number(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t    i;
    uint64_t  number;

    number = 0;

    for (i = 0; i < word.len && number <= UINT32_MAX; i++) {
        if (word.data[i] < '0' || word.data[i] > '9') {
            break;
        }

        number = number * 10 + (word.data[i] - '0');
    }

    if (i != word.len || number == 0 || number > UINT32_MAX) {
        return ln_error(err, "invalid %s \"%.*s\", a number is expected",
                        term->name, (int) word.len, (const char *) word.data);
    }

    term->numbers = ln_term_push(p, term->numbers, term->n, sizeof(uint32_t));
    if (term->numbers == NULL) {
        return ln_error(err, "no memory");
    }

    term->numbers[term->n++] = (uint32_t) number;

    return LN_OK;
}


/* A word that begins like an address is a network, any other a file. */

static int
ln_term_network(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t         i;
    ln_network_t   network;

    for (i = 0; i < word.len; i++) {
        if (strchr("0123456789abcdefABCDEF.:", word.data[i]) == NULL) {
            break;
        }
    }

    if (i == 0 || (i < word.len && word.data[i] != '/')) {
        return ln_term_network_file(p, word, term, err);
    }

    if (ln_network_parse(word, &network, err) != LN_OK) {
        return LN_ERROR;
    }

    term->networks = ln_term_push(p, term->networks, term->n,
                                  sizeof(ln_network_t));
    if (term->networks == NULL) {
        return ln_error(err, "no memory");
    }

    term->networks[term->n++] = network;

    return LN_OK;
}


static int
ln_term_network_file(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    int           rc;
    char          path[4096], row[256];
    FILE         *file;
    unsigned      n;
    ln_str_t      cidr;
    ln_error_t    why;
    ln_network_t  network;

    (void) snprintf(path, sizeof(path), "%s%.*s",
                    word.len && word.data[0] == '/' ? "" : p->prefix,
                    (int) word.len, (const char *) word.data);

    file = fopen(path, "re");
    if (file == NULL) {
        return ln_error(err, "\"%.*s\" is no network, and no file of them can "
                        "be read at \"%s\": %s", (int) word.len,
                        (const char *) word.data, path, strerror(errno));
    }

    rc = LN_OK;

    for (n = 1; rc == LN_OK && fgets(row, sizeof(row), file); n++) {
        row[strcspn(row, "#\r\n")] = '\0';
        cidr = ln_str(row + strspn(row, " \t"));
        cidr.len = strcspn((const char *) cidr.data, " \t");

        if (cidr.len == 0) {
            continue;
        }

        if (ln_network_parse(cidr, &network, &why) != LN_OK) {
            rc = ln_error(err, "%.300s at \"%.150s\":%u", why.text, path, n);
            break;
        }

        term->networks = ln_term_push(p, term->networks, term->n,
                                      sizeof(ln_network_t));
        if (term->networks == NULL) {
            rc = ln_error(err, "no memory");
            break;
        }

        term->networks[term->n++] = network;
    }

    (void) fclose(file);

    if (rc == LN_OK && term->n == 0) {
        rc = ln_error(err, "\"%s\" holds no network", path);
    }

    return rc;
}


static int
ln_term_trait(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t  i;

    static const struct {
        const char  *name;
        unsigned     trait;
    } traits[] = {
        { "anonymous", LN_TRAIT_ANONYMOUS }, { "vpn", LN_TRAIT_VPN },
        { "proxy", LN_TRAIT_PROXY }, { "tor", LN_TRAIT_TOR },
        { "hosting", LN_TRAIT_HOSTING }
    };

    (void) p;

    for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++) {
        if (ln_str_eq(word, ln_str(traits[i].name))) {
            term->traits |= traits[i].trait;
            return LN_OK;
        }
    }

    return ln_error(err, "unknown trait \"%.*s\", anonymous, vpn, proxy, tor "
                    "and hosting are allowed", (int) word.len,
                    (const char *) word.data);
}


static int
ln_term_jurisdiction(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    int  i;

    i = ln_jurisdictions_find(p->set, word);

    if (i < 0 || (unsigned) i + 1 == ln_jurisdictions_count(p->set)) {
        return ln_error(err, "jurisdiction \"%.*s\" is not defined above",
                        (int) word.len, (const char *) word.data);
    }

    term->numbers = ln_term_push(p, term->numbers, term->n, sizeof(uint32_t));
    if (term->numbers == NULL) {
        return ln_error(err, "no memory");
    }

    term->numbers[term->n++] = i;

    return LN_OK;
}


/* Room for one more of n items: an arena's arrays grow by doubling. */

static void *
ln_term_push(ln_term_parser_t *p, void *items, unsigned n, size_t size)
{
    void  *grown;

    if (n & (n - 1)) {
        return items;
    }

    grown = ln_alloc(p->alloc, (n ? 2 * n : 1) * size);

    if (grown && n) {
        memcpy(grown, items, n * size);
    }

    return grown;
}


static ln_certainty_t
ln_term_in_code(const ln_term_t *term, const char *code)
{
    unsigned  bit;

    if (code[0] == '\0') {
        return LN_UNCERTAIN;
    }

    bit = ln_term_country_bit(code);

    return (term->countries[bit / 8] >> bit % 8) & 1 ? LN_IN : LN_OUT;
}


/*
 * represented_country is passed over: who is at a base abroad is bodily in
 * the country around it, and that is what a country term asks for.
 */

static ln_certainty_t
ln_term_in_country(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    (void) address;
    (void) answers;

    return ln_term_in_code(term, location->country);
}


static ln_certainty_t
ln_term_in_registered(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    (void) address;
    (void) answers;

    return ln_term_in_code(term, location->registered_country);
}


static ln_certainty_t
ln_term_in_region(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    unsigned  i, j, country;

    (void) address;
    (void) answers;

    if (location->country[0] == '\0') {
        return LN_UNCERTAIN;
    }

    country = 0;

    for (i = 0; i < term->n; i++) {

        if (memcmp(term->regions[i], location->country, 2) != 0) {
            continue;
        }

        country = 1;

        for (j = 0; j < location->nregions; j++) {
            if (strcmp(term->regions[i], location->regions[j]) == 0) {
                return LN_IN;
            }
        }
    }

    return country && location->nregions == 0 ? LN_UNCERTAIN : LN_OUT;
}


/* Without a city, the place may be one below those that are known. */

static ln_certainty_t
ln_term_in_geoname(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    unsigned  i, j;

    (void) address;
    (void) answers;

    for (i = 0; i < term->n; i++) {
        for (j = 0; j < location->ngeonames; j++) {
            if (term->numbers[i] == location->geonames[j]) {
                return LN_IN;
            }
        }
    }

    return location->has_city ? LN_OUT : LN_UNCERTAIN;
}


static ln_certainty_t
ln_term_in_asn(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    unsigned  i;

    (void) address;
    (void) answers;

    for (i = 0; i < term->n; i++) {
        if (term->numbers[i] == location->asn) {
            return LN_IN;
        }
    }

    return LN_OUT;
}


static ln_certainty_t
ln_term_in_network(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    (void) location;
    (void) answers;

    return ln_network_find(term->networks, term->n, address) ? LN_IN : LN_OUT;
}


static ln_certainty_t
ln_term_in_trait(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    (void) address;
    (void) answers;

    return location->traits & term->traits ? LN_IN : LN_OUT;
}


static ln_certainty_t
ln_term_in_jurisdiction(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    unsigned        i;
    ln_certainty_t  answer;

    (void) location;
    (void) address;

    answer = LN_OUT;

    for (i = 0; i < term->n; i++) {
        if (answers[term->numbers[i]] > answer) {
            answer = answers[term->numbers[i]];
        }
    }

    return answer;
}
