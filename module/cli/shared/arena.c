#include <stdlib.h>

#include "cli/shared/arena.h"


struct ln_cli_block_s {
    ln_cli_block_t  *next;
    max_align_t      data[];
};


static void *
ln_cli_alloc(void *data, size_t size)
{
    ln_cli_arena_t  *arena = data;
    ln_cli_block_t  *block;

    block = malloc(sizeof(ln_cli_block_t) + size);
    if (block == NULL) {
        return NULL;
    }

    block->next = arena->blocks;
    arena->blocks = block;

    return block->data;
}


void
ln_cli_arena_init(ln_cli_arena_t *arena)
{
    arena->alloc.alloc = ln_cli_alloc;
    arena->alloc.arena = arena;
    arena->blocks = NULL;
}


void
ln_cli_arena_free(ln_cli_arena_t *arena)
{
    ln_cli_block_t  *block;

    while (arena->blocks != NULL) {
        block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
