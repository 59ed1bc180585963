/* End tags for what is open, so that a notice after them is shown. */

#ifndef LN_CLOSER_H
#define LN_CLOSER_H

#include "html/stack/ln_stack.h"


/*
 * Writes the end tags of those open elements whose content is not shown: a
 * notice after them is shown.  last: the page ends here, and an open table gets
 * its end tag, too, as browsers move text in a table to before the table.
 * Returns the length in bytes.  If it is more than size, not all is written; it
 * is LN_CLOSER_MAX at most.
 */
#define LN_CLOSER_MAX                                                         \
    ((LN_STACK_DEPTH + 2 * LN_STACK_FORMATTING + 4) * (LN_TOKENIZER_OTHER + 3))

size_t ln_stack_closer(const ln_tree_t *tree, int last, char *out,
    size_t size);

/*
 * 1 if end tags cannot do it but for those around what is hidden: a form is
 * open that none ends.
 */
int ln_stack_stuck(const ln_tree_t *tree);


#endif
