#define _GNU_SOURCE                     /* memmem(), getline() */
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cli/list/list.h"
#include "ln_ascii.h"


/* As sitemaps.org has it: 50 MB when it is not compressed. */
#define LN_CHECK_SITEMAP_MAX  (50 * 1024 * 1024)


static int ln_check_gunzip(const ln_alloc_t *alloc, ln_str_t *bytes,
    ln_error_t *err);
static int ln_check_sitemap_ends(ln_str_t bytes, int of_urls);
static int ln_check_loc(ln_check_list_t *list, ln_str_t text, int once);
static int ln_check_list_has(const ln_check_list_t *list, ln_str_t text);


int
ln_check_list_add(ln_check_list_t *list, ln_str_t text)
{
    char  *copy, **items;

    copy = ln_alloc(list->alloc, text.len + 1);
    items = ln_array_push(list->alloc, list->items, list->n, sizeof(char *));

    if (copy == NULL || items == NULL) {
        return LN_ERROR;
    }

    memcpy(copy, text.data, text.len);
    copy[text.len] = '\0';

    list->items = items;
    list->items[list->n++] = copy;

    return LN_OK;
}


int
ln_check_list_read(ln_check_list_t *list, FILE *file)
{
    int       rc;
    char     *line;
    size_t    size;
    ssize_t   len;
    ln_str_t  text;

    rc = LN_OK;
    errno = 0;
    line = NULL;
    size = 0;

    while (rc == LN_OK && (len = getline(&line, &size, file)) != -1) {
        text.data = (unsigned char *) line;
        text.len = len;
        text = ln_str_trim(list->n ? text : ln_str_unmarked(text));

        if (text.len && text.data[0] != '#') {
            rc = ln_check_list_add(list, text);
        }
    }

    if (rc != LN_OK) {
        errno = ENOMEM;
    }

    free(line);

    /* without memory getline() ends before the file does */

    return feof(file) && !ferror(file) ? rc : LN_ERROR;
}


int
ln_check_is_url(ln_str_t text)
{
    return (ln_str_caseless_begins(text, ln_str("http://")) && text.len > 7)
           || (ln_str_caseless_begins(text, ln_str("https://"))
               && text.len > 8);
}


int
ln_check_sitemap(ln_str_t bytes, ln_check_list_t *urls,
    ln_check_list_t *sitemaps, ln_error_t *err)
{
    ln_str_t              text;
    ln_check_list_t      *to;
    const unsigned char  *p, *end, *loc;

    if (bytes.len > 2 && bytes.data[0] == 0x1f && bytes.data[1] == 0x8b
        && ln_check_gunzip(urls->alloc, &bytes, err) != LN_OK)
    {
        return LN_ERROR;
    }

    if (bytes.len > LN_CHECK_SITEMAP_MAX) {
        return ln_error(err, "it is larger than 50 MB");
    }

    p = bytes.data;
    end = p + bytes.len;

    to = memmem(p, bytes.len, "<sitemapindex", 13) ? sitemaps : urls;

    if (to == urls && memmem(p, bytes.len, "<urlset", 7) == NULL) {
        return ln_error(err, "it is no sitemap: it has neither <urlset> nor "
                        "<sitemapindex>");
    }

    while ((loc = memmem(p, end - p, "<loc>", 5)) != NULL) {
        text.data = loc + 5;
        p = memmem(text.data, end - text.data, "</loc>", 6);

        if (p == NULL) {
            return ln_error(err, "it is cut: a <loc> does not end");
        }

        text.len = p - text.data;

        if (ln_check_loc(to, ln_str_trim(text), to == sitemaps) != LN_OK) {
            return ln_error(err, "no memory");
        }

        if (sitemaps->n > LN_CHECK_SITEMAPS) {
            return ln_error(err, "there are more than %d sitemaps: check some "
                            "of them at a time", LN_CHECK_SITEMAPS);
        }
    }

    /* one that breaks off behind a URL would only be shorter */

    if (!ln_check_sitemap_ends(bytes, to == urls)) {
        return ln_error(err, "it is cut: it ends without </%s>",
                        to == urls ? "urlset" : "sitemapindex");
    }

    return LN_OK;
}


