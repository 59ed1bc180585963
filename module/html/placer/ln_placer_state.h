/* Of the placer's own files. */

#ifndef LN_PLACER_PART_H
#define LN_PLACER_PART_H

#include "html/placer/ln_placer.h"
#include "html/charset/ln_prescan.h"
#include "html/charset/ln_code_unit.h"
#include "html/placer/ln_window.h"


#define LN_PLACER_LANG    64


struct ln_placer_s {
    ln_tokenizer_t   tokenizer;
    ln_tree_t        tree;
    ln_notices_t     notices;
    ln_window_t      window;
    ln_units_t       units;

    uint64_t         fed;               /* bytes */
    unsigned         given;
    unsigned         finished:1;

    ln_charset_t     declared;          /* by Content-Type */

    ln_page_t        page;
    ln_placement_t   placement;

    unsigned         prescan_len;
    unsigned char    prescan[LN_PRESCAN_BYTES];
    unsigned char    label[LN_PRESCAN_LABEL];
    unsigned char    lang[LN_PLACER_LANG];
};


/* ln_placer_listen.c: what the tokenizer and the tree tell */
void ln_placer_listen(ln_placer_t *placer, ln_listener_t *tokens,
    ln_tree_listener_t *elements);

/*
 * Decides on all that is left; before: written before what is shown next;
 * last: the page is over.
 */
void ln_placer_settle(ln_placer_t *placer, uint64_t at, const char *before,
    int last);

/* ln_placer_read.c: the page's bytes, in its encoding, to the tokenizer */
void ln_placer_read_init(ln_placer_t *placer, ln_units_listener_t *units,
    ln_window_listener_t *window);
void ln_placer_read(ln_placer_t *placer, const unsigned char *data,
    size_t len, int last);

/*
 * Whether a tag's bytes are to be held back for what may go before it.  The
 * end tag of raw text is not among them: nothing goes in there.
 */
static inline int
ln_placer_holds(const ln_placer_t *placer)
{
    return ln_tokenizer_in_tag(&placer->tokenizer)
           && !placer->tokenizer.tag.opaque && !placer->tree.raw;
}


/* ln_placer_accept.c: whether a notice can stand where a pattern says */
int ln_placer_accept(void *ctx, ln_search_t *search, const unsigned char *p,
    size_t len, size_t before);


#endif
