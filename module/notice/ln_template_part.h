/* What a parsed template is made of, for the template's own files. */

#ifndef LN_TEMPLATE_PART_H
#define LN_TEMPLATE_PART_H

#include "notice/ln_template.h"


typedef enum {
    LN_TEMPLATE_LITERAL,                /* no placeholder */
    LN_TEMPLATE_TEXT,                   /* in text or a quoted attribute */
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

struct ln_template_s {
    ln_template_part_t      *parts;
    unsigned                 nparts;
    ln_template_variable_t  *variables;
    unsigned                 nvariables;
};


#endif
