/*
 * Finds places that are patterns in the page's source.
 *
 * Patterns are searched for in a window, a copy of the page's last bytes.  The
 * tokenizer gets a byte when the patterns are done with it: when no match can
 * begin there any more.  A search runs when a block of the page is complete,
 * not when bytes come.  So its cost, which is limited, and its result are the
 * same however the page is cut.
 */

#ifndef LN_WINDOW_H
#define LN_WINDOW_H

#include "html/placer/ln_choice.h"


#define LN_WINDOW_BLOCK   4096

/* A match, or what may become one, is no longer than that. */
#define LN_WINDOW_MATCH   28672

/* So many bytes before a match a lookbehind may see. */
#define LN_WINDOW_BEFORE  1024

#define LN_WINDOW_SIZE    (LN_WINDOW_BEFORE + LN_WINDOW_MATCH + LN_WINDOW_BLOCK)


typedef enum {
    LN_SEARCH_ON = 0,                   /* no match begins before `from` */
    LN_SEARCH_FOUND,                    /* a match, not accepted yet */
    LN_SEARCH_OFF                       /* there is no more to be found */
} ln_search_state_t;


/* The search for one place of one notice.  Offsets count in code units. */
typedef struct {
    ln_search_state_t    state;
    ln_choice_t         *choice;
    unsigned             rank;
    unsigned             ran:1;         /* over the window as it is */
    const ln_pattern_t  *pattern;
    uint64_t             from;
    uint64_t             point;         /* where the notice would go */
} ln_search_t;


/*
 * pass() takes the next bytes that the patterns have seen.  accept() is asked
 * whether a notice can stand at the point of a match, which is p: there are len
 * bytes from p on, and so many before it.
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
    unsigned char          exceeded;    /* a pattern reached its limits */
    ln_window_listener_t   listener;

    uint64_t               origin;      /* of the page, past a BOM */
    uint64_t               base;        /* the offset of bytes[0] */
    size_t                 len;
    size_t                 passed;      /* of len, by pass() */
    unsigned char         *bytes;
} ln_window_t;


/* LN_ERROR when there is no memory. */
int ln_window_init(ln_window_t *window, const ln_alloc_t *alloc,
    ln_choices_t *choices, const ln_window_listener_t *listener);

/* The page begins at offset, behind its BOM. */
void ln_window_begin(ln_window_t *window, uint64_t offset);

/*
 * Takes the next bytes as long as a search is on.  Returns how many; the rest
 * is for the tokenizer.
 */
size_t ln_window_feed(ln_window_t *window, const unsigned char *p, size_t len);

/*
 * Nothing more comes for now: searches what is there, and passes all of it.  A
 * match that begins there may end later: of such a match, only a point that has
 * not been passed is asked about.
 */
void ln_window_release(ln_window_t *window);

/* The page is over: searches and passes all that is left. */
void ln_window_end(ln_window_t *window);


#endif
