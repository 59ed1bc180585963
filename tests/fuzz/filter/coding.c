/* The body as an upstream may code it, whole or cut. */

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include "filter.h"


typedef size_t (*fuzz_coder_pt)(fuzz_bytes_t *out, const u_char *p, size_t n);


static size_t fuzz_gzip(fuzz_bytes_t *out, const u_char *p, size_t n);
static size_t fuzz_members(fuzz_bytes_t *out, const u_char *p, size_t n);
static size_t fuzz_zlib(fuzz_bytes_t *out, const u_char *p, size_t n);
static size_t fuzz_bare(fuzz_bytes_t *out, const u_char *p, size_t n);
static size_t fuzz_br(fuzz_bytes_t *out, const u_char *p, size_t n);
static size_t fuzz_zstd(fuzz_bytes_t *out, const u_char *p, size_t n);


/* What is applied first stands first. */
static const struct {
    const char     *name;
    fuzz_coder_pt   coders[2];
} fuzz_codings[FUZZ_CODINGS] = {
    { "zstd", { fuzz_zstd, NULL } },
    { "deflate", { fuzz_zlib, NULL } },
    { "deflate", { fuzz_bare, NULL } },
    { "gzip", { fuzz_gzip, NULL } },
    { "br", { fuzz_br, NULL } },
    { "gzip", { fuzz_gzip, NULL } },
    { "x-gzip", { fuzz_members, NULL } },
    { "gzip, br", { fuzz_gzip, fuzz_br } },
    { "Zstd ,gzip", { fuzz_zstd, fuzz_gzip } }
};


void
fuzz_code(fuzz_filter_t *f)
{
    size_t        whole;
    fuzz_bytes_t  first;

    f->coding = fuzz_codings[f->kind].name;

    whole = fuzz_codings[f->kind].coders[0](&f->body, f->page.data,
                                            f->page.len);

    if (fuzz_codings[f->kind].coders[1] != NULL) {
        first = f->body;
        ngx_memzero(&f->body, sizeof(fuzz_bytes_t));

        whole = fuzz_codings[f->kind].coders[1](&f->body, first.data,
                                                first.len);
        free(first.data);
    }

    if (!f->cut) {
        return;
    }

    /* never after a member or frame, as then it would be another whole page */

    f->body.len = fuzz_filter_random(f->body.len);

    if (f->body.len == whole) {
        f->body.len--;
    }

    if (f->body.len == 0) {
        f->page.len = 0;
        f->cut = 0;
    }
}


static u_char *
fuzz_code_room(fuzz_bytes_t *out, size_t n)
{
    fuzz_bytes_add(out, NULL, 0);

    if (out->room - out->len < n) {
        out->room = out->len + n;
        out->data = realloc(out->data, out->room);
        fuzz_assert(out->data != NULL);
    }

    return out->data + out->len;
}


static void
fuzz_deflate(fuzz_bytes_t *out, const u_char *p, size_t n, int bits)
{
    z_stream  z;

    memset(&z, 0, sizeof(z_stream));
    fuzz_assert(deflateInit2(&z, 1, Z_DEFLATED, bits, 1, Z_DEFAULT_STRATEGY)
                == Z_OK);

    z.next_out = fuzz_code_room(out, deflateBound(&z, n) + 64);
    z.avail_out = out->room - out->len;
    z.next_in = n ? (u_char *) p : out->data;
    z.avail_in = n;

    fuzz_assert(deflate(&z, Z_FINISH) == Z_STREAM_END);

    out->len = out->room - z.avail_out;
    deflateEnd(&z);
}


/* Each returns where the first of several parts ends, or the whole. */

static size_t
fuzz_gzip(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    fuzz_deflate(out, p, n, 31);

    return out->len;
}


static size_t
fuzz_members(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    size_t  half, whole;

    half = fuzz_filter_random(n + 1);

    fuzz_deflate(out, p, half, 31);
    whole = out->len;
    fuzz_deflate(out, p + half, n - half, 31);

    return whole;
}


static size_t
fuzz_zlib(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    fuzz_deflate(out, p, n, 15);

    return out->len;
}


static size_t
fuzz_bare(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    fuzz_deflate(out, p, n, -15);

    return out->len;
}


static size_t
fuzz_br(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    size_t   size;
    u_char  *to;

    size = BrotliEncoderMaxCompressedSize(n) + 64;
    to = fuzz_code_room(out, size);

    fuzz_assert(BrotliEncoderCompress(fuzz_filter_random(5), 18,
                                      BROTLI_MODE_GENERIC, n, p, &size, to));
    out->len += size;

    return out->len;
}


static size_t
fuzz_zstd(fuzz_bytes_t *out, const u_char *p, size_t n)
{
    size_t    i, half, size, parts[2], whole;
    u_char   *to;

    half = fuzz_filter_random(3) ? n : fuzz_filter_random(n + 1);
    parts[0] = half;
    parts[1] = n - half;
    whole = 0;

    for (i = 0; i < 2; i++) {
        size = ZSTD_compressBound(parts[i]);
        to = fuzz_code_room(out, size);
        size = ZSTD_compress(to, size, i ? p + half : p, parts[i],
                             1 + fuzz_filter_random(3));
        fuzz_assert(!ZSTD_isError(size));
        out->len += size;

        if (i == 0) {
            whole = out->len;
        }

        if (parts[1] == 0) {
            break;
        }
    }

    return whole;
}
