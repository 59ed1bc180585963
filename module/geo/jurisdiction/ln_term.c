#include "geo/jurisdiction/ln_term_part.h"


typedef struct {
    const char       *name;
    ln_term_kind_t    kind;
    unsigned          needs;
    ln_term_word_pt   parse;
} ln_term_name_t;


static int ln_term_words(ln_term_parser_t *p, const ln_term_name_t *name,
    const ln_str_t *words, unsigned nwords, ln_term_t *term, ln_error_t *err);
static int ln_term_text(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_str_t *text);


static const ln_term_name_t  ln_term_names[] = {
    { "country", LN_TERM_COUNTRY, LN_FIELD_COUNTRY, ln_term_country },
    { "group", LN_TERM_COUNTRY, LN_FIELD_COUNTRY, ln_term_group },
    { "region", LN_TERM_REGION, LN_FIELD_REGION, ln_term_region },
    { "geoname", LN_TERM_GEONAME, LN_FIELD_GEONAME, ln_term_number },
    { "registered_country", LN_TERM_REGISTERED_COUNTRY,
      LN_FIELD_REGISTERED_COUNTRY, ln_term_country },
    { "represented_country", LN_TERM_REPRESENTED_COUNTRY,
      LN_FIELD_REPRESENTED_COUNTRY, ln_term_country },
    { "area", LN_TERM_AREA, LN_FIELD_POSITION, ln_term_area },
    { "network", LN_TERM_NETWORK, 0, ln_term_network },
    { "asn", LN_TERM_ASN, LN_FIELD_ASN, ln_term_number },
    { "trait", LN_TERM_TRAIT, LN_FIELD_TRAITS, ln_term_trait },
    { "jurisdiction", LN_TERM_JURISDICTION, 0, ln_term_jurisdiction }
};


int
ln_term_parse(const ln_alloc_t *alloc, const char *prefix,
    const ln_jurisdictions_t *set, const ln_str_t *words, unsigned nwords,
    ln_term_t *term, ln_error_t *err)
{
    size_t            k;
    ln_term_parser_t  p = { alloc, prefix, set };

    for (k = 0; k < sizeof(ln_term_names) / sizeof(ln_term_names[0]); k++) {
        if (ln_str_eq(words[0], ln_str(ln_term_names[k].name))) {
            return ln_term_words(&p, &ln_term_names[k], words, nwords, term,
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
ln_term_words(ln_term_parser_t *p, const ln_term_name_t *name,
    const ln_str_t *words, unsigned nwords, ln_term_t *term, ln_error_t *err)
{
    unsigned  i;

    if (nwords < 2) {
        return ln_error(err, "invalid number of arguments in term \"%s\"",
                        name->name);
    }

    term->name = name->name;
    term->kind = name->kind;
    term->needs = name->needs;

    for (i = 1; i < nwords; i++) {
        if (name->parse(p, words[i], term, err) != LN_OK) {
            return LN_ERROR;
        }
    }

    if (term->kind == LN_TERM_NETWORK) {
        term->n = ln_network_sort(term->networks, term->n);
    }

    if (term->kind == LN_TERM_GEONAME) {
        term->places = ln_calloc(p->alloc, term->n * sizeof(ln_gazetteer_t));

        if (term->places == NULL) {
            return ln_error(err, "no memory");
        }
    }

    if (ln_term_text(p->alloc, words, nwords, &term->text) != LN_OK) {
        return ln_error(err, "no memory");
    }

    return LN_OK;
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


void *
ln_term_push(const ln_alloc_t *alloc, void *items, unsigned n, size_t size)
{
    void  *grown;

    if (n & (n - 1)) {
        return items;
    }

    grown = ln_alloc(alloc, (n ? 2 * (size_t) n : 1) * size);

    if (grown && n) {
        memcpy(grown, items, n * size);
    }

    return grown;
}


int
ln_term_path(ln_term_parser_t *p, ln_str_t word, char *path, size_t size,
    ln_error_t *err)
{
    int  n;

    n = snprintf(path, size, "%s%.*s",
                 word.len && word.data[0] == '/' ? "" : p->prefix,
                 (int) word.len, (const char *) word.data);

    if (n < 0 || (size_t) n >= size) {
        return ln_error(err, "file name \"%.100s...\" is too long",
                        (const char *) word.data);
    }

    return LN_OK;
}
