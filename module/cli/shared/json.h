/* JSON on standard output. */

#ifndef LN_CLI_JSON_H
#define LN_CLI_JSON_H

#include <jansson.h>

#include "ln_core.h"


/*
 * Text as a string of JSON, with U+FFFD for each byte that is no UTF-8.  NULL
 * without memory.
 */
json_t *ln_cli_json_text(ln_str_t text);

/* Writes object as a line and frees it.  LN_ERROR if that fails. */
int ln_cli_json_line(json_t *object);


#endif
