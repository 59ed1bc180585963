#include "html/charset/ln_charset.h"
#include "html/charset/ln_prescan.h"
#include "ln_ascii.h"


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


/* What the attributes of a <meta> have said so far (13.2.3.2, step 2). */
typedef struct {
    int                     pragma;         /* http-equiv=content-type */
    int                     need_pragma;    /* -1: nothing is known yet */
    unsigned                seen;           /* LN_PRESCAN_.. of attributes */
    ln_str_t                label;
    ln_prescan_attribute_t  found;          /* what label points into */
} ln_prescan_meta_t;


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


/* p is past `<meta`.  The label is in meta or a constant, empty for none. */
static const unsigned char *
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


/*
 * One step of the standard's loop: past the tag, the comment or the byte at p,
 * which is a `<`.  NULL at the end of the bytes.
 */
static const unsigned char *
ln_prescan_step(const unsigned char *p, const unsigned char *end,
    ln_prescan_meta_t *meta)
{
    if (memcmp(p, "<!--", 4) == 0) {

        /* `<!-->` is whole */

        return ln_prescan_word(p + 2, end, "-->");
    }

    if (ln_caseless_eq(p, (const unsigned char *) "<meta", 5)
        && (ln_is_space(p[5]) || p[5] == '/'))
    {
        return ln_prescan_meta(p + 5, end, meta);
    }

    if (ln_is_alpha(p[1]) || (p[1] == '/' && ln_is_alpha(p[2]))) {
        return ln_prescan_tag(p, end);
    }

    if (p[1] == '!' || p[1] == '/' || p[1] == '?') {
        return memchr(p, '>', (size_t) (end - p));
    }

    return p + 1;
}


size_t
ln_prescan(const unsigned char *p, size_t len, int last, unsigned char *out)
{
    size_t                i;
    ln_str_t              label;
    ln_prescan_meta_t     meta;
    const unsigned char  *start, *end;

    label = ln_prescan_bom(p, len);

    if (label.len == 0) {
        label = ln_prescan_utf16(p, len);
    }

    meta.label.len = 0;
    start = p;
    end = p + len;

    while (label.len == 0 && p != NULL && end - p > 5) {
        p = memchr(p, '<', (size_t) (end - p));

        if (p != NULL && end - p > 5) {
            p = ln_prescan_step(p, end, &meta);
            label = meta.label;
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
