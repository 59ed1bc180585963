/* The options of `legal-notice place`. */

#ifndef LN_CLI_PLACE_OPTIONS_H
#define LN_CLI_PLACE_OPTIONS_H

#include "cli/shared/arena.h"
#include "cli/text/values.h"
#include "html/placer/ln_placer.h"


#define LN_CLI_PLACES      64
#define LN_CLI_NOTICE_MAX  (1024 * 1024)        /* bytes, as for nginx */
#define LN_CLI_CHUNK_MAX   (1024 * 1024 * 1024)


typedef struct {
    ln_cli_arena_t    arena;

    unsigned          nplaces;
    const char       *texts[LN_CLI_PLACES];
    ln_place_t        places[LN_CLI_PLACES];

    ln_hydrated_t     hydrated;
    size_t            chunk;            /* bytes to be read at a time */
    unsigned          offset:1;
    unsigned          always:1;         /* also where the module puts none */
    ln_str_t          encoding;
    ln_str_t          notice;           /* its markup */
    const char       *notice_path;      /* NULL: a short one */
    ln_text_t         text;             /* or a text, in some languages */
    ln_cli_values_t   values;           /* .. with these values */
    ln_str_t          accept_language;

    ln_placer_t      *placer;
    unsigned char    *held;             /* the page from `passed` on */
    size_t            nheld;
    uint64_t          passed;
} ln_cli_place_t;


/*
 * Fills cli from the command line.  0, or an exit status, when the error has
 * been told.
 */
int ln_cli_place_options(ln_cli_place_t *cli, int argc, char **argv);


#endif
