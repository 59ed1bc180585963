/* Whoever sends a page pauses: what can be said of it by now. */

#ifndef LN_PLACER_RELEASE_H
#define LN_PLACER_RELEASE_H

#include "html/placer/ln_placer.h"


/*
 * Whoever sends the page pauses: nothing is waited for any more.  What is
 * pending is decided by what was fed so far, and then all of that is safe, but
 * for at most 3 bytes of a character that is cut.
 *
 * What was released has been sent.  So where it ends amid a tag, no notice goes
 * before that tag any more.  For `append X` where it ends amid `</X`, the place
 * is decided here; a place that the tag is about all the same is taken behind
 * the tag, or is passed over.  An encoding that the page has not said yet is
 * presumed, and is read from then on when the page says it.
 *
 * So where a page is released decides where its notices go, but never whether.
 */
void ln_placer_release(ln_placer_t *placer);


#endif
