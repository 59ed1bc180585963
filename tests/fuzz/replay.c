/*
 * A fuzzer without its engine: each file that is named, or standard input, is
 * one input.  Replays seeds and findings, and serves AFL++ as its target.
 */

#define _FILE_OFFSET_BITS  64

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>


int  LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);


static void
replay(FILE *file, const char *name)
{
    size_t    size, room, n;
    uint8_t  *data, *grown;

    size = 0;
    room = 65536;
    data = malloc(room);

    while (data != NULL && (n = fread(data + size, 1, room - size, file)) > 0) {
        size += n;

        if (size == room) {
            room *= 2;
            grown = realloc(data, room);

            if (grown == NULL) {
                free(data);
            }

            data = grown;
        }
    }

    /* exactly as long as the input, so that a sanitizer sees over-reads */

    grown = data != NULL ? realloc(data, size ? size : 1) : NULL;

    if (grown == NULL || ferror(file)) {
        fprintf(stderr, "replay: \"%s\" cannot be read\n", name);
        exit(2);
    }

    (void) LLVMFuzzerTestOneInput(grown, size);

    free(grown);
}


int
main(int argc, char **argv)
{
    int    i;
    FILE  *file;

    if (argc < 2) {
        replay(stdin, "standard input");
        return 0;
    }

    for (i = 1; i < argc; i++) {
        file = fopen(argv[i], "rb");

        if (file == NULL) {
            fprintf(stderr, "replay: \"%s\" cannot be opened\n", argv[i]);
            return 2;
        }

        replay(file, argv[i]);
        fclose(file);
    }

    return 0;
}
