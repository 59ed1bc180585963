/*
 * Texts in memory of their own size, without a NUL behind: a sanitizer sees a
 * byte that is read beyond.  They last for a few calls.
 */

#ifndef LN_TEST_EXACT_H
#define LN_TEST_EXACT_H

#include <stdlib.h>
#include <string.h>

#include "ln_core.h"


static inline ln_str_t
exact_bytes(const void *data, size_t len)
{
    ln_str_t  text;

    static unsigned        next;
    static unsigned char  *texts[8];

    free(texts[next]);
    texts[next] = malloc(len ? len : 1);

    if (texts[next] == NULL) {
        abort();
    }

    memcpy(texts[next], data, len);

    text.data = texts[next];
    text.len = len;
    next = (next + 1) % 8;

    return text;
}


static inline ln_str_t
exact(const char *text)
{
    return exact_bytes(text, strlen(text));
}

#endif
