#include "html/charset/ln_sniff.h"
#include "ln_ascii.h"


static int ln_sniff_tag(const char *tag, const unsigned char *p, size_t len);


/*
 * Chromium 156 takes whatever begins with one of these for HTML: `<article` by
 * `<a`, too, and a tag that its name's first letters end.
 */

static const char  *ln_sniff_beginnings[] = {
    "<!--", "<!doctype html", "<a", "<b", "<div", "<font", "<h1", "<head",
    "<html", "<iframe", "<p", "<script", "<style", "<table", "<title", NULL
};


/* Firefox has these besides; a blank or `>` must follow. */

static const char  *ln_sniff_names[] = {
    "<center", "<form", "<frameset", "<h2", "<h3", "<h4", "<h5", "<h6", "<img",
    "<isindex", "<link", "<meta", NULL
};


/* Bytes of no text (MIME Sniffing Standard, 3): control characters but ESC. */

#define ln_sniff_is_binary(c)                                                 \
    ((c) <= 0x08 || (c) == 0x0b || ((c) >= 0x0e && (c) <= 0x1a)               \
     || ((c) >= 0x1c && (c) <= 0x1f))


int
ln_sniff_html(const unsigned char *p, size_t len, int last)
{
    int     rc, more;
    size_t  i;

    if (len >= LN_SNIFF_BYTES) {
        len = LN_SNIFF_BYTES;
        last = 1;
    }

    while (len && (ln_is_space(*p) || *p == '\v')) {
        p++;
        len--;
    }

    more = 0;

    for (i = 0; ln_sniff_beginnings[i] != NULL; i++) {
        rc = ln_sniff_tag(ln_sniff_beginnings[i], p, len);

        if (rc > 0) {
            return LN_OK;
        }

        more |= (rc == 0);
    }

    for (i = 0; ln_sniff_names[i] != NULL; i++) {
        rc = ln_sniff_tag(ln_sniff_names[i], p, len);

        if (rc > 0 && (size_t) rc < len) {
            if (p[rc] == ' ' || p[rc] == '>') {
                return LN_OK;
            }

            continue;
        }

        more |= (rc >= 0);
    }

    return more && !last ? LN_ERROR : LN_DECLINED;
}


/* The tag's length if p begins with it; 0: p may; -1: it does not. */

static int
ln_sniff_tag(const char *tag, const unsigned char *p, size_t len)
{
    int  i;

    for (i = 0; tag[i] != '\0'; i++) {

        if ((size_t) i == len) {
            return 0;
        }

        if (ln_lower(p[i]) != (unsigned char) tag[i]) {
            return -1;
        }
    }

    return i;
}


int
ln_sniff_text(const unsigned char *p, size_t len, int last)
{
    size_t  i;

    if (len >= LN_SNIFF_BYTES) {
        len = LN_SNIFF_BYTES;
        last = 1;
    }

    if (len >= 2 && ((p[0] == 0xfe && p[1] == 0xff)
                     || (p[0] == 0xff && p[1] == 0xfe)))
    {
        return LN_OK;
    }

    for (i = 0; i < len; i++) {
        if (ln_sniff_is_binary(p[i])) {
            return LN_DECLINED;
        }
    }

    return last ? LN_OK : LN_ERROR;
}
