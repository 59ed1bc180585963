#include "html/tokenizer/ln_attribute.h"
#include "html/tokenizer/ln_reference.h"
#include "ln_ascii.h"


/* What the standard makes of a NUL: U+FFFD. */
static const unsigned char  ln_attribute_nul[3] = { 0xef, 0xbf, 0xbd };


int
ln_attributes_init(ln_attributes_t *attributes, const ln_alloc_t *alloc,
    unsigned max)
{
    unsigned  i;

    static const char  *own[] = {
        [LN_ATTRIBUTE_LANG] = "lang",
        [LN_ATTRIBUTE_XML_LANG] = "xml:lang",
        [LN_ATTRIBUTE_ENCODING] = "encoding",
        [LN_ATTRIBUTE_TYPE] = "type",
        [LN_ATTRIBUTE_COLOR] = "color",
        [LN_ATTRIBUTE_FACE] = "face",
        [LN_ATTRIBUTE_SIZE] = "size",
        [LN_ATTRIBUTE_HIDDEN] = "hidden",
        [LN_ATTRIBUTE_POPOVER] = "popover",
        [LN_ATTRIBUTE_OPEN] = "open",
        [LN_ATTRIBUTE_SHADOWROOTMODE] = "shadowrootmode",
        [LN_ATTRIBUTE_NAME_OF] = "name",
        [LN_ATTRIBUTE_ID] = "id"
    };

    max += LN_ATTRIBUTE_OWN;

    attributes->names = ln_calloc(alloc, max * sizeof(ln_str_t));
    attributes->values = ln_calloc(alloc, max * sizeof(ln_attribute_value_t));

    if (attributes->names == NULL || attributes->values == NULL) {
        return LN_ERROR;
    }

    attributes->nnames = 0;
    memset(attributes->lengths, 0, sizeof(attributes->lengths));
    attributes->current = -1;

    for (i = 0; i < LN_ATTRIBUTE_OWN; i++) {
        (void) ln_attribute_want(attributes, ln_str(own[i]));
    }

    return LN_OK;
}


unsigned
ln_attribute_want(ln_attributes_t *attributes, ln_str_t name)
{
    unsigned  i;

    for (i = 0; i < attributes->nnames; i++) {
        if (ln_str_eq(attributes->names[i], name)) {
            return i;
        }
    }

    attributes->names[attributes->nnames] = name;
    attributes->lengths[name.data[0] & 0x1f] |= 1ULL << name.len;

    return attributes->nnames++;
}


void
ln_attributes_clear(ln_attributes_t *attributes)
{
    memset(attributes->values, 0,
           attributes->nnames * sizeof(ln_attribute_value_t));

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
    unsigned               i;
    ln_str_t               name;
    ln_attribute_value_t  *value;

    if (attributes->name_lost) {
        return;
    }

    name.len = attributes->name_len;
    name.data = attributes->name;

    for (i = 0; i < attributes->nnames; i++) {
        if (ln_str_eq(attributes->names[i], name)) {
            value = &attributes->values[i];

            /* of two attributes of one name the first counts */

            if (!value->present) {
                value->present = 1;
                value->camel = (attributes->name_camel == 1);
                value->start = attributes->used;
                attributes->current = (int) i;
            }

            return;
        }
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
