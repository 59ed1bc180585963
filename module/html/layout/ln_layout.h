/*
 * A page that is compressed by gzip or deflate, laid out with gaps: any bytes
 * may go into them, and what stands around them stays as it is.
 *
 * The compressed bytes before a gap are those of the page, up to the block that
 * the gap is in.  Behind the gap up to 32 KB of the page are compressed again:
 * they copy nothing from before it, so that their bytes do not depend on what
 * goes in.  From there on the compressed bytes are those of the page.
 */

#ifndef LN_LAYOUT_H
#define LN_LAYOUT_H

#include "html/deflate/ln_check.h"
#include "html/deflate/ln_inset.h"


/* A page of more bytes is not laid out. */
#define LN_LAYOUT_PAGE   (4 * 1024 * 1024)

/* So many bytes may be read behind the compressed ones, whatever they are. */
#define LN_LAYOUT_SLACK  8


/*
 * Of the compressed bytes, those up to `at` are followed by before, which ends
 * with a byte and a block; by what goes in; by after; and by those from resume
 * on.
 */
typedef struct {
    uint64_t       at;
    uint64_t       resume;
    ln_str_t       before;
    ln_str_t       after;
    uint64_t       offset;              /* of the gap in the page */
    uint32_t       check;               /* of the page up to it */
} ln_gap_t;


/* The compressed bytes from end on are replaced by a trailer. */
typedef struct {
    ln_wrap_kind_t   kind;
    uint64_t         end;
    uint64_t         page;              /* its bytes */
    uint32_t         check;             /* of all of it */
    size_t           size;              /* of the layout's own memory */
    unsigned         n;
    ln_gap_t         gaps[];
} ln_layout_t;


/* What goes into the gaps, for the trailer. */
typedef struct {
    ln_check_t  check;
    uint64_t    inserted;
} ln_layout_sum_t;


/*
 * Lays out a page with n gaps at those offsets, which do not go down.  coding
 * is that of ln_splicer_create(); behind coded there is the slack.  The caller
 * frees the layout by free().
 *
 * LN_DECLINED: the stream is corrupt, of several members, or one that is
 * better spliced.  LN_ERROR: there is no memory.
 */
int ln_layout_make(ln_layout_t **layout, ln_str_t coding, ln_str_t coded,
    const uint64_t *offsets, unsigned n);

/* Begins with empty gaps. */
void ln_layout_begin(const ln_layout_t *layout, ln_layout_sum_t *sum);

/*
 * An inset goes into the i-th gap, behind those before it.  What is not less
 * than LN_INSET_WINDOW is the window of any page that is laid out.
 */
void ln_layout_insert(const ln_layout_t *layout, ln_layout_sum_t *sum,
    unsigned i, const ln_inset_t *inset);

/* The bytes of the trailer. */
unsigned ln_layout_trailer_size(const ln_layout_t *layout);

/* Writes the trailer; returns its bytes, 8 at most. */
unsigned ln_layout_trailer(const ln_layout_t *layout,
    const ln_layout_sum_t *sum, unsigned char *out);


#endif
