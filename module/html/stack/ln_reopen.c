/* Formatting elements open again. */

#include "html/stack/ln_formatting.h"
#include "html/stack/ln_hider.h"
#include "html/stack/ln_reopen.h"


void
ln_formatting_reopen(ln_tree_t *tree)
{
    unsigned          i;
    ln_element_t     *e;
    ln_formatting_t  *entry;

    if (!ln_formatting_due(tree)) {
        return;
    }

    for (i = tree->nformatting; i > 0; i--) {
        entry = &tree->formatting[i - 1];

        if (entry->index != 0 || entry->id == LN_TAG_OTHER) {
            break;
        }
    }

    tree->again = 1;

    for ( /* void */ ; i < tree->nformatting && tree->depth < LN_STACK_DEPTH;
         i++)
    {
        entry = &tree->formatting[i];

        ln_stack_imply(tree, entry->id);

        entry->index = (unsigned short) (tree->depth - 1);
        tree->nleft--;

        e = ln_stack_top(tree);
        e->looks = entry->looks;
        e->watched = 1;
        e->quick &= LN_ELEMENT_QUICK;

        if (entry->hides) {
            ln_hider_again(tree, tree->depth - 1, entry->looks);
        }
    }

    tree->again = 0;
}
