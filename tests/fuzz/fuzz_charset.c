/*
 * A page's encoding: what its first bytes say stays said when more are there;
 * labels; UTF-16 as it is written; units the same in pieces.
 */

#include "fuzzing.h"
#include "html/charset/ln_charset.h"
#include "html/charset/ln_prescan.h"
#include "html/charset/ln_code_unit.h"
#include "html/charset/ln_utf8.h"


typedef struct {
    uint64_t  digest;
    uint64_t  n;
} fuzz_units_t;


static void
fuzz_begin(void *ctx, uint64_t offset)
{
    fuzz_units_t  *u = ctx;

    fuzz_assert(u->n == 0 && offset <= 3);
    u->n = offset;
}


static void
fuzz_unit(void *ctx, const unsigned char *p, size_t len)
{
    fuzz_units_t  *u = ctx;

    u->n += len;

    while (len--) {
        u->digest = (u->digest ^ *p++) * 0x100000001b3ULL;
    }
}


static fuzz_units_t
fuzz_units(const uint8_t *data, size_t size, ln_charset_t charset,
    size_t piece)
{
    size_t                    n;
    fuzz_units_t              result;
    ln_code_units_t           units;
    ln_code_units_listener_t  listener;

    memset(&result, 0, sizeof(result));

    listener.begin = fuzz_begin;
    listener.units = fuzz_unit;
    listener.ctx = &result;

    memset(&units, 0, sizeof(units));
    ln_code_units_init(&units, &listener);
    ln_code_units_charset(&units, charset);

    for ( /* void */ ; size; data += n, size -= n) {
        n = piece < size ? piece : size;
        ln_code_units_feed(&units, data, n);
    }

    ln_code_units_end(&units);

    return result;
}


static void
fuzz_prescan(const uint8_t *data, size_t size)
{
    size_t         n, len, found;
    unsigned char  out[LN_PRESCAN_LABEL], early[LN_PRESCAN_LABEL];

    size = size < LN_PRESCAN_BYTES ? size : LN_PRESCAN_BYTES;
    len = ln_prescan(data, size, 0, out);

    fuzz_assert(len <= LN_PRESCAN_LABEL);

    for (n = 0; n < size; n += 1 + size / 64) {
        found = ln_prescan(data, n, 0, early);
        fuzz_assert(found == 0
                    || (found == len && memcmp(out, early, len) == 0));
    }

    (void) ln_prescan(data, size, 1, out);
}


static void
fuzz_write(const uint8_t *data, size_t size)
{
    size_t          n, len, length;
    ln_str_t        text;
    ln_charset_t    charset;
    unsigned char  *out;

    for (n = 0; n < size; n += length) {
        length = ln_utf8_length(data + n, data + size);

        if (length == 0) {
            break;
        }
    }

    text.data = data;
    text.len = n;

    for (charset = 0; charset <= LN_CHARSET_UNKNOWN; charset++) {
        len = ln_charset_write(charset, text, NULL);

        out = malloc(len + (len == 0));
        fuzz_assert(out != NULL);
        fuzz_assert(ln_charset_write(charset, text, out) == len);
        fuzz_assert(len == n || len % 2 == 0);
        free(out);
    }
}


/* What is mended is UTF-8, and is not mended any further. */

static void
fuzz_mend(const uint8_t *data, size_t size)
{
    size_t          n, length;
    ln_str_t        text;
    unsigned char  *once, *again;

    once = malloc(size + (size == 0));
    again = malloc(size + (size == 0));
    fuzz_assert(once != NULL && again != NULL);

    text.data = data;
    text.len = size;
    ln_utf8_mend(text, once);

    for (n = 0; n < size; n += length) {
        length = ln_utf8_length(once + n, once + size);
        fuzz_assert(length > 0);
    }

    text.data = once;
    ln_utf8_mend(text, again);
    fuzz_assert(memcmp(once, again, size) == 0);

    free(again);
    free(once);
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ln_str_t      label;
    ln_charset_t  charset;
    fuzz_units_t  whole, pieces;

    label.data = data;
    label.len = size;

    (void) ln_charset_find(label);

    fuzz_prescan(data, size);
    fuzz_write(data, size);
    fuzz_mend(data, size);

    for (charset = 0; charset <= LN_CHARSET_UNKNOWN; charset++) {
        whole = fuzz_units(data, size, charset, SIZE_MAX);
        pieces = fuzz_units(data, size, charset, 1);

        fuzz_assert(whole.n <= size);
        fuzz_assert(whole.n == pieces.n && whole.digest == pieces.digest);

        pieces = fuzz_units(data, size, charset, 3);
        fuzz_assert(whole.n == pieces.n && whole.digest == pieces.digest);
    }

    return 0;
}
