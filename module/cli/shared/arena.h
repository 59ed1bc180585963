/* Memory of a command: given one by one, and freed all at once at its end. */

#ifndef LN_CLI_ARENA_H
#define LN_CLI_ARENA_H

#include "ln_core.h"


typedef struct ln_cli_block_s  ln_cli_block_t;

typedef struct {
    ln_alloc_t       alloc;             /* gives from this arena */
    ln_cli_block_t  *blocks;
} ln_cli_arena_t;


void ln_cli_arena_init(ln_cli_arena_t *arena);
void ln_cli_arena_free(ln_cli_arena_t *arena);


#endif
