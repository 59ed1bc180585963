/* When the value of one of nginx's variables is known. */

#ifndef LN_VARIABLE_H
#define LN_VARIABLE_H

#include "ln_core.h"


typedef enum {
    LN_VARIABLE_UNKNOWN = 0,            /* made by `map`, another module .. */
    LN_VARIABLE_REQUEST,                /* by the request alone */
    LN_VARIABLE_RESPONSE,               /* with the response's header */
    LN_VARIABLE_BODY,                   /* when the body was sent */
    LN_VARIABLE_VERDICT                 /* by what the rules have decided */
} ln_variable_t;


/* Of a variable by its name, in any case and without its `$`. */
ln_variable_t ln_variable(ln_str_t name);


#endif
