#include "geo/term/ln_term.h"
#include "geo/term/ln_term_network.h"
#include "geo/term/ln_term_word.h"


typedef struct {
    const char       *name;
    const char       *example;      /* of its words */
    ln_term_kind_t    kind;
    unsigned          needs;
    ln_term_word_pt   parse;
} ln_term_name_t;


static int ln_term_words(const ln_term_parser_t *p,
    const ln_term_name_t *name, const ln_str_t *words, unsigned nwords,
    ln_term_t *term, ln_error_t *err);
static int ln_term_begins(ln_str_t word);
static int ln_term_text(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_str_t *text);


static const ln_term_name_t  ln_term_names[] = {
    { "country", "RU", LN_TERM_COUNTRY,
      LN_FIELD_COUNTRY, ln_term_country },
    { "group", "EU", LN_TERM_COUNTRY,
      LN_FIELD_COUNTRY, ln_term_group },
    { "region", "UA-43", LN_TERM_REGION,
      LN_FIELD_REGION, ln_term_region },
    { "geoname", "703883", LN_TERM_GEONAME,
      LN_FIELD_GEONAME, ln_term_number },
    { "registered_country", "RU", LN_TERM_REGISTERED_COUNTRY,
      LN_FIELD_REGISTERED_COUNTRY, ln_term_country },
    { "represented_country", "US", LN_TERM_REPRESENTED_COUNTRY,
      LN_FIELD_REPRESENTED_COUNTRY, ln_term_country },
    { "area", "city.geojson", LN_TERM_AREA,
      LN_FIELD_POSITION, ln_term_area },
    { "network", "203.0.113.0/24", LN_TERM_NETWORK,
      0, ln_term_network },
    { "asn", "64496", LN_TERM_ASN,
      LN_FIELD_ASN, ln_term_number },
    { "trait", "vpn", LN_TERM_TRAIT,
      LN_FIELD_TRAITS, ln_term_trait },
    { "jurisdiction", "russia", LN_TERM_JURISDICTION,
      0, ln_term_jurisdiction }
};


int
ln_term_parse(const ln_term_parser_t *p, const ln_str_t *words,
    unsigned nwords, ln_term_t *term, ln_error_t *err)
{
    size_t  k;

    for (k = 0; k < sizeof(ln_term_names) / sizeof(ln_term_names[0]); k++) {
        if (ln_str_eq(words[0], ln_str(ln_term_names[k].name))) {
            return ln_term_words(p, &ln_term_names[k], words, nwords, term,
                                 err);
        }
    }

    return ln_error(err, "unknown term \"%.*s\", country, group, region, "
                    "geoname, registered_country, represented_country, area, "
                    "network, asn, trait, jurisdiction and except are "
                    "allowed", (int) words[0].len,
                    (const char *) words[0].data);
}


static int
ln_term_words(const ln_term_parser_t *p, const ln_term_name_t *name,
    const ln_str_t *words, unsigned nwords, ln_term_t *term, ln_error_t *err)
{
    unsigned  i;

    if (nwords < 2) {
        return ln_error(err, "invalid number of arguments in term \"%s\", "
                        "write \"%s %s\"", name->name, name->name,
                        name->example);
    }

    term->name = name->name;
    term->kind = name->kind;
    term->needs = name->needs;

    for (i = 1; i < nwords; i++) {
        if (name->parse(p, words[i], term, err) != LN_OK) {
            return ln_term_begins(words[i])
                   ? ln_error(err, "a \";\" is missing before \"%.*s\"",
                              (int) words[i].len,
                              (const char *) words[i].data)
                   : LN_ERROR;
        }
    }

    if (term->kind == LN_TERM_NETWORK) {
        term->n = ln_network_sort(term->networks, term->n);
    }

    if (term->kind == LN_TERM_GEONAME) {
        term->geonames = ln_calloc(p->alloc, term->n * sizeof(ln_geoname_t));

        if (term->geonames == NULL) {
            return ln_error(err, "no memory");
        }
    }

    if (ln_term_text(p->alloc, words, nwords, &term->text) != LN_OK) {
        return ln_error(err, "no memory");
    }

    return LN_OK;
}


/* Whether a term can begin with word, which is no value of the one before. */

static int
ln_term_begins(ln_str_t word)
{
    size_t  k;

    for (k = 0; k < sizeof(ln_term_names) / sizeof(ln_term_names[0]); k++) {
        if (ln_str_eq(word, ln_str(ln_term_names[k].name))) {
            return 1;
        }
    }

    return ln_str_eq(word, ln_str("except"));
}


static int
ln_term_text(const ln_alloc_t *alloc, const ln_str_t *words, unsigned nwords,
    ln_str_t *text)
{
    unsigned        i;
    unsigned char  *p;

    for (text->len = 0, i = 0; i < nwords; i++) {
        text->len += words[i].len + (i != 0);
    }

    p = ln_alloc(alloc, text->len);
    text->data = p;

    if (p == NULL) {
        return LN_ERROR;
    }

    for (i = 0; i < nwords; i++) {

        if (i) {
            *p++ = ' ';
        }

        memcpy(p, words[i].data, words[i].len);
        p += words[i].len;
    }

    return LN_OK;
}
