#include "html/stack/ln_hides.h"
#include "html/tokenizer/ln_style.h"
#include "ln_ascii.h"
#include "ln_hash.h"


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

    if ((ln_attribute_find(attributes, LN_ATTRIBUTE_HIDDEN, &value)
         || ln_style_hidden(attributes))
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


/*
 * "Ensure details exclusivity by closing the given element if needed".  What
 * stands in a template is in a tree of its own.
 */
int
ln_hides_grouped(ln_tree_t *tree, const ln_element_t *e)
{
    size_t                  i;
    uint64_t                hash;
    ln_str_t                name, value;
    const ln_attributes_t  *attributes;

    attributes = &tree->tokenizer->attributes;

    if (e->id != LN_TAG_DETAILS || e->inert
        || ln_attribute_find(attributes, LN_ATTRIBUTE_OPEN, &value) == NULL
        || ln_attribute_find(attributes, LN_ATTRIBUTE_NAME_OF, &name) == NULL
        || name.len == 0)
    {
        return 0;
    }

    for (i = 0, hash = 0; i < name.len; i++) {
        hash = ln_hash(hash, name.data[i]);
    }

    for (i = 0; i < tree->ngroups; i++) {
        if (tree->groups[i] == hash) {
            return 1;
        }
    }

    if (tree->ngroups == LN_STACK_GROUPS) {
        return 1;
    }

    tree->groups[tree->ngroups++] = hash;

    return 0;
}
