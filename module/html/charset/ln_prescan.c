#include "html/charset/ln_prescan.h"
#include "html/charset/ln_ascii.h"
#include "html/charset/ln_charset.h"


#define LN_PRESCAN_NAME   16
#define LN_PRESCAN_VALUE  LN_PRESCAN_LABEL


typedef struct {
    unsigned       name_len;
    unsigned       value_len;
    unsigned char  name[LN_PRESCAN_NAME];
    unsigned char  value[LN_PRESCAN_VALUE];
} ln_prescan_attribute_t;


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


/* "Get an attribute".  The byte after it; NULL at the end of the bytes. */
static const unsigned char *
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


/* A label may say what the page, being read as ASCII, cannot be. */
static ln_str_t
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


/* p is past `<meta`.  The label is in found or a constant. */
static const unsigned char *
ln_prescan_meta(const unsigned char *p, const unsigned char *end,
    ln_prescan_attribute_t *found, ln_str_t *label)
{
    int                     pragma, need_pragma;
    unsigned                seen, bit;
    ln_str_t                named;
    ln_prescan_attribute_t  a;

    pragma = 0;
    need_pragma = -1;
    seen = 0;
    label->len = 0;

    for ( ;; ) {
        p = ln_prescan_attribute(&a, p, end);

        if (p == NULL) {
            label->len = 0;
            return NULL;
        }

        if (a.name_len == 0) {
            break;
        }

        bit = ln_prescan_is(a.name, a.name_len, "http-equiv") ? 1
              : ln_prescan_is(a.name, a.name_len, "content") ? 2
              : ln_prescan_is(a.name, a.name_len, "charset") ? 4 : 0;

        if (bit == 0 || (seen & bit)) {
            continue;
        }

        seen |= bit;

        if (bit == 1) {
            pragma = ln_prescan_is(a.value, a.value_len, "content-type");
            continue;
        }

        if (bit == 2 && need_pragma >= 0) {
            continue;
        }

        *found = a;

        if (bit == 2) {
            named = ln_prescan_content(found);
            need_pragma = named.len ? 1 : -1;

        } else {
            named.data = found->value;
            named.len = found->value_len;
            need_pragma = 0;
        }

        *label = named;
    }

    if (need_pragma == -1 || (need_pragma == 1 && !pragma)) {
        label->len = 0;
        return p;
    }

    *label = ln_prescan_label(*label);

    return p;
}


ln_str_t
ln_prescan_bom(const unsigned char *p, size_t len)
{
    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        return ln_str("utf-8");
    }

    if (len >= 2 && memcmp(p, "\xff\xfe", 2) == 0) {
        return ln_str("utf-16le");
    }

    if (len >= 2 && memcmp(p, "\xfe\xff", 2) == 0) {
        return ln_str("utf-16be");
    }

    return ln_str("");
}


/* Past a tag that is not <meta>: its attributes may hold a `>`. */
static const unsigned char *
ln_prescan_tag(const unsigned char *p, const unsigned char *end)
{
    ln_prescan_attribute_t  a;

    while (p < end && !ln_is_space(*p) && *p != '>') {
        p++;
    }

    do {
        p = ln_prescan_attribute(&a, p, end);

    } while (p != NULL && a.name_len);

    return p;
}


static const unsigned char *
ln_prescan_word(const unsigned char *p, const unsigned char *end,
    const char *word)
{
    size_t  len;

    len = strlen(word);

    for ( /* void */ ; (size_t) (end - p) >= len; p++) {
        if (memcmp(p, word, len) == 0) {
            return p + len;
        }
    }

    return NULL;
}


/* "Get an XML encoding". */
static ln_str_t
ln_prescan_xml(const unsigned char *p, const unsigned char *end)
{
    size_t                i;
    ln_str_t              label;
    const unsigned char  *q;

    label = ln_str("");

    if (end - p < 5 || memcmp(p, "<?xml", 5) != 0
        || (q = memchr(p, '>', (size_t) (end - p))) == NULL)
    {
        return label;
    }

    p = ln_prescan_word(p, q, "encoding");

    while (p != NULL && p < q && *p <= ' ') {
        p++;
    }

    if (p == NULL || p == q || *p++ != '=') {
        return label;
    }

    while (p < q && *p <= ' ') {
        p++;
    }

    if (p == q || (*p != '"' && *p != '\'')) {
        return label;
    }

    q = memchr(p + 1, *p, (size_t) (q - p - 1));

    if (q == NULL || q - p > LN_PRESCAN_LABEL) {
        return label;
    }

    label.data = p + 1;
    label.len = (size_t) (q - p - 1);

    for (i = 0; i < label.len; i++) {
        if (label.data[i] <= ' ') {
            label.len = 0;
        }
    }

    return ln_prescan_label(label);
}


/* `<?x` in UTF-16 without a BOM. */
static ln_str_t
ln_prescan_utf16(const unsigned char *p, size_t len)
{
    if (len >= 6 && memcmp(p, "<\0?\0x\0", 6) == 0) {
        return ln_str("utf-16le");
    }

    if (len >= 6 && memcmp(p, "\0<\0?\0x", 6) == 0) {
        return ln_str("utf-16be");
    }

    return ln_str("");
}


size_t
ln_prescan(const unsigned char *p, size_t len, int last, unsigned char *out)
{
    size_t                  i;
    ln_str_t                label;
    const unsigned char    *start, *end;
    ln_prescan_attribute_t  a;

    label = ln_prescan_bom(p, len);

    if (label.len == 0) {
        label = ln_prescan_utf16(p, len);
    }

    start = p;
    end = p + len;

    while (label.len == 0 && p != NULL && end - p > 5) {

        if (*p != '<') {
            p = memchr(p, '<', (size_t) (end - p));
            continue;
        }

        if (memcmp(p, "<!--", 4) == 0) {
            p += 2;

            while (end - p >= 3 && memcmp(p, "-->", 3) != 0) {
                p++;
            }

            p += 3;

            if (p > end) {
                break;
            }

        } else if (ln_caseless_eq(p, (const unsigned char *) "<meta", 5)
                   && (ln_is_space(p[5]) || p[5] == '/'))
        {
            p = ln_prescan_meta(p + 5, end, &a, &label);

        } else if (ln_is_alpha(p[1]) || (p[1] == '/' && ln_is_alpha(p[2]))) {
            p = ln_prescan_tag(p, end);

        } else if (p[1] == '!' || p[1] == '/' || p[1] == '?') {
            p = memchr(p, '>', (size_t) (end - p));

        } else {
            p++;
        }
    }

    if (label.len == 0 && last) {
        label = ln_prescan_xml(start, end);
    }

    for (i = 0; i < label.len; i++) {
        out[i] = ln_lower(label.data[i]);
    }

    return label.len;
}
