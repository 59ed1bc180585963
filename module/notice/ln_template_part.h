/* What a parsed template is made of; private to the template's files. */

#ifndef LN_TEMPLATE_PART_H
#define LN_TEMPLATE_PART_H

#include "notice/ln_template.h"
#include "html/charset/ln_utf8.h"


typedef enum {
    LN_TEMPLATE_LITERAL,
    LN_TEMPLATE_TEXT,                   /* in text or a quoted attribute */
    LN_TEMPLATE_URL                     /* a URL attribute's whole start */
} ln_template_context_t;

typedef struct {
    ln_template_context_t  context;
    ln_str_t               literal;
    unsigned               variable;
} ln_template_part_t;

typedef struct {
    ln_str_t  name;
    unsigned  line;
    unsigned  column;
} ln_template_variable_t;

#define LN_TEMPLATE_DEPTH       32
#define LN_TEMPLATE_ATTRIBUTES  32      /* of one tag */

/* A parser at p.  What it has read is in out, rewritten for XHTML. */
typedef struct {
    const unsigned char  *start;
    const unsigned char  *end;
    const unsigned char  *p;
    unsigned char        *out;
    unsigned char        *literal;      /* of out, what is not a part yet */
    ln_template_t        *t;
    ln_error_t           *err;
    ln_str_t              open[LN_TEMPLATE_DEPTH];
    unsigned              depth;
    ln_str_t              names[LN_TEMPLATE_ATTRIBUTES];
    unsigned              nnames;
    unsigned              seen;         /* some text */
} ln_template_parser_t;

struct ln_template_s {
    ln_template_part_t      *parts;
    unsigned                 nparts;
    ln_template_variable_t  *variables;
    unsigned                 nvariables;
};


/*
 * Of the parser's files: each reads what stands at p; LN_ERROR with err set
 * when a text may not have it.
 */
int ln_template_start_tag(ln_template_parser_t *s);
int ln_template_end_tag(ln_template_parser_t *s);
int ln_template_attribute(ln_template_parser_t *s);
int ln_template_placeholder(ln_template_parser_t *s,
    ln_template_context_t context);

/* `&`, in an attribute's value or in text. */
int ln_template_reference(ln_template_parser_t *s, unsigned value);

/* Sets line and column of err to those of at; returns LN_ERROR. */
int ln_template_fail(ln_template_parser_t *s, const unsigned char *at);

void ln_template_write(ln_template_parser_t *s, const unsigned char *data,
    size_t len);

/* The name at p, which may be empty; what blanks there are at p. */
ln_str_t ln_template_name(ln_template_parser_t *s);
void ln_template_blanks(ln_template_parser_t *s);

/* In lower case: XHTML tells cases apart, HTML does not. */
void ln_template_write_name(ln_template_parser_t *s, ln_str_t name);

/* Whether b, in lower case or a name as a is, is a; whether a list has name. */
int ln_template_same(ln_str_t a, ln_str_t b);
int ln_template_in(ln_str_t name, const ln_str_t *list, size_t n);

#define ln_template_is(name, list)                                            \
    ln_template_in(name, list, sizeof(list) / sizeof(list[0]))


#endif
