#define _GNU_SOURCE                     /* memmem() */

#include <string.h>
#include <zlib.h>

#include "cli/list/sitemap.h"
#include "cli/list/xml.h"
#include "ln_ascii.h"


/* As sitemaps.org has it: 50 MB when it is not compressed. */
#define LN_CHECK_SITEMAP_MAX  (50 * 1024 * 1024)


/* Where the reader of a sitemap is. */
typedef struct {
    ln_check_sitemap_t  *to;
    ln_check_list_t     *list;          /* .. of which it names more */
    ln_xml_t             xml;
    ln_str_t             prefix;        /* of its root: "sm:" or empty */
    unsigned             entry:1;       /* within <url> or <sitemap> .. */
    unsigned             named:1;       /* .. which has its <loc> */
} ln_check_reader_t;


static int ln_check_root(ln_check_reader_t *r, ln_error_t *err);
static int ln_check_tags(ln_check_reader_t *r, ln_error_t *err);
static int ln_check_entry(ln_check_reader_t *r, const ln_xml_tag_t *tag);
static int ln_check_loc(ln_check_reader_t *r, const ln_xml_tag_t *tag);
static int ln_check_add(ln_check_reader_t *r, ln_str_t text);
static int ln_check_gunzip(const ln_alloc_t *alloc, ln_str_t *bytes,
    ln_error_t *err);


int
ln_check_sitemap(ln_str_t bytes, ln_check_sitemap_t *to, ln_error_t *err)
{
    ln_check_reader_t  r;

    if (bytes.len > 2 && bytes.data[0] == 0x1f && bytes.data[1] == 0x8b
        && ln_check_gunzip(to->urls->alloc, &bytes, err) != LN_OK)
    {
        return LN_ERROR;
    }

    if (bytes.len > LN_CHECK_SITEMAP_MAX) {
        return ln_error(err, "it is larger than 50 MB");
    }

    memset(&r, 0, sizeof(ln_check_reader_t));
    r.to = to;
    r.xml.text = bytes;

    return ln_check_root(&r, err);
}


static int
ln_check_root(ln_check_reader_t *r, ln_error_t *err)
{
    ln_xml_tag_t  tag;

    if (ln_xml_tag_next(&r->xml, &tag) == LN_OK) {
        r->list = ln_str_eq(tag.name, ln_str("urlset")) ? r->to->urls
                  : ln_str_eq(tag.name, ln_str("sitemapindex"))
                    ? r->to->sitemaps : NULL;
    }

    if (r->list == NULL) {
        return ln_error(err, "it is no sitemap: it has neither <urlset> nor "
                        "<sitemapindex>");
    }

    if (tag.kind == LN_XML_EMPTY) {
        return LN_OK;
    }

    r->prefix = tag.prefix;

    return ln_check_tags(r, err);
}


/* One that breaks off behind a URL would only be shorter. */

static int
ln_check_tags(ln_check_reader_t *r, ln_error_t *err)
{
    int           rc;
    ln_str_t      root;
    ln_xml_tag_t  tag;

    root = r->list == r->to->urls ? ln_str("urlset") : ln_str("sitemapindex");

    while (ln_xml_tag_next(&r->xml, &tag) == LN_OK) {

        if (tag.kind == LN_XML_END && ln_str_eq(tag.name, root)) {
            return LN_OK;
        }

        if (tag.kind != LN_XML_END && ln_str_eq(tag.name, ln_str("loc"))
            && ln_str_eq(tag.prefix, r->prefix))
        {
            rc = ln_check_loc(r, &tag);

        } else {
            rc = ln_check_entry(r, &tag);
        }

        if (rc == LN_DECLINED) {
            return ln_error(err, "it is cut: a <loc> does not end");
        }

        if (rc != LN_OK) {
            return ln_error(err, "no memory");
        }

        if (r->to->sitemaps->n > LN_CHECK_SITEMAPS) {
            return ln_error(err, "there are more than %d sitemaps: check some "
                            "of them at a time", LN_CHECK_SITEMAPS);
        }
    }

    return ln_error(err, "it is cut: it ends without </%s>",
                    (const char *) root.data);
}


/* An entry without a <loc>, or with one of another namespace, names nothing. */

static int
ln_check_entry(ln_check_reader_t *r, const ln_xml_tag_t *tag)
{
    ln_str_t  entry, none = ln_string("");

    entry = r->list == r->to->urls ? ln_str("url") : ln_str("sitemap");

    if (!ln_str_eq(tag->name, entry)) {
        return LN_OK;
    }

    if (tag->kind == LN_XML_BEGIN) {
        r->entry = 1;
        r->named = 0;
        return LN_OK;
    }

    r->entry = 0;

    return r->named && tag->kind == LN_XML_END
           ? LN_OK : ln_check_list_add(r->to->unusable, none);
}


/*
 * Takes the text of the element, up to its end.  LN_DECLINED: it has none.
 * LN_ERROR: there is no memory.
 */

static int
ln_check_loc(ln_check_reader_t *r, const ln_xml_tag_t *tag)
{
    int       rc;
    ln_str_t  text;

    r->named = 1;

    if (tag->kind == LN_XML_EMPTY) {
        return ln_check_list_add(r->to->unusable, ln_str(""));
    }

    rc = ln_xml_text(&r->xml, tag, r->list->alloc, &text);

    if (rc != LN_OK) {
        return rc;
    }

    text = ln_str_trim(text);

    return r->xml.unknown ? ln_check_list_add(r->to->unusable, text)
                          : ln_check_add(r, text);
}


/* Sitemaps may name each other. */

static int
ln_check_add(ln_check_reader_t *r, ln_str_t text)
{
    size_t  i;

    for (i = 0; i < text.len; i++) {
        if (text.data[i] <= ' ' || text.data[i] == 0x7f
            || text.data[i] == '<')
        {
            return ln_check_list_add(r->to->unusable, text);
        }
    }

    if (!ln_check_is_url(text)) {
        return ln_check_list_add(r->to->unusable, text);
    }

    if (r->list == r->to->sitemaps && ln_check_list_has(r->list, text)) {
        return LN_OK;
    }

    return ln_check_list_add(r->list, text);
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
