#include "html/charset/ln_prescan.h"
#include "html/charset/ln_prescan_meta.h"
#include "ln_ascii.h"


static const unsigned char *
ln_prescan_value(ln_prescan_attribute_t *a, const unsigned char *p,
    const unsigned char *end)
{
    unsigned char  quote;

    quote = (*p == '"' || *p == '\'') ? *p++ : '\0';

    for ( /* void */ ; p < end; p++) {

        if (quote ? *p == quote : (ln_is_space(*p) || *p == '>')) {
            return quote ? p + 1 : p;
        }

        if (a->value_len < LN_PRESCAN_VALUE) {
            a->value[a->value_len++] = ln_lower(*p);
        }
    }

    return NULL;
}


const unsigned char *
ln_prescan_attribute(ln_prescan_attribute_t *a, const unsigned char *p,
    const unsigned char *end)
{
    a->name_len = 0;
    a->value_len = 0;

    while (p < end && (ln_is_space(*p) || *p == '/')) {
        p++;
    }

    if (p < end && *p == '>') {
        return p;
    }

    for ( /* void */ ; p < end; p++) {
        if ((*p == '=' && a->name_len) || ln_is_space(*p) || *p == '/'
            || *p == '>')
        {
            break;
        }

        if (a->name_len < LN_PRESCAN_NAME) {
            a->name[a->name_len++] = ln_lower(*p);
        }
    }

    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end) {
        return NULL;
    }

    if (*p != '=') {
        return p;
    }

    p++;

    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end) {
        return NULL;
    }

    return *p == '>' ? p : ln_prescan_value(a, p, end);
}


/* Past "charset" and its `=`; NULL where there is none. */
static const unsigned char *
ln_prescan_find(const unsigned char *p, const unsigned char *end)
{
    for ( /* void */ ; end - p > 7; p++) {

        if (memcmp(p, "charset", 7) != 0) {
            continue;
        }

        for (p += 7; p < end && ln_is_space(*p); p++) {
            /* void */
        }

        if (p < end && *p == '=') {
            return p + 1;
        }

        p--;
    }

    return NULL;
}


/* "Extracting a character encoding from a meta element": where it is. */
static ln_str_t
ln_prescan_content(const ln_prescan_attribute_t *a)
{
    ln_str_t              label;
    unsigned char         quote;
    const unsigned char  *p, *end;

    label.len = 0;
    label.data = NULL;
    end = a->value + a->value_len;

    p = ln_prescan_find(a->value, end);
    if (p == NULL) {
        return label;
    }

    while (p < end && ln_is_space(*p)) {
        p++;
    }

    quote = (p < end && (*p == '"' || *p == '\'')) ? *p++ : '\0';
    label.data = p;

    while (p < end && (quote ? *p != quote
                             : !ln_is_space(*p) && *p != ';'))
    {
        p++;
    }

    label.len = (quote && p == end) ? 0 : (size_t) (p - label.data);

    return label;
}


ln_str_t
ln_prescan_label(ln_str_t label)
{
    switch (ln_charset_find(label)) {

    case LN_CHARSET_UNKNOWN:
        label.len = 0;
        return label;

    case LN_CHARSET_UTF16LE:
    case LN_CHARSET_UTF16BE:
        return ln_str("utf-8");

    default:
        break;
    }

    if (label.len == 14 && memcmp(label.data, "x-user-defined", 14) == 0) {
        return ln_str("windows-1252");
    }

    return label;
}


static int
ln_prescan_is(const unsigned char *p, unsigned len, const char *word)
{
    return len == strlen(word) && memcmp(p, word, len) == 0;
}


#define LN_PRESCAN_HTTP_EQUIV  1
#define LN_PRESCAN_CONTENT     2
#define LN_PRESCAN_CHARSET     4


static void
ln_prescan_meta_attribute(ln_prescan_meta_t *meta,
    const ln_prescan_attribute_t *a)
{
    unsigned  bit;

    bit = ln_prescan_is(a->name, a->name_len, "http-equiv")
              ? LN_PRESCAN_HTTP_EQUIV
          : ln_prescan_is(a->name, a->name_len, "content")
              ? LN_PRESCAN_CONTENT
          : ln_prescan_is(a->name, a->name_len, "charset")
              ? LN_PRESCAN_CHARSET : 0;

    if (bit == 0 || (meta->seen & bit)) {
        return;
    }

    meta->seen |= bit;

    switch (bit) {

    case LN_PRESCAN_HTTP_EQUIV:
        meta->pragma = ln_prescan_is(a->value, a->value_len, "content-type");
        break;

    case LN_PRESCAN_CONTENT:
        if (meta->need_pragma >= 0) {
            break;
        }

        meta->found = *a;
        meta->label = ln_prescan_content(&meta->found);
        meta->need_pragma = meta->label.len ? 1 : -1;
        break;

    default:
        meta->found = *a;
        meta->label.data = meta->found.value;
        meta->label.len = meta->found.value_len;
        meta->need_pragma = 0;
    }
}


const unsigned char *
ln_prescan_meta(const unsigned char *p, const unsigned char *end,
    ln_prescan_meta_t *meta)
{
    ln_prescan_attribute_t  a;

    meta->pragma = 0;
    meta->need_pragma = -1;
    meta->seen = 0;
    meta->label.len = 0;

    for ( ;; ) {
        p = ln_prescan_attribute(&a, p, end);

        if (p == NULL) {
            meta->label.len = 0;
            return NULL;
        }

        if (a.name_len == 0) {
            break;
        }

        ln_prescan_meta_attribute(meta, &a);
    }

    if (meta->need_pragma == -1 || (meta->need_pragma == 1 && !meta->pragma)) {
        meta->label.len = 0;
        return p;
    }

    meta->label = ln_prescan_label(meta->label);

    return p;
}


ln_charset_t
ln_prescan_attributes(ln_str_t charset, ln_str_t http_equiv, ln_str_t content)
{
    size_t                  i;
    ln_charset_t            said;
    ln_prescan_attribute_t  a;

    said = ln_charset_find(ln_prescan_label(charset));

    if (said != LN_CHARSET_UNKNOWN
        || !ln_str_caseless_eq(http_equiv, ln_str("content-type")))
    {
        return said;
    }

    a.value_len = (unsigned) (content.len < LN_PRESCAN_VALUE
                              ? content.len : LN_PRESCAN_VALUE);

    for (i = 0; i < a.value_len; i++) {
        a.value[i] = ln_lower(content.data[i]);
    }

    return ln_charset_find(ln_prescan_label(ln_prescan_content(&a)));
}
