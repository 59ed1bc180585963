#include "field/ln_entity_tag.h"
#include "field/ln_field_list.h"


static size_t ln_entity_tag_span(ln_str_t list);


int
ln_entity_tag_parse(ln_str_t value, ln_entity_tag_t *tag)
{
    size_t         i;
    unsigned char  c;

    tag->weak = value.len >= 2 && value.data[0] == 'W' && value.data[1] == '/';

    if (tag->weak) {
        value.data += 2;
        value.len -= 2;
    }

    if (value.len < 2 || value.data[0] != '"'
        || value.data[value.len - 1] != '"')
    {
        return LN_ERROR;
    }

    tag->opaque.data = value.data + 1;
    tag->opaque.len = value.len - 2;

    for (i = 0; i < tag->opaque.len; i++) {
        c = tag->opaque.data[i];

        if (c <= 0x20 || c == '"' || c == 0x7f) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


int
ln_entity_tag_next(ln_str_t *list, ln_entity_tag_t *tag)
{
    size_t    n;
    ln_str_t  element;

    do {
        if (list->len == 0) {
            return LN_DECLINED;
        }

        n = ln_entity_tag_span(*list);

        element.data = list->data;
        element.len = n;
        element = ln_field_trim(element);

        n += (n < list->len);       /* the comma */
        list->data += n;
        list->len -= n;

    } while (element.len == 0);

    return ln_entity_tag_parse(element, tag);
}


/* How many bytes stand before the first comma outside of quotes. */

static size_t
ln_entity_tag_span(ln_str_t list)
{
    size_t    i;
    unsigned  quoted;

    quoted = 0;

    for (i = 0; i < list.len && (quoted || list.data[i] != ','); i++) {
        if (list.data[i] == '"') {
            quoted = !quoted;
        }
    }

    return i;
}


size_t
ln_entity_tag_write(const ln_entity_tag_t *tag, int follows,
    unsigned char *out)
{
    unsigned char  *p;

    p = out;

    if (follows) {
        *p++ = ',';
        *p++ = ' ';
    }

    if (tag->weak) {
        *p++ = 'W';
        *p++ = '/';
    }

    *p++ = '"';
    memcpy(p, tag->opaque.data, tag->opaque.len);
    p += tag->opaque.len;
    *p++ = '"';

    return p - out;
}


int
ln_entity_tag_eq_weak(const ln_entity_tag_t *a, const ln_entity_tag_t *b)
{
    return ln_str_eq(a->opaque, b->opaque);
}


int
ln_entity_tag_eq_strong(const ln_entity_tag_t *a, const ln_entity_tag_t *b)
{
    return !a->weak && !b->weak && ln_str_eq(a->opaque, b->opaque);
}
