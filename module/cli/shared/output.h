/* A file that a command writes: whole, or not at all. */

#ifndef LN_CLI_OUTPUT_H
#define LN_CLI_OUTPUT_H

#include "ln_core.h"


typedef struct {
    FILE  *file;                        /* to be written to */
    int    fd;                          /* .. which is this */
    char  *path;                        /* what it will be, malloc()'ed */
    char  *temporary;                   /* what it is until then, or NULL */
} ln_cli_output_t;


/*
 * Whether path can be written, as far as this can be said beforehand; LN_ERROR
 * with err set.
 */
int ln_cli_output_check(const char *path, ln_error_t *err);

/*
 * Begins path anew.  A file that is there stays until the new one is whole.
 * Written to at once is what is no regular file, such as a pipe, and a file in
 * a directory that cannot be written.  LN_ERROR with err set.
 */
int ln_cli_output_open(ln_cli_output_t *output, const char *path,
    ln_error_t *err);

/*
 * Ends it: all has been written, or the file of before is there still, and err
 * says why.
 */
int ln_cli_output_close(ln_cli_output_t *output, ln_error_t *err);


#endif
