/* --set NAME=VALUE: what stands for the placeholders of a text. */

#ifndef LN_CLI_VALUES_H
#define LN_CLI_VALUES_H

#include "notice/ln_text.h"


#define LN_CLI_VALUES  64


typedef struct {
    ln_str_t  names[LN_CLI_VALUES];
    ln_str_t  values[LN_CLI_VALUES];
    unsigned  used[LN_CLI_VALUES];      /* some text has that placeholder */
    unsigned  n;
} ln_cli_values_t;


/*
 * Adds NAME=VALUE, which stays in memory.  0, or an exit status when the error
 * of that command has been told.
 */
int ln_cli_values_add(ln_cli_values_t *values, const char *command,
    const char *pair);

/*
 * The values of a text's variables, as ln_template_render() takes them, from
 * alloc.  One that is not set is its placeholder, as it is written.  NULL:
 * there is no memory.
 */
ln_str_t *ln_cli_values_of(ln_cli_values_t *values,
    const ln_alloc_t *alloc, const ln_template_t *text);

/* Says of each value that no text has its placeholder. */
void ln_cli_values_unused(const ln_cli_values_t *values, const char *command);

/* The markup of a notice with these values.  LN_ERROR: there is no memory. */
int ln_cli_values_markup(ln_cli_values_t *values,
    const ln_alloc_t *alloc, const ln_translation_t *translation,
    ln_str_t *markup);


#endif
