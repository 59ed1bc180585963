#include "html/stack/ln_hides.h"
#include "ln_ascii.h"


/*
 * React streams what is late in a hidden element, which its script then moves
 * to where it is shown: `<div hidden id="S:1f">`.  That is no formatting
 * element, which could open again and hide what follows.
 */
int
ln_hides_moved(const ln_attributes_t *attributes, const ln_element_t *e)
{
    size_t    n;
    ln_str_t  id, value;

    if ((ln_tags[e->id].flags & LN_FORMAT)
        || ln_attribute_find(attributes, LN_ATTRIBUTE_HIDDEN, &value) == NULL
        || ln_attribute_find(attributes, LN_ATTRIBUTE_ID, &id) == NULL)
    {
        return 0;
    }

    for (n = id.len; n > 0; n--) {
        if (!ln_is_digit(id.data[n - 1])
            && (id.data[n - 1] < 'a' || id.data[n - 1] > 'f'))
        {
            break;
        }
    }

    return n < id.len && n >= 2 && memcmp(id.data + n - 2, "S:", 2) == 0;
}


/* Whether the element hides what is in it, by the tag's attributes. */
int
ln_hides(const ln_attributes_t *attributes, const ln_element_t *e)
{
    ln_str_t  value;

    if (ln_attribute_find(attributes, LN_ATTRIBUTE_HIDDEN, &value)
        && !ln_hides_moved(attributes, e))
    {
        return 1;
    }

    if (e->id == LN_TAG_DIALOG || e->id == LN_TAG_DETAILS) {
        if (ln_attribute_find(attributes, LN_ATTRIBUTE_OPEN, &value) == NULL) {
            return 1;
        }

        return e->id == LN_TAG_DETAILS
               && ln_attribute_find(attributes, LN_ATTRIBUTE_POPOVER, &value);
    }

    return ln_attribute_find(attributes, LN_ATTRIBUTE_POPOVER, &value) != NULL;
}
