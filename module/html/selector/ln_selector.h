/*
 * CSS selectors (Selectors Level 4), as far as they can be decided when an
 * element opens.  The page after its start tag is not known then.
 */

#ifndef LN_SELECTOR_H
#define LN_SELECTOR_H

#include "ln_core.h"


typedef struct ln_selector_s  ln_selector_t;


/*
 * Parses a selector list.  It may have: type, `*`, class, id, attribute (with
 * = ~= |= ^= $= *= and the flags i and s), :not(), :first-child, :nth-child(),
 * :first-of-type, :nth-of-type(), the descendant and the child combinator.
 *
 * The result lives in alloc's arena, points nowhere into text, and is never
 * changed afterwards.  NULL with err set: err->column is the offset + 1, the
 * text says the offset and what is allowed there.
 */
ln_selector_t *ln_selector_parse(const ln_alloc_t *alloc, ln_str_t text,
    ln_error_t *err);


#endif
