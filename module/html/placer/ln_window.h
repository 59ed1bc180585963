/*
 * Places that are given by a pattern on the page's source.
 *
 * The pattern runs ahead of the tokenizer, over a window of the page that the
 * engine copies: what is handed on to the tokenizer is what the pattern has
 * seen.  It runs when a block of the page is complete, not whenever bytes
 * come, so that the cost it is allowed, and the result, are the same however
 * the page is cut.
 */

#ifndef LN_WINDOW_H
#define LN_WINDOW_H

#include "html/placer/ln_choice.h"


#define LN_WINDOW_BLOCK   4096

/* A match, and what may still become one, is no longer than this. */
#define LN_WINDOW_MATCH   28672

/* Looked at before a match. */
#define LN_WINDOW_BEFORE  1024

#define LN_WINDOW_SIZE    (LN_WINDOW_BEFORE + LN_WINDOW_MATCH + LN_WINDOW_BLOCK)


typedef enum {
    LN_SEARCH_ON = 0,                   /* nothing starts before `from` */
    LN_SEARCH_FOUND,                    /* a match, to be looked at */
    LN_SEARCH_OFF
} ln_search_state_t;


typedef struct {
    ln_search_state_t    state;
    ln_notice_t         *notice;
    unsigned             rank;
    unsigned             ran:1;         /* over all that is in the window */
    const ln_pattern_t  *pattern;
    uint64_t             from;
    uint64_t             point;         /* where the notice would go */
} ln_search_t;


/*
 * Takes bytes that the patterns have seen; and a match, with len bytes after
 * its point, which is at p, and so many before it.
 */
typedef struct {
    void      (*pass)(void *ctx, const unsigned char *p, size_t len);
    int       (*accept)(void *ctx, ln_search_t *search,
        const unsigned char *p, size_t len, size_t before);
    void       *ctx;
} ln_window_listener_t;


typedef struct {
    ln_search_t           *searches;
    unsigned               n;
    unsigned               on;          /* searches that are not off */
    unsigned char          utf;         /* the page is in UTF-8 */
    unsigned char          exceeded;    /* a search went over its limits */
    ln_window_listener_t   listener;

    uint64_t               origin;      /* of the page, past a BOM */
    uint64_t               base;        /* the offset of bytes[0] */
    size_t                 len;
    size_t                 passed;      /* of len, on to the tokenizer */
    unsigned char         *bytes;
} ln_window_t;


int ln_window_init(ln_window_t *window, const ln_alloc_t *alloc,
    ln_notices_t *notices, const ln_window_listener_t *listener);

/* Bytes of the page up to here are not searched: the BOM. */
void ln_window_begin(ln_window_t *window, uint64_t offset);

/*
 * Feeds the patterns as long as there are any; returns how many bytes were
 * taken, the rest goes straight to the tokenizer.
 */
size_t ln_window_feed(ln_window_t *window, const unsigned char *p, size_t len);

/* The page is over: passes all that is held. */
void ln_window_end(ln_window_t *window);


#endif
