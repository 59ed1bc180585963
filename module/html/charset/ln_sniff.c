#include "html/charset/ln_sniff.h"
#include "ln_ascii.h"


static int ln_sniff_pattern(const char *pattern, const unsigned char *p,
    size_t len);


/* Each but the comment must be followed by a blank or `>`. */

static const char  *ln_sniff_patterns[] = {
    "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div",
    "<font", "<table", "<a", "<style", "<title", "<b", "<body", "<br", "<p",
    "<!--", NULL
};


int
ln_sniff_html(const unsigned char *p, size_t len, int last)
{
    int     rc, more;
    size_t  i;

    if (len >= LN_SNIFF_BYTES) {
        len = LN_SNIFF_BYTES;
        last = 1;
    }

    while (len && ln_is_space(*p)) {
        p++;
        len--;
    }

    more = 0;

    for (i = 0; ln_sniff_patterns[i] != NULL; i++) {
        rc = ln_sniff_pattern(ln_sniff_patterns[i], p, len);

        if (rc == LN_OK) {
            return LN_OK;
        }

        more |= (rc == LN_ERROR);
    }

    return more && !last ? LN_ERROR : LN_DECLINED;
}


static int
ln_sniff_pattern(const char *pattern, const unsigned char *p, size_t len)
{
    size_t  i;

    for (i = 0; pattern[i] != '\0'; i++) {

        if (i == len) {
            return LN_ERROR;
        }

        if (ln_lower(p[i]) != (unsigned char) pattern[i]) {
            return LN_DECLINED;
        }
    }

    if (pattern[i - 1] == '-') {
        return LN_OK;
    }

    if (i == len) {
        return LN_ERROR;
    }

    return p[i] == ' ' || p[i] == '>' ? LN_OK : LN_DECLINED;
}
