#include "geo/compare/ln_coverage.h"


static void ln_coverage_tell(unsigned fields, unsigned family,
    const char *path, ln_warning_pt handler, void *data);
static void ln_coverage_words(unsigned fields, char *text, size_t size);


#define LN_COVERAGE_WORDS  128


void
ln_coverage_warn(const ln_decision_source_t *source, unsigned needs,
    unsigned families, const char *const *paths, ln_warning_pt handler,
    void *data)
{
    unsigned  i, k, all[2], missing, has[2][LN_DATABASES];

    for (k = 0; k < 2; k++) {
        all[k] = 0;

        for (i = 0; i < source->n; i++) {
            has[k][i] = ln_database_families(source->databases[i])
                        & (k ? LN_FAMILY_IPV6 : LN_FAMILY_IPV4)
                        ? needs & source->fields[i]
                          & ln_database_fields(source->databases[i]) : 0;
            all[k] |= has[k][i];
        }
    }

    for (k = 0; k < 2; k++) {
        missing = (families & (k ? LN_FAMILY_IPV6 : LN_FAMILY_IPV4))
                  ? all[1 - k] & ~all[k] : 0;

        for (i = 0; missing && i < source->n; i++) {
            ln_coverage_tell(has[1 - k][i] & missing, k ? 6 : 4, paths[i],
                             handler, data);
            missing &= ~has[1 - k][i];
        }
    }
}


/* Of an autonomous system or a trait that nobody knows, readers are out. */

static void
ln_coverage_tell(unsigned fields, unsigned family, const char *path,
    ln_warning_pt handler, void *data)
{
    char        words[LN_COVERAGE_WORDS];
    unsigned    i, some;
    ln_error_t  text;

    static const struct {
        unsigned     fields;
        const char  *are;
    } answers[] = {
        { LN_FIELD_LOCATION, "uncertain" },
        { LN_FIELD_ASN|LN_FIELD_ANY_TRAIT, "out" }
    };

    for (i = 0; i < 2; i++) {
        some = fields & answers[i].fields;

        if (some == 0) {
            continue;
        }

        ln_coverage_words(some, words, sizeof(words));

        (void) ln_error(&text, "no database can answer %s for IPv%u addresses, "
                        "these readers are %s: \"%.200s\" has IPv%u alone, add "
                        "one for IPv%u to legal_database", words, family,
                        answers[i].are, path, family == 4 ? 6 : 4, family);

        handler(data, NULL, 0, text.text);
    }
}


int
ln_coverage_keeps(const ln_coverage_t *was, const ln_coverage_t *now,
    unsigned needs, ln_error_t *err)
{
    char      words[LN_COVERAGE_WORDS];
    unsigned  lost;

    needs &= was->fields;
    lost = needs & ~now->fields;

    if (lost) {
        ln_coverage_words(lost, words, sizeof(words));

        return ln_error(err, "it cannot answer %s, which the old one can, put "
                        "a file of the same type there, or reload nginx",
                        words);
    }

    lost = was->families & ~now->families;

    if (needs && lost) {
        return ln_error(err, "it has no IPv%s addresses, which the old one "
                        "has, put a file with both there, or reload nginx",
                        lost & LN_FAMILY_IPV6 ? "6" : "4");
    }

    return LN_OK;
}


static void
ln_coverage_words(unsigned fields, char *text, size_t size)
{
    int       n;
    size_t    i, len;
    unsigned  words;

    static const struct {
        unsigned     field;
        const char  *name;
    } names[] = {
        { LN_FIELD_COUNTRY, "country" }, { LN_FIELD_REGION, "region" },
        { LN_FIELD_GEONAME, "geoname" }, { LN_FIELD_POSITION, "area" },
        { LN_FIELD_REGISTERED_COUNTRY, "registered_country" },
        { LN_FIELD_REPRESENTED_COUNTRY, "represented_country" },
        { LN_FIELD_ASN, "asn" }, { LN_FIELD_ANY_TRAIT, "trait" }
    };

    text[0] = '\0';

    for (words = 0, len = 0, i = 0; i < sizeof(names) / sizeof(names[0]); i++) {

        if ((fields & names[i].field) == 0) {
            continue;
        }

        n = snprintf(text + len, size - len, "%s\"%s\"",
                     words++ ? ", " : "the term ", names[i].name);
        len += n > 0 && (size_t) n < size - len ? (size_t) n : 0;
    }
}
