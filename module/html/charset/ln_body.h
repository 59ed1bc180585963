/*
 * What a body is that comes with an HTML type.  Much that a server sends as
 * text/html is no page: JSON, a word, an empty answer, rows for a table that
 * stands in another page.
 */

#ifndef LN_BODY_H
#define LN_BODY_H

#include "html/charset/ln_json.h"


/*
 * So many bytes are looked at, from the first on that is not blank.  Where no
 * tag begins within them, none is looked for behind them.
 */
#define LN_BODY_BYTES  512

/*
 * So many bytes are skipped that are no text, or stand between such bytes: all
 * but the blanks at the beginning.  What has more of them is taken for HTML.
 */
#define LN_BODY_SKIPPED  32768

/* A longer name is none of an element that is looked for. */
#define LN_BODY_NAME  9


typedef enum {
    LN_BODY_UNKNOWN = 0,                /* more bytes are needed to tell */
    LN_BODY_HTML,                       /* a tag begins, or a comment */
    LN_BODY_PART,                       /* it begins within a table or select */
    LN_BODY_OTHER                       /* it cannot be HTML */
} ln_body_kind_t;


typedef struct {
    ln_body_kind_t  kind;
    unsigned        seen;               /* bytes, from the first not blank */
    unsigned        skipped;            /* see LN_BODY_SKIPPED */
    unsigned        state;
    unsigned        text:1;             /* text was before the tag */
    unsigned        comment:1;          /* a comment was */
    unsigned        dashes;             /* in a row, in a comment */
    unsigned        len;
    unsigned char   name[LN_BODY_NAME];
    ln_json_t       json;
} ln_body_t;


/*
 * Looks at the next bytes of a body, which is zeroed before the first; last:
 * nothing follows them.  Returns what the body is, which does not change once
 * it is known, and is known at the last byte.
 *
 * Bytes of any charset that contains ASCII, or of UTF-16.  The body is of
 * another kind if no tag begins in it, and if it is JSON, or JSONP, and its
 * first tag is in a string.  Blanks at its beginning are not counted: some
 * servers send pages behind thousands of empty lines.
 */
ln_body_kind_t ln_body_feed(ln_body_t *body, const unsigned char *data,
    size_t len, int last);


#endif
