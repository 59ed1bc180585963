/* The page that a stream makes. */

#ifndef LN_LAYOUT_PAGE_H
#define LN_LAYOUT_PAGE_H

#include "html/layout/ln_layout_work.h"


/*
 * Inflates the whole page, and reads what stands around its blocks; behind
 * coded there is LN_LAYOUT_SLACK.  LN_DECLINED, LN_ERROR: as ln_layout_make().
 */
int ln_layout_inflate(ln_layout_work_t *w, ln_str_t coded);


#endif
