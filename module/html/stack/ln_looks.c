/* What two start tags of a name are compared by. */

#include "html/stack/ln_looks.h"


uint32_t
ln_tag_looks(const ln_tree_t *tree)
{
    size_t                  k;
    uint32_t                looks;
    unsigned                i;
    ln_str_t                value;
    const ln_attributes_t  *attributes;

    looks = (uint32_t) (tree->tag->end - tree->tag->start);
    attributes = &tree->tokenizer->attributes;

    if (tree->tag->id != LN_TAG_FONT || !tree->tokenizer->attributes_read) {
        return looks;
    }

    for (i = LN_ATTRIBUTE_COLOR; i <= LN_ATTRIBUTE_SIZE; i++) {
        looks = looks * 31 + i;

        if (ln_attribute_find(attributes, i, &value) == NULL) {
            continue;
        }

        for (k = 0; k < value.len; k++) {
            looks = looks * 31 + value.data[k] + 1;
        }
    }

    return looks ? looks : 1;
}
