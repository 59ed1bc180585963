/*
 * Fields of a form, as `application/x-www-form-urlencoded` has them (URL,
 * "application/x-www-form-urlencoded parsing").
 */

#ifndef LN_FORM_FIELD_H
#define LN_FORM_FIELD_H

#include "ln_core.h"


/*
 * Finds the form's first field of that name, and writes its value to out, which
 * has form.len bytes, without percent-encoding.  LN_OK: value points to what
 * was written.  LN_DECLINED: the form has no such field.
 */
int ln_form_field(ln_str_t form, ln_str_t name, unsigned char *out,
    ln_str_t *value);


#endif
