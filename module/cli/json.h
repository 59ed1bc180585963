/* JSON on standard output. */

#ifndef LN_CLI_JSON_H
#define LN_CLI_JSON_H

#include "ln_core.h"


/* Writes text, which is UTF-8, as a string of JSON with its quotes. */
void ln_cli_json(ln_str_t text);


#endif
