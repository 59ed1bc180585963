/*
 * Templates: HTML fragments with placeholders, which cannot break the page that
 * they are put into.
 */

#ifndef LN_TEMPLATE_H
#define LN_TEMPLATE_H

#include "ln_core.h"


typedef struct ln_template_s  ln_template_t;


/*
 * What a form is made of, in a text that asks its reader for something: markup
 * that stands before and behind its button, and the button where the text has
 * none of its own.
 */
typedef struct {
    ln_str_t  open;
    ln_str_t  button;
    ln_str_t  close;
} ln_template_form_t;


/* The variables of the template, each once, in the order of their first use. */
unsigned ln_template_nvariables(const ln_template_t *t);
ln_str_t ln_template_variable(const ln_template_t *t, unsigned i);

/* Line and column of the first use of variable i. */
void ln_template_where(const ln_template_t *t, unsigned i, unsigned *line,
    unsigned *column);

/*
 * Writes the template with values[i] for variable i.  Returns the length in
 * bytes; out may be NULL to learn it.
 *
 * In text and in quoted attributes & < > " ' are escaped.  A URL attribute gets
 * "#" instead of a value that is empty or has another scheme than http, https
 * or mailto.  Bytes that are not UTF-8, and control characters, become U+FFFD.
 */
size_t ln_template_render(const ln_template_t *t, const ln_str_t *values,
    unsigned char *out);

/*
 * The same of a text that asks.  The form stands where the text has
 * `{{legal_form}}`, or else at its end, and the text's <button> stands in it.
 * With form NULL there is neither a form nor a button.
 */
size_t ln_template_render_form(const ln_template_t *t, const ln_str_t *values,
    const ln_template_form_t *form, unsigned char *out);

/*
 * Whether the text may ask its reader for something: it has one <button> at
 * most, with words, that does nothing but send the form.  With asks 0: whether
 * the text has no `{{legal_form}}`.  LN_ERROR with err set, its line and
 * column, too.
 */
int ln_template_may_ask(const ln_template_t *t, unsigned asks,
    ln_error_t *err);

/*
 * Whether any of its words are shown without a script.  LN_ERROR with err set,
 * its line and column, too: all of them stand in an element that is hidden.
 */
int ln_template_shows(const ln_template_t *t, ln_error_t *err);

/* What the text has that may end elements around it: a set of ln_contains_t. */
unsigned ln_template_contains(const ln_template_t *t);

/* 1 if the text has `{{legal_form}}`. */
unsigned ln_template_has_form(const ln_template_t *t);

/*
 * The words of the first <h1>, as markup; empty where there is none, or where
 * it has a placeholder or an element.
 */
ln_str_t ln_template_title(const ln_template_t *t);


#endif
