/*
 * robots.txt and a target, apart by a NUL: reading them is bounded, and what is
 * allowed does not change when the file is written in another way.
 */

#include "fuzzing.h"
#include "robots/ln_robots.h"


/* The same rules with a comment and CR LF at each line's end. */

static ln_str_t
fuzz_rewrite(ln_str_t text, unsigned char *out)
{
    size_t    i;
    ln_str_t  other;

    other.data = out;

    for (i = 0; i < text.len; i++) {
        if (text.data[i] == '\n') {
            memcpy(out, " #x\r", 4);
            out += 4;
        }

        *out++ = text.data[i];
    }

    other.len = out - other.data;

    return other;
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int                   rc;
    ln_str_t              text, target;
    ln_alloc_t            alloc;
    ln_robots_t           robots, other;
    fuzz_block_t         *blocks;
    unsigned char        *out;
    const unsigned char  *zero;

    blocks = NULL;
    alloc.alloc = fuzz_alloc;
    alloc.arena = &blocks;

    zero = size ? memchr(data, '\0', size) : NULL;
    text.data = data;
    text.len = zero ? (size_t) (zero - data) : size;
    target.data = zero ? zero + 1 : data;
    target.len = zero ? size - text.len - 1 : size;

    fuzz_assert(ln_robots_read(&alloc, text, ln_str("news-check"), &robots)
                == LN_OK);
    fuzz_assert(robots.n <= text.len);
    fuzz_assert(robots.delay <= 86400000);

    rc = ln_robots_allows(&alloc, &robots, target);
    fuzz_assert(rc == LN_OK || rc == LN_DECLINED);

    out = malloc(5 * text.len + 1);
    fuzz_assert(out != NULL);
    text = fuzz_rewrite(text, out);

    fuzz_assert(ln_robots_read(&alloc, text, ln_str("NEWS-CHECK"), &other)
                == LN_OK);
    fuzz_assert(other.n == robots.n && other.delay == robots.delay);
    fuzz_assert(ln_robots_allows(&alloc, &other, target) == rc);

    free(out);
    fuzz_free(&blocks);

    return 0;
}
