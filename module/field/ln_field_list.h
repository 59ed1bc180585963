/*
 * The grammar that fields of HTTP have in common: lists, their elements, and
 * the parameters of an element (RFC 9110, 5.6).
 *
 * A value has any bytes that the peer has sent, and any length.  Nothing is
 * allocated: the results of these functions point into the value.
 */

#ifndef LN_FIELD_LIST_H
#define LN_FIELD_LIST_H

#include "ln_core.h"


/*
 * One `name=value` of an element (RFC 9110, 5.6.6).  If the value was a quoted
 * string, quoted is 1: value has no quotes and still has its backslashes, which
 * ln_field_unquote() takes out.
 */
typedef struct {
    ln_str_t  name;
    ln_str_t  value;
    unsigned  quoted;
} ln_field_parameter_t;


/* The value without the spaces and tabs at its ends (OWS). */
ln_str_t ln_field_trim(ln_str_t value);

/* 1 if the value is a token (RFC 9110, 5.6.2), 0 if it is empty or is none. */
int ln_field_is_token(ln_str_t value);

/*
 * 1 if the value is an absolute http or https URL, with a host, that can stand
 * between `<` and `>`, as in Link (RFC 8288, 3).
 */
int ln_field_is_url(ln_str_t value);

/*
 * Takes the next element off a list.  A comma in a quoted string separates
 * nothing.  The element comes trimmed; empty ones are skipped.  A quoted string
 * that has no end reaches to the list's end.
 *
 * LN_OK: element is set, and list is what follows.  LN_DECLINED: there is no
 * further element.
 */
int ln_field_list_next(ln_str_t *list, ln_str_t *element);

/*
 * Takes what stands before the first semicolon off an element, trimmed.  The
 * element is then its parameters, for ln_field_parameter_next().
 */
ln_str_t ln_field_head(ln_str_t *element);

/*
 * Takes the next parameter off the parameters of an element; empty ones are
 * skipped.
 *
 * LN_OK: parameter is set.  LN_DECLINED: there is no further parameter.
 * LN_ERROR: the next one has no name, no `=` or no value, or has bytes that it
 * may not have; parameters is what follows it.
 */
int ln_field_parameter_next(ln_str_t *parameters,
    ln_field_parameter_t *parameter);

/*
 * Writes the value of a quoted string without its backslashes to out, which has
 * value.len bytes.  Returns how many were written.
 */
size_t ln_field_unquote(ln_str_t value, unsigned char *out);

/* 1 if the parameter is a weight, as in `;q=0.8`, right or wrong. */
int ln_field_is_weight(const ln_field_parameter_t *parameter);

/*
 * The weight that the parameter says, in thousandths (RFC 9110, 12.4.2): `0` or
 * `1`, with at most three digits behind a point.  LN_ERROR: it is none, such as
 * `1.001`, or one in quotes.
 */
int ln_field_weight(const ln_field_parameter_t *parameter, unsigned *weight);


#endif
