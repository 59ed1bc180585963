#define _GNU_SOURCE                     /* memmem() */

#include <string.h>

#include "cli/list/xml.h"
#include "html/charset/ln_utf8.h"
#include "ln_ascii.h"


/* Of a reference: "&#x10ffff;" with some zeroes, or a name. */
#define LN_XML_REFERENCE  16


static int ln_xml_skip(ln_xml_t *xml, ln_str_t begin, ln_str_t end);
static int ln_xml_is_other(ln_xml_t *xml);
static int ln_xml_tag(ln_xml_t *xml, ln_xml_tag_t *tag);
static int ln_xml_is_blank(unsigned char c);
static size_t ln_xml_end_tag(ln_xml_t *xml, const ln_xml_tag_t *tag);
static unsigned char *ln_xml_reference(ln_xml_t *xml, size_t to,
    unsigned char *out);
static int ln_xml_named(ln_str_t name, uint32_t *c);
static int ln_xml_number(ln_str_t digits, uint32_t *c);


int
ln_xml_tag_next(ln_xml_t *xml, ln_xml_tag_t *tag)
{
    const unsigned char  *p;

    while (xml->at < xml->text.len) {
        p = memchr(xml->text.data + xml->at, '<', xml->text.len - xml->at);

        if (p == NULL) {
            break;
        }

        xml->at = p - xml->text.data;

        if (!ln_xml_is_other(xml)) {
            return ln_xml_tag(xml, tag);
        }
    }

    xml->at = xml->text.len;

    return LN_DECLINED;
}


/* Whether no tag is there, but something that is passed over. */

static int
ln_xml_is_other(ln_xml_t *xml)
{
    return ln_xml_skip(xml, ln_str("<!--"), ln_str("-->"))
           || ln_xml_skip(xml, ln_str("<![CDATA["), ln_str("]]>"))
           || ln_xml_skip(xml, ln_str("<?"), ln_str("?>"))
           || ln_xml_skip(xml, ln_str("<!"), ln_str(">"));
}


/* What does not end reaches to the document's end. */

static int
ln_xml_skip(ln_xml_t *xml, ln_str_t begin, ln_str_t end)
{
    size_t                left;
    const unsigned char  *p, *found;

    p = xml->text.data + xml->at;
    left = xml->text.len - xml->at;

    if (left < begin.len || memcmp(p, begin.data, begin.len) != 0) {
        return 0;
    }

    found = memmem(p + begin.len, left - begin.len, end.data, end.len);
    xml->at = xml->text.len;

    if (found) {
        xml->at = found + end.len - xml->text.data;
    }

    return 1;
}


/* A `>` in the value of an attribute ends nothing. */

static int
ln_xml_tag(ln_xml_t *xml, ln_xml_tag_t *tag)
{
    unsigned char         quote;
    const unsigned char  *p, *end, *colon;

    p = xml->text.data + xml->at + 1;
    end = xml->text.data + xml->text.len;
    tag->kind = LN_XML_BEGIN;

    if (p < end && *p == '/') {
        tag->kind = LN_XML_END;
        p++;
    }

    tag->name.data = p;

    while (p < end && !ln_xml_is_blank(*p) && *p != '/' && *p != '>') {
        p++;
    }

    tag->name.len = p - tag->name.data;

    for (quote = 0; p < end && (quote || *p != '>'); p++) {
        if (*p == quote) {
            quote = 0;

        } else if (quote == 0 && (*p == '"' || *p == '\'')) {
            quote = *p;
        }
    }

    if (p == end) {
        xml->at = xml->text.len;
        return LN_DECLINED;
    }

    if (p[-1] == '/' && tag->kind == LN_XML_BEGIN) {
        tag->kind = LN_XML_EMPTY;
    }

    xml->at = p + 1 - xml->text.data;

    tag->prefix.data = tag->name.data;
    tag->prefix.len = 0;
    colon = memchr(tag->name.data, ':', tag->name.len);

    if (colon) {
        tag->prefix.len = colon - tag->name.data;
        tag->name.data += tag->prefix.len + 1;
        tag->name.len -= tag->prefix.len + 1;
    }

    return LN_OK;
}


static int
ln_xml_is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}


