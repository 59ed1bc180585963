#include "html/tokenizer/ln_attribute.h"
#include "html/tokenizer/ln_reference.h"
#include "ln_ascii.h"


/* What the standard makes of a NUL: U+FFFD. */
static const unsigned char  ln_attribute_nul[3] = { 0xef, 0xbf, 0xbd };


static const ln_str_t  ln_attribute_names[LN_ATTRIBUTE_OWN] = {
    [LN_ATTRIBUTE_LANG] = ln_string("lang"),
    [LN_ATTRIBUTE_XML_LANG] = ln_string("xml:lang"),
    [LN_ATTRIBUTE_ENCODING] = ln_string("encoding"),
    [LN_ATTRIBUTE_TYPE] = ln_string("type"),
    [LN_ATTRIBUTE_COLOR] = ln_string("color"),
    [LN_ATTRIBUTE_FACE] = ln_string("face"),
    [LN_ATTRIBUTE_SIZE] = ln_string("size"),
    [LN_ATTRIBUTE_HIDDEN] = ln_string("hidden"),
    [LN_ATTRIBUTE_POPOVER] = ln_string("popover"),
    [LN_ATTRIBUTE_STYLE] = ln_string("style"),
    [LN_ATTRIBUTE_OPEN] = ln_string("open"),
    [LN_ATTRIBUTE_SHADOWROOTMODE] = ln_string("shadowrootmode"),
    [LN_ATTRIBUTE_NAME_OF] = ln_string("name"),
    [LN_ATTRIBUTE_ID] = ln_string("id"),
    [LN_ATTRIBUTE_CHARSET] = ln_string("charset"),
    [LN_ATTRIBUTE_HTTP_EQUIV] = ln_string("http-equiv"),
    [LN_ATTRIBUTE_CONTENT] = ln_string("content")
};


int
ln_attributes_init(ln_attributes_t *attributes, const ln_alloc_t *alloc,
    unsigned max)
{
    unsigned  i;

    max += LN_ATTRIBUTE_OWN;

    attributes->names = ln_alloc(alloc, max * sizeof(ln_attribute_name_t));
    attributes->values = ln_calloc(alloc, max * sizeof(ln_attribute_value_t));

    if (attributes->names == NULL || attributes->values == NULL) {
        return LN_ERROR;
    }

    attributes->nnames = 0;
    attributes->found = 0;
    attributes->wide = 0;
    memset(attributes->heads, 0, sizeof(attributes->heads));
    memset(attributes->lengths, 0, sizeof(attributes->lengths));
    attributes->current = -1;

    for (i = 0; i < LN_ATTRIBUTE_OWN; i++) {
        (void) ln_attribute_add(attributes, ln_attribute_names[i]);
    }

    return LN_OK;
}


/* The slot of the name + 1, or 0. */
static unsigned
ln_attribute_slot(const ln_attributes_t *attributes, ln_str_t name)
{
    unsigned  n;

    if (!ln_attribute_asked(attributes, name.data[0], name.len)) {
        return 0;
    }

    n = attributes->heads[name.data[0] & 0x1f];

    while (n && !ln_str_eq(attributes->names[n - 1].name, name)) {
        n = attributes->names[n - 1].next;
    }

    return n;
}


unsigned
ln_attribute_want(ln_attributes_t *attributes, ln_str_t name)
{
    unsigned  n;

    n = ln_attribute_slot(attributes, name);

    attributes->wide |= memchr(name.data, ln_attribute_nul[0], name.len)
                        != NULL;

    return n ? n - 1 : ln_attribute_add(attributes, name);
}


void
ln_attributes_clear(ln_attributes_t *attributes)
{
    if (attributes->found) {
        memset(attributes->values, 0,
               attributes->nnames * sizeof(ln_attribute_value_t));
        attributes->found = 0;
    }

    attributes->used = 0;
    attributes->current = -1;
}


void
ln_attribute_begin(ln_attributes_t *attributes)
{
    attributes->current = -1;
    attributes->name_len = 0;
    attributes->name_lost = 0;
    attributes->name_camel = 0;
}


void
ln_attribute_name(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end)
{
    for ( /* void */ ; p < end; p++) {

        /* what is too long is no name that is asked about */

        if (attributes->name_len >= LN_ATTRIBUTE_NAME) {
            attributes->name_lost = 1;
            return;
        }

        if (*p == '\0') {
            memcpy(attributes->name + attributes->name_len, ln_attribute_nul,
                   3);
            attributes->name_len += 3;
            continue;
        }

        if (ln_lower(*p) != *p) {
            attributes->name_camel |= 1 << (attributes->name_len == 0);
        }

        attributes->name[attributes->name_len++] = ln_lower(*p);
    }
}


void
ln_attribute_named(ln_attributes_t *attributes)
{
    unsigned               n;
    ln_str_t               name;
    ln_attribute_value_t  *value;

    if (attributes->name_lost || attributes->name_len == 0) {
        return;
    }

    name.len = attributes->name_len;
    name.data = attributes->name;

    n = ln_attribute_slot(attributes, name);
    if (n == 0) {
        return;
    }

    value = &attributes->values[n - 1];

    /* of two attributes of one name the first counts */

    if (!value->present) {
        value->present = 1;
        attributes->found = 1;
        value->camel = (attributes->name_camel == 1);
        value->start = attributes->used;
        attributes->current = (int) (n - 1);
    }
}


static void
ln_attribute_bytes(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end)
{
    size_t                 len;
    ln_attribute_value_t  *value;

    value = &attributes->values[attributes->current];
    len = (size_t) (end - p);

    if (len > LN_ATTRIBUTE_BYTES - attributes->used) {
        len = LN_ATTRIBUTE_BYTES - attributes->used;
        value->cut = 1;
    }

    memcpy(attributes->bytes + attributes->used, p, len);

    attributes->used += (unsigned) len;
    value->len += (unsigned) len;
}


void
ln_attribute_value(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end)
{
    const unsigned char  *q;

    if (attributes->current < 0) {
        return;
    }

    while (p < end && (q = memchr(p, '\0', (size_t) (end - p))) != NULL) {
        ln_attribute_bytes(attributes, p, q);
        ln_attribute_bytes(attributes, ln_attribute_nul, ln_attribute_nul + 3);
        p = q + 1;
    }

    ln_attribute_bytes(attributes, p, end);
}


void
ln_attribute_end(ln_attributes_t *attributes)
{
    ln_attribute_value_t  *value;

    if (attributes->current < 0) {
        return;
    }

    value = &attributes->values[attributes->current];

    value->len = ln_reference_decode(attributes->bytes + value->start,
                                     value->len);

    attributes->used = value->start + value->len;
    attributes->current = -1;
}


const ln_attribute_value_t *
ln_attribute_find(const ln_attributes_t *attributes, unsigned slot,
    ln_str_t *value)
{
    if (!attributes->values[slot].present) {
        return NULL;
    }

    value->data = attributes->bytes + attributes->values[slot].start;
    value->len = attributes->values[slot].len;

    return &attributes->values[slot];
}
