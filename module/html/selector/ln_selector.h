/* CSS selectors (Selectors Level 4), as far as a stream can decide them. */

#ifndef LN_SELECTOR_H
#define LN_SELECTOR_H

#include "ln_core.h"


typedef struct ln_selector_s  ln_selector_t;


/*
 * Parses a selector list: type, `*`, class, id, attribute (= ~= |= ^= $= *=
 * and the i and s flags), :not(), :first-child, :nth-child(), :first-of-type,
 * :nth-of-type(), descendant and child combinators.  The result keeps nothing
 * of text, is never changed afterwards and lives in alloc's arena.  NULL with
 * err set (err->column is the offset + 1; the text says the offset and what
 * is allowed).
 */
ln_selector_t *ln_selector_parse(const ln_alloc_t *alloc, ln_str_t text,
    ln_error_t *err);


#endif
