/*
 * Finds the place of each notice in a page that comes in pieces.
 *
 * The placer is fed the page once, in any pieces, and keeps none of its
 * bytes: it says up to which offset everything is decided ("safe"), and which
 * notice goes in at which offset.  The caller passes bytes before safe on and
 * holds the rest, which is never more than LN_PLACER_HOLD bytes.
 */

#ifndef LN_PLACER_H
#define LN_PLACER_H

#include "html/charset/ln_charset.h"
#include "html/selector/ln_pattern.h"
#include "html/selector/ln_selector.h"


/* A tag longer than this is taken for text; see docs/design.md. */
#define LN_PLACER_HOLD  65536

/* An <html> that ends after so many bytes says no language: it's held for. */
#define LN_PLACER_LANG_MAX  (LN_PLACER_HOLD / 2)


typedef enum {
    LN_PLACE_BEFORE,                    /* before the start tag */
    LN_PLACE_PREPEND,                   /* after the start tag */
    LN_PLACE_APPEND,                    /* before the element's real end */
    LN_PLACE_AFTER                      /* after the element's real end */
} ln_place_position_t;


/* `place append article` or `place before ~ PATTERN`: one of the two is set */
typedef struct {
    ln_place_position_t   position;
    const ln_selector_t  *selector;
    const ln_pattern_t   *pattern;
} ln_place_t;


/* The places of one notice, the preferred one first; may be empty. */
typedef struct {
    const ln_place_t  *places;
    unsigned           nplaces;
} ln_place_list_t;


/*
 * rank is the index in the notice's list, nplaces for the built-in `append
 * body`, nplaces + 1 for the end of the document.  closer is what must be
 * written before the notice so that it is seen: the end of a comment, script,
 * textarea, svg .. that the page leaves open; nearly always empty.
 */
typedef struct {
    uint64_t  offset;
    unsigned  notice;
    unsigned  rank;
    ln_str_t  closer;
} ln_placement_t;


/*
 * What the page says about itself.  lang is that of <html lang>; lang_settled
 * is set once it is known or can no longer come.  charset is the label of the
 * page's BOM ("utf-8", "utf-16le", "utf-16be") or <meta>, empty if none came
 * within its first 1024 bytes.  encoding is what the page is read in and the
 * notice is written in: that of the BOM, of ln_placer_charset(), of charset,
 * or windows-1252; nothing is safe or placed before it is settled.  Owned by
 * the placer.
 */
typedef struct {
    ln_str_t      lang;
    ln_str_t      charset;
    ln_charset_t  encoding;
    unsigned      lang_settled:1;
    unsigned      charset_settled:1;    /* charset and encoding */
    unsigned      charset_bom:1;        /* charset is that of a BOM */
    unsigned      frameset:1;           /* notices stand before its frames */
    unsigned      exceeded:1;           /* a pattern went over its limits */
} ln_page_t;


typedef struct ln_placer_s  ln_placer_t;


/*
 * A placer for one page and n notices.  lists is kept by the caller for as
 * long as the placer.  Memory does not depend on the page's size and comes
 * from alloc at once.  NULL when there is none.
 */
ln_placer_t *ln_placer_create(const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n);

/*
 * What Content-Type says of the encoding, before the first byte is fed; a BOM
 * has the last word.  Offsets are always of bytes; closers are ASCII that the
 * caller writes in the page's encoding, by ln_charset_write().
 */
void ln_placer_charset(ln_placer_t *placer, ln_charset_t charset);

/*
 * The page is XHTML that a browser reads as XML, before the first byte is fed:
 * `<script/>` is empty, and no element ends but by its end tag.
 */
void ln_placer_xml(ln_placer_t *placer);

/*
 * Feeds the next len bytes; last after the final ones (len may then be 0),
 * after which what is fed counts for nothing.  The same bytes give the same
 * placements however they are cut.
 */
void ln_placer_feed(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last);

/*
 * The offset, from the page's first byte, before which everything is decided;
 * at most what was fed.  What was fed once every notice is placed.
 */
uint64_t ln_placer_safe(const ln_placer_t *placer);

/*
 * The next placement in order of offset and, at one offset, of notice; NULL
 * if there is none yet.  Each is given once, no sooner than it is certain
 * that none comes before it.  Valid until the next call of any function.
 */
const ln_placement_t *ln_placer_next(ln_placer_t *placer);

/* Whether all n notices have been given by ln_placer_next(). */
int ln_placer_done(const ln_placer_t *placer);

const ln_page_t *ln_placer_page(const ln_placer_t *placer);

/*
 * Parses the words of `place`: {append, article} or {before, ~*, PATTERN}.
 * A pattern it compiles is the caller's to free.  LN_ERROR with err set.
 */
int ln_place_parse(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_place_t *place, ln_error_t *err);


#endif