int
ln_xml_text(ln_xml_t *xml, const ln_xml_tag_t *tag, const ln_alloc_t *alloc,
    ln_str_t *text)
{
    size_t                from, to, behind;
    unsigned char        *out, *p;
    const unsigned char  *section;

    from = xml->at;
    to = ln_xml_end_tag(xml, tag);

    if (to == 0) {
        return LN_DECLINED;
    }

    out = ln_alloc(alloc, to - from + 1);
    if (out == NULL) {
        return LN_ERROR;
    }

    p = out;
    behind = xml->at;
    xml->at = from;
    xml->unknown = 0;

    while (xml->at < to) {
        section = xml->text.data + xml->at + 9;

        if (ln_xml_skip(xml, ln_str("<![CDATA["), ln_str("]]>"))) {
            memcpy(p, section, xml->text.data + xml->at - 3 - section);
            p += xml->text.data + xml->at - 3 - section;

        } else if (!ln_xml_skip(xml, ln_str("<!--"), ln_str("-->"))
                   && !ln_xml_skip(xml, ln_str("<?"), ln_str("?>")))
        {
            p = ln_xml_reference(xml, to, p);
        }
    }

    xml->at = behind;
    text->data = out;
    text->len = p - out;

    return LN_OK;
}


/* Goes behind the end tag of tag, and returns where it begins; 0: nowhere. */

static size_t
ln_xml_end_tag(ln_xml_t *xml, const ln_xml_tag_t *tag)
{
    size_t        length;
    ln_xml_tag_t  next;

    do {
        if (ln_xml_tag_next(xml, &next) != LN_OK) {
            return 0;
        }

    } while (next.kind != LN_XML_END || !ln_str_eq(next.name, tag->name)
             || !ln_str_eq(next.prefix, tag->prefix));

    length = 2 + next.prefix.len + (next.prefix.len > 0);

    return next.name.data - length - xml->text.data;
}


/*
 * Writes what the next byte or reference stands for to out, which has room for
 * the reference: that is never shorter.  Returns where it ends.
 */

static unsigned char *
ln_xml_reference(ln_xml_t *xml, size_t to, unsigned char *out)
{
    size_t                left;
    uint32_t              c;
    ln_str_t              name;
    const unsigned char  *p, *end;

    p = xml->text.data + xml->at;
    left = to - xml->at;

    if (*p == '&') {
        end = memchr(p, ';', left < LN_XML_REFERENCE ? left : LN_XML_REFERENCE);
        name.data = p + 1;
        name.len = end ? (size_t) (end - name.data) : 0;

        if (ln_xml_named(name, &c) == LN_OK
            || ln_xml_number(name, &c) == LN_OK)
        {
            xml->at += name.len + 2;
            return ln_utf8_write(out, c);
        }

        /* "&a=b;" is a query that was not written as XML */

        xml->unknown |= name.len && (*name.data == '#'
                                     || ln_is_identifier(name));
    }

    xml->at++;
    *out = *p;

    return out + 1;
}


static int
ln_xml_named(ln_str_t name, uint32_t *c)
{
    size_t  i;

    static const struct {
        ln_str_t  name;
        char      c;
    } names[] = {
        { ln_string("amp"), '&' }, { ln_string("apos"), '\'' },
        { ln_string("quot"), '"' }, { ln_string("lt"), '<' },
        { ln_string("gt"), '>' }
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (ln_str_eq(name, names[i].name)) {
            *c = (unsigned char) names[i].c;
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


/* "#38" or "#x26"; what is no character is LN_DECLINED. */

static int
ln_xml_number(ln_str_t digits, uint32_t *c)
{
    int       digit;
    size_t    i;
    unsigned  base;

    if (digits.len < 2 || digits.data[0] != '#') {
        return LN_DECLINED;
    }

    base = digits.data[1] == 'x' ? 16 : 10;
    i = base == 16 ? 2 : 1;

    if (i == digits.len) {
        return LN_DECLINED;
    }

    for (*c = 0; i < digits.len; i++) {
        digit = base == 16 ? ln_hex(digits.data[i])
                : ln_is_digit(digits.data[i]) ? digits.data[i] - '0' : -1;

        if (digit < 0) {
            return LN_DECLINED;
        }

        *c = *c * base + (unsigned) digit;

        if (*c > 0x10ffff) {
            return LN_DECLINED;
        }
    }

    return *c == 0 || (*c >= 0xd800 && *c <= 0xdfff) ? LN_DECLINED : LN_OK;
}
