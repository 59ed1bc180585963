/*
 * What a placer has found, kept beyond it: the texts that a page and its
 * placements point to, in one piece of memory.
 */

#ifndef LN_PLACER_TEXT_H
#define LN_PLACER_TEXT_H

#include "html/placer/ln_placer.h"


/* How many bytes the texts of a page and of its n placements have together. */
size_t ln_placer_text_size(const ln_page_t *page,
    const ln_placement_t *placements, size_t n);

/*
 * Copies these texts to p, which has as many bytes.  page and placements, which
 * are the caller's own, point there from now on.
 */
void ln_placer_text_move(ln_page_t *page, ln_placement_t *placements,
    size_t n, unsigned char *p);


#endif
