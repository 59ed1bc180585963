/* A parser of texts: where it reads, and what it has written. */

#ifndef LN_TEMPLATE_PARSER_H
#define LN_TEMPLATE_PARSER_H

#include "notice/template/ln_template_part.h"


#define LN_TEMPLATE_DEPTH       32
#define LN_TEMPLATE_ATTRIBUTES  32      /* of one tag */

/* A parser at p.  What it has read is before out, rewritten as XHTML. */
typedef struct {
    const unsigned char  *start;
    const unsigned char  *end;
    const unsigned char  *p;
    unsigned char        *out;
    unsigned char        *literal;      /* the bytes that are no part yet */
    ln_template_t        *t;
    ln_error_t           *err;
    ln_str_t              open[LN_TEMPLATE_DEPTH];
    unsigned              depth;
    ln_str_t              names[LN_TEMPLATE_ATTRIBUTES];
    unsigned              nnames;
    unsigned              seen;         /* how many words and the like */
    unsigned              shown;        /* .. that are not hidden */
    unsigned              hidden;       /* depth of what hides; 0: nothing */
    const unsigned char  *hidden_at;
    unsigned              button;       /* depth of the first <button>; 0: no */
    unsigned              button_seen;  /* `seen` at its beginning */
    unsigned              in_button;    /* the tag is that of a <button> */
    unsigned              heading;      /* depth of the first <h1>; 0: no */
    unsigned              heading_parts;
    const unsigned char  *heading_out;
} ln_template_parser_t;


/* Sets err's line and column to those of `at`; returns LN_ERROR. */
int ln_template_fail(ln_template_parser_t *s, const unsigned char *at);

/* Appends to what has been read; there is always room. */
void ln_template_write(ln_template_parser_t *s, const unsigned char *data,
    size_t len);

/* The bytes that were written since the last part become a part. */
void ln_template_flush(ln_template_parser_t *s);

/* Notes in unfit what was found at `at`, unless something was found before. */
void ln_template_note(ln_template_parser_t *s, ln_template_unfit_t *unfit,
    const unsigned char *at, const char *why, ln_str_t name);

/* Reads the placeholder at s->p.  LN_ERROR with err set if it is invalid. */
int ln_template_placeholder(ln_template_parser_t *s,
    ln_template_context_t context);


#endif
