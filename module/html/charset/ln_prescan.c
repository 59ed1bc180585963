#include "html/charset/ln_prescan.h"
#include "html/charset/ln_prescan_meta.h"
#include "ln_ascii.h"


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
