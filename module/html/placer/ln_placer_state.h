/*
 * The placer's state, for its own files.  A page goes this way: bytes, code
 * units, the window of patterns, the tokenizer, the tree, the choices.
 */

#ifndef LN_PLACER_STATE_H
#define LN_PLACER_STATE_H

#include "html/placer/ln_placer.h"
#include "html/charset/ln_code_unit.h"
#include "html/charset/ln_prescan.h"
#include "html/placer/ln_window.h"
#include "html/stack/ln_closer.h"


#define LN_PLACER_LANG    64            /* a longer language tag is none */
#define LN_PLACER_BEFORE  16            /* what is written before end tags */


struct ln_placer_s {
    ln_tokenizer_t   tokenizer;
    ln_choices_t     choices;
    ln_window_t      window;
    ln_code_units_t  units;

    uint64_t         fed;               /* bytes */
    unsigned         given;             /* placements */
    unsigned         ends;              /* end tags of body and page */
    unsigned         finished:1;
    unsigned         long_ends:1;       /* ends_amid is some choice's */
    unsigned         judges:1;          /* what the body is */
    unsigned         presumed:1;        /* the encoding: the page may say it */
    unsigned         late:1;            /* choices are: see ln_choice_t */

    ln_charset_t     declared;          /* by Content-Type */

    ln_body_t        body;
    ln_page_t        page;
    ln_placement_t   placement;

    unsigned         prescan_len;
    unsigned char    prescan[LN_PRESCAN_BYTES];
    unsigned char    label[LN_PRESCAN_LABEL];
    unsigned char    lang[LN_PLACER_LANG];

    /* its last field, the stack, is not zeroed, nor is what follows */

    ln_tree_t        tree;

    /* for a notice amid the page, and at its end */

    char             ends_amid[LN_CLOSER_MAX];
    char             ends_of_all[LN_CLOSER_MAX + LN_PLACER_BEFORE];
};


/*
 * 1 if the bytes of a tag that is being read must be held, as a notice may go
 * before it.  Before the end tag of raw text none goes.
 */
static inline int
ln_placer_holds(const ln_placer_t *placer)
{
    return ln_tokenizer_in_tag(&placer->tokenizer)
           && !placer->tokenizer.tag.opaque && !placer->tree.raw;
}


/*
 * 1 if what is read may be no page.  It may have a place all the same, as
 * `prepend body` is one of a text: that is not given before it is known.
 */
static inline int
ln_placer_unjudged(const ln_placer_t *placer)
{
    return placer->judges && placer->page.body == LN_BODY_UNKNOWN;
}


/* 1 if no more has to be read: no place can be taken back. */
static inline int
ln_placer_settled(const ln_placer_t *placer)
{
    return placer->choices.undecided == 0 && !ln_placer_unjudged(placer);
}


#endif
