/*
 * The placer: finds the place of each notice in a page that comes in pieces.
 *
 * The caller feeds the page once, in any pieces, and asks after each: which
 * notice goes in at which offset (next), and up to which offset the page can be
 * sent (safe).  The placer keeps no bytes of the page.  The caller holds those
 * from safe on, which are LN_PLACER_HOLD at most.
 */

#ifndef LN_PLACER_H
#define LN_PLACER_H

#include <limits.h>

#include "html/charset/ln_body.h"
#include "html/charset/ln_charset.h"
#include "html/placer/ln_contains.h"
#include "html/placer/ln_place.h"


/*
 * Bytes that the caller may have to hold.  A tag that is longer is not waited
 * for: no notice goes before it (docs/design.md).
 */
#define LN_PLACER_HOLD  65536

/* An <html> tag that ends after so many bytes has no say in the language. */
#define LN_PLACER_LANG_MAX  (LN_PLACER_HOLD / 2)


/* The rank of a notice that does not go into the page. */
#define LN_PLACER_NOWHERE  UINT_MAX


/*
 * A placement: notice, an index in the placer's lists, goes in at offset.
 *
 * rank says which of the notice's places it is: the index in its list; nplaces
 * for the fallback `append body`; nplaces + 1 for the end of the document;
 * LN_PLACER_NOWHERE if nothing goes in: see ln_placer_no_fallback() and
 * ln_placer_judge().
 *
 * closer is what must be written before the notice, so that the notice is
 * shown: the end of a comment, a script, a textarea, an svg that the page
 * leaves open.  It is ASCII, and nearly always empty.
 *
 * beside: the placement that was given before it has the same offset.  If that
 * notice goes in, what its closer has closed is not closed again.
 */
typedef struct {
    uint64_t  offset;
    unsigned  notice;
    unsigned  rank;
    ln_str_t  closer;
    unsigned  beside:1;
} ln_placement_t;


/*
 * What the page says of itself.  Owned by the placer.
 *
 * lang is the value of <html lang>, or empty.  lang_settled: it is known, or
 * can no longer come.
 *
 * charset is a label: that of the page's BOM ("utf-8", "utf-16le", "utf-16be"),
 * or what a <meta> or an XML declaration names.  It is empty if none of them is
 * within the page's first 1024 bytes.
 *
 * encoding is that in which the page is read and notices are written.  The BOM
 * decides, else ln_placer_charset(), else charset; else it is windows-1252.
 * Nothing is safe, and nothing is placed, before it is settled.
 *
 * document: a doctype, or a start tag of html, head or body was seen.
 *
 * body is what ln_placer_judge() has asked for; LN_BODY_UNKNOWN otherwise.
 */
typedef struct {
    ln_str_t      lang;
    ln_str_t      charset;
    ln_charset_t  encoding;
    unsigned      lang_settled:1;
    unsigned      charset_settled:1;    /* charset and encoding */
    unsigned      charset_bom:1;        /* charset is that of a BOM */
    unsigned      frameset:1;           /* notices go before its frames */
    unsigned      unshown:1;            /* .. but they have been released */
    unsigned      exceeded:1;           /* a pattern reached its limits */
    unsigned      document:1;           /* it is no fragment */
    ln_body_kind_t  body;
} ln_page_t;


typedef struct ln_placer_s  ln_placer_t;


/*
 * A placer for one page and n notices, whose places are lists[0 .. n - 1].  The
 * caller keeps lists as long as the placer.
 *
 * All memory comes from alloc here; it does not depend on the page's size.
 * NULL when there is none.
 */
ln_placer_t *ln_placer_create(const ln_alloc_t *alloc,
    const ln_place_list_t *lists, unsigned n);

/*
 * The same, where hydrated[i] says of notice i which elements a script owns: a
 * place inside one is passed over for the notice's next one.  hydrated need not
 * outlive the call, its selectors must.
 */
ln_placer_t *ln_placer_create_hydrated(const ln_alloc_t *alloc,
    const ln_place_list_t *lists, const ln_hydrated_t *hydrated, unsigned n);

/*
 * Before the first byte is fed: the encoding that Content-Type names.  A BOM
 * overrules it.
 *
 * Offsets count in bytes whatever the encoding.  The caller writes closers in
 * the page's encoding, by ln_charset_write().
 */
void ln_placer_charset(ln_placer_t *placer, ln_charset_t charset);

/*
 * Before the first byte is fed: the page is XHTML that a browser reads as XML.
 * In it `<script/>` is empty, and no element ends but by its end tag.
 */
void ln_placer_xml(ln_placer_t *placer);

/*
 * Before the first byte is fed: the notice contains these elements, a set of
 * ln_contains_t.  A place where a parser would end an element of the page by
 * them is passed over.
 */
void ln_placer_contains(ln_placer_t *placer, unsigned notice,
    unsigned contains);

/*
 * Before the first byte is fed: a notice goes nowhere if the page has none of
 * its places.
 */
void ln_placer_no_fallback(ln_placer_t *placer, unsigned notice);

/*
 * Before the first byte is fed: nothing is seen of a notice, as of a script.
 * Its fallback is the end of the head, where that has a start tag.
 */
void ln_placer_head(ln_placer_t *placer, unsigned notice);

/*
 * Before the first byte is fed: what is fed may be no page, though its type is
 * HTML.  All notices go nowhere if it cannot be HTML, or begins within a table
 * or a select.
 */
void ln_placer_judge(ln_placer_t *placer);

/*
 * Feeds the next len bytes of the page.  last: they are its final ones; len may
 * be 0 then.  What is fed after the last is ignored.
 *
 * However a page is cut into pieces, the placements are the same.
 */
void ln_placer_feed(ln_placer_t *placer, const unsigned char *data, size_t len,
    int last);

/*
 * The bytes before this offset can be sent, once the placements that
 * ln_placer_next() has for them are: none will come for an earlier offset.
 * It is at most what was fed, and just that when every notice is placed.
 */
uint64_t ln_placer_safe(const ln_placer_t *placer);

/*
 * The next placement, in the order of offsets; at one offset, in that of their
 * closers' lengths, and then of notices.  NULL if there is none yet.  Each is
 * given once, and only when it is certain that none can come before it.  Valid
 * until the next call of any function of this placer.
 */
const ln_placement_t *ln_placer_next(ln_placer_t *placer);

/*
 * 1 if a placement is known that ln_placer_next() does not give yet.  It does
 * after ln_placer_release().
 */
int ln_placer_pending(const ln_placer_t *placer);

/* 1 if ln_placer_next() has given the placements of all n notices. */
int ln_placer_done(const ln_placer_t *placer);

const ln_page_t *ln_placer_page(const ln_placer_t *placer);


#endif
