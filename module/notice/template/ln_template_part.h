/* What a parsed template is made of, for the template's own files. */

#ifndef LN_TEMPLATE_PART_H
#define LN_TEMPLATE_PART_H

#include "notice/template/ln_template.h"


typedef enum {
    LN_TEMPLATE_LITERAL,                /* no placeholder */
    LN_TEMPLATE_FORM,                   /* {{legal_form}} */
    LN_TEMPLATE_TEXT,
    LN_TEMPLATE_ATTRIBUTE,              /* a quoted one */
    LN_TEMPLATE_URL                     /* first in a URL attribute */
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

/* What is wrong with a text, for some use: NULL where nothing is. */
typedef struct {
    const char  *why;
    ln_str_t     name;                  /* of an attribute that it is about */
    unsigned     line;
    unsigned     column;
} ln_template_unfit_t;

struct ln_template_s {
    ln_template_part_t      *parts;
    unsigned                 nparts;
    ln_template_variable_t  *variables;
    unsigned                 nvariables;

    unsigned                 button;    /* its first part .. */
    unsigned                 button_end;          /* .. and the one behind it;
                                                     0: there is no button */
    ln_template_unfit_t      unfit;
    ln_template_unfit_t      form;      /* where {{legal_form}} stands */
    ln_template_unfit_t      unshown;
    ln_str_t                 title;
    unsigned                 contains;  /* a set of ln_contains_t */
};


#endif
