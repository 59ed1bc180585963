/*
 * Which of a notice's places it gets.
 *
 * A place of rank r is found when its element opens, and its position is
 * reached then or when the element ends.  Up to that the place is open: it is
 * certain to come, at the end of the page at the latest.  A position that has
 * been reached is pending while a better place might follow; it is decided
 * `hold` bytes later, at once if none is better, or at the end of the page.
 */

#ifndef LN_NOTICE_H
#define LN_NOTICE_H

#include "html/selector/ln_match.h"
#include "html/placer/ln_placer.h"


/* End tags that a notice may need before it: those of some 60 elements. */
#define LN_NOTICE_CLOSER  512


typedef struct {
    const ln_place_list_t  *list;
    ln_matcher_t           *matchers;   /* of list's places */

    unsigned                limit;      /* places from here on are no better */

    unsigned                open:1;
    unsigned                pending:1;
    unsigned                decided:1;
    unsigned                given:1;
    unsigned                at_end:1;   /* pending at </body>: may reopen */

    ln_place_position_t     position;   /* of the open place */
    unsigned                index;      /* its element on the stack */
    unsigned                rank;       /* of what is open, pending, decided */
    uint64_t                offset;

    unsigned                closer_len;
    char                    closer[LN_NOTICE_CLOSER];
} ln_notice_t;


typedef struct {
    ln_notice_t  *notices;
    unsigned      n;
    unsigned      undecided;
    unsigned      pending;
    uint64_t      hold;
    ln_tree_t    *tree;
    ln_match_t    match;
    unsigned char subjects[LN_TAG_MAX]; /* ids that a place may be of */
} ln_notices_t;


int ln_notices_init(ln_notices_t *notices, const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n, ln_tree_t *tree,
    ln_attributes_t *attributes);

/* What the tree tells. */
void ln_notices_open(ln_notices_t *notices, unsigned index,
    const ln_tag_t *tag, uint64_t at);
void ln_notices_close(ln_notices_t *notices, unsigned index, uint64_t append,
    uint64_t after);
void ln_notices_removed(ln_notices_t *notices, unsigned index);
void ln_notices_ended(ln_notices_t *notices, const ln_tag_t *tag);
void ln_notices_reopened(ln_notices_t *notices);

/* All that comes ends past `end`: what was pending for long is decided. */
void ln_notices_expire(ln_notices_t *notices, uint64_t end);

/* The position of a place has been reached. */
void ln_notice_reach(ln_notices_t *notices, ln_notice_t *notice,
    unsigned rank, uint64_t offset, int at_end);

/*
 * Where the page ends, or what comes cannot be seen; closer makes what is
 * written there seen.
 */
void ln_notices_finish(ln_notices_t *notices, uint64_t offset,
    ln_str_t closer);

/* What is written at offset must be written after closer, to be seen. */
void ln_notices_closer(ln_notices_t *notices, uint64_t offset,
    ln_str_t closer);

/* The least offset that may still be decided on, at most `next`. */
uint64_t ln_notices_frontier(const ln_notices_t *notices, uint64_t next);


#endif