/* An empty one may be an empty element. */

static int
ln_check_sitemap_ends(ln_str_t bytes, int of_urls)
{
    ln_str_t  end;

    end = of_urls ? ln_str("</urlset") : ln_str("</sitemapindex");

    return memmem(bytes.data, bytes.len, "<loc>", 5) == NULL
           || memmem(bytes.data, bytes.len, end.data, end.len) != NULL;
}


/* Character references of XML that a URL may have, and CDATA. */

static int
ln_check_loc(ln_check_list_t *list, ln_str_t text, int once)
{
    size_t                i, k;
    unsigned char        *out;
    const unsigned char  *end;

    static const struct {
        ln_str_t  from;
        char      to;
    } references[] = {
        { ln_string("&amp;"), '&' }, { ln_string("&apos;"), '\'' },
        { ln_string("&quot;"), '"' }, { ln_string("&lt;"), '<' },
        { ln_string("&gt;"), '>' }, { ln_string("&#38;"), '&' }
    };

    if (ln_str_caseless_begins(text, ln_str("<![CDATA["))
        && ln_str_caseless_ends(text, ln_str("]]>")))
    {
        text.data += 9;
        text.len -= 12;
        text = ln_str_trim(text);
    }

    out = ln_alloc(list->alloc, text.len + 1);
    if (out == NULL) {
        return LN_ERROR;
    }

    end = text.data + text.len;

    for (i = 0; text.data < end; i++) {
        out[i] = *text.data;

        for (k = 0; k < sizeof(references) / sizeof(references[0]); k++) {
            if ((size_t) (end - text.data) >= references[k].from.len
                && memcmp(text.data, references[k].from.data,
                          references[k].from.len) == 0)
            {
                out[i] = references[k].to;
                text.data += references[k].from.len - 1;
                break;
            }
        }

        text.data++;
    }

    text.data = out;
    text.len = i;

    if (!ln_check_is_url(text) || (once && ln_check_list_has(list, text))) {
        return LN_OK;
    }

    return ln_check_list_add(list, text);
}


static int
ln_check_list_has(const ln_check_list_t *list, ln_str_t text)
{
    size_t  i;

    for (i = 0; i < list->n; i++) {
        if (ln_str_eq(ln_str(list->items[i]), text)) {
            return 1;
        }
    }

    return 0;
}


static int
ln_check_gunzip(const ln_alloc_t *alloc, ln_str_t *bytes, ln_error_t *err)
{
    int             rc;
    size_t          size;
    z_stream        z;
    unsigned char  *out, *more;

    memset(&z, 0, sizeof(z_stream));

    if (inflateInit2(&z, 31) != Z_OK) {
        return ln_error(err, "no memory");
    }

    out = NULL;
    size = 0;
    z.next_in = (unsigned char *) bytes->data;
    z.avail_in = (uInt) bytes->len;

    do {
        more = ln_alloc(alloc, size ? 2 * size : 65536);

        if (more == NULL) {
            (void) inflateEnd(&z);
            return ln_error(err, "no memory");
        }

        if (size) {
            memcpy(more, out, size);
        }

        out = more;
        z.next_out = out + size;
        z.avail_out = (uInt) (size ? size : 65536);
        size = size ? 2 * size : 65536;

        rc = inflate(&z, Z_NO_FLUSH);

    } while (rc == Z_OK && z.avail_out == 0 && size <= LN_CHECK_SITEMAP_MAX);

    (void) inflateEnd(&z);

    if (rc != Z_STREAM_END && z.total_out <= LN_CHECK_SITEMAP_MAX) {
        return ln_error(err, "its gzip is corrupt or cut");
    }

    bytes->data = out;
    bytes->len = z.total_out;

    return LN_OK;
}
