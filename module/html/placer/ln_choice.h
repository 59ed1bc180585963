/*
 * The choice among the places of a notice.
 *
 * A notice has a list of places, the best one first.  The rank of a place is
 * its index.  The choice of a notice goes through these states:
 *
 * open      An element of a place has opened whose end is waited for, as for
 *           `append` and `after`.  The page's end is its end, too.
 * pending   The place has been reached: its offset is known.  A better place
 *           might still follow, so that bytes from the offset on are held.
 * decided   The place is final: no better one exists, or `hold` code units have
 *           gone by, or the page has ended.
 */

#ifndef LN_CHOICE_H
#define LN_CHOICE_H

#include <limits.h>

#include "html/selector/ln_match.h"
#include "html/placer/ln_contains.h"
#include "html/placer/ln_place.h"
#include "html/placer/ln_root.h"


/* End tags that a notice may need before it: those of some 60 elements. */
#define LN_CHOICE_CLOSER  512


/* The rank of a notice that does not go into the page. */
#define LN_CHOICE_NOWHERE  UINT_MAX


typedef struct {
    const ln_place_list_t  *list;
    ln_matcher_t           *matchers;   /* of list's places */
    ln_matcher_t            hydrated;   /* of the selector of roots */
    unsigned                root;       /* index of the outermost element that
                                           a script owns, while `owned` there
                                           says so */

    unsigned                limit;      /* only lower ranks are better */

    unsigned                open:1;
    unsigned                pending:1;
    unsigned                decided:1;
    unsigned                given:1;    /* the caller has the placement */
    unsigned                no_fallback:1;
    unsigned                head:1;     /* the end of the head will do */
    unsigned                known:1;    /* heeds roots that are known */
    unsigned                at_end:1;   /* pending at </body>: may reopen */
    unsigned                late:1;     /* its place was sent before it was
                                           known whether this is a page */
    unsigned                fresh:1;    /* a place in choices->fresh */
    unsigned                contains;   /* ln_contains_t: see ln_choice_fit.h */
    unsigned                fresh_rank;
    uint64_t                fresh_at;   /* where its notice would go */

    ln_place_position_t     position;   /* of the open place */
    unsigned                index;      /* of its element on the stack */
    unsigned                paragraph;  /* its notice ends the elements from
                                           that index on, a p mostly .. */
    unsigned                within;     /* .. and below this one */
    unsigned                rank;       /* of the place in that state */
    uint64_t                offset;     /* in code units of the page */

    unsigned                closer_len;
    const unsigned char    *closer_long;        /* if it is longer than this: */
    char                    closer[LN_CHOICE_CLOSER];
} ln_choice_t;


typedef struct {
    ln_choice_t   *choices;
    unsigned       n;
    unsigned       undecided;           /* choices in that state */
    unsigned       pending;             /* likewise */
    uint64_t       hold;                /* code units that may be held */
    uint64_t       floor;               /* no notice goes before it */
    unsigned       covered;             /* what is open hides what follows */
    unsigned       contains;            /* of any choice */
    unsigned       ends_before;         /* what of that ends an element which
                                           is open before the present tag */
    unsigned       stuck;               /* .. without an end, where a choice's
                                           element has a lower index */

    /*
     * The index of an element that is a place and has just opened, or 0.  Its
     * first child may still make it a shadow host, and bar it.
     */
    unsigned       fresh;
    unsigned char  fresh_quick;
    uint64_t       fresh_at;            /* after its start tag */

    ln_tree_t     *tree;
    ln_match_t     match;
    ln_roots_t     roots;
    unsigned       hydrated;            /* a choice heeds roots */
    unsigned       known;               /* .. and those that are known */

    /*
     * An ln_quick_told_t by ln_tag_id_t: the element may be the subject of a
     * selector, or a root that is known.
     */

    unsigned char  subjects[LN_TAG_MAX];
} ln_choices_t;


/* Nothing goes into the page: all choices are decided. */
void ln_choices_nowhere(ln_choices_t *choices);

/* Events of the tree: see ln_tree_listener_t. */
void ln_choices_close(ln_choices_t *choices, unsigned index, uint64_t append,
    uint64_t after);
void ln_choices_removed(ln_choices_t *choices, unsigned index);
void ln_choices_raised(ln_choices_t *choices, unsigned index);
void ln_choices_barred(ln_choices_t *choices, unsigned index);
void ln_choices_ended(ln_choices_t *choices, const ln_tag_t *tag);
void ln_choices_reopened(ln_choices_t *choices);

/*
 * The present tag is about to go to the tree: unless it opens a shadow root,
 * the element before it can be barred no more.
 */
void ln_choices_tag(ln_choices_t *choices, const ln_tag_t *tag);

/*
 * The page has been read up to `end`: what has been pending for more than hold
 * is decided.
 */
void ln_choices_expire(ln_choices_t *choices, uint64_t end);

/* No more is waited for: the element that has just opened is not barred. */
void ln_choices_settle(ln_choices_t *choices);

/* Decides all that is pending. */
void ln_choices_expire_all(ln_choices_t *choices);

/* The place of that rank has opened: the end of its element is waited for. */
void ln_choice_watch(ln_choices_t *choices, ln_choice_t *choice,
    unsigned rank, ln_place_position_t position, unsigned index);

/* The place that was open is lost: the end of the body is waited for. */
void ln_choice_to_body(ln_choices_t *choices, ln_choice_t *choice);

/*
 * The place of that rank has been reached; at_end: by </body>, so that it may
 * open again.
 */
void ln_choice_reach(ln_choices_t *choices, ln_choice_t *choice,
    unsigned rank, uint64_t offset, int at_end);

/*
 * The page ends at offset, or nothing after offset can be seen: all choices are
 * decided.  A notice that goes in there is written after closer, whose bytes
 * stay as long as the choices.
 */
void ln_choices_finish(ln_choices_t *choices, uint64_t offset,
    ln_str_t closer);


#endif
