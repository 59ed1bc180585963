#include "ln_ascii.h"
#include "notice/ln_language.h"
#include "notice/ln_script.h"


static size_t ln_language_subtag(ln_str_t tag, size_t at);
static int ln_language_alpha(ln_str_t s);
static int ln_language_alnum(ln_str_t s);
static int ln_language_exact(ln_str_t tag, const ln_str_t *tags,
    unsigned ntags);
static int ln_language_likely(ln_str_t tag, const ln_str_t *tags,
    unsigned ntags);


/*
 * The grammar of a langtag (RFC 5646, 2.1) as far as tags of texts need it:
 * language, then subtags of 1 to 8 letters and digits.
 */

int
ln_language_valid(ln_str_t tag)
{
    size_t    at, len;
    ln_str_t  s;

    for (at = 0; at <= tag.len; at += len + 1) {
        len = ln_language_subtag(tag, at);
        s.data = tag.data + at;
        s.len = len;

        if (at == 0) {
            if (len < 2 || len > 3 || !ln_language_alpha(s)) {
                return 0;
            }

        } else if (len < 1 || len > 8 || !ln_language_alnum(s)
                   || (len == 1 && at + len == tag.len))
        {
            return 0;
        }
    }

    return 1;
}


/* The length of the subtag that begins at offset at. */

static size_t
ln_language_subtag(ln_str_t tag, size_t at)
{
    size_t  end;

    for (end = at; end < tag.len && tag.data[end] != '-'; end++) {
        /* void */
    }

    return end - at;
}


static int
ln_language_alpha(ln_str_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!ln_is_alpha(s.data[i])) {
            return 0;
        }
    }

    return 1;
}


static int
ln_language_alnum(ln_str_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!ln_is_alnum(s.data[i])) {
            return 0;
        }
    }

    return 1;
}


const char *
ln_language_dir(ln_str_t tag)
{
    const char         *script;
    ln_script_parts_t   parts;

    ln_script_split(tag, &parts);

    script = *parts.script ? parts.script : ln_script_likely(&parts);

    return ln_script_rtl(script) ? "rtl" : "ltr";
}


int
ln_language_lookup(ln_str_t range, const ln_str_t *tags, unsigned ntags)
{
    int       found;
    size_t    len;
    unsigned  i;
    ln_str_t  s, head;

    s = range;

    while (s.len) {
        found = ln_language_exact(s, tags, ntags);

        if (found < 0) {
            found = ln_language_likely(s, tags, ntags);
        }

        if (found >= 0) {
            return found;
        }

        while (s.len && s.data[s.len - 1] != '-') {
            s.len--;
        }

        if (s.len) {
            s.len--;
        }

        /* a single letter goes with the subtag it introduces (RFC 4647) */

        if (s.len > 2 && s.data[s.len - 2] == '-') {
            s.len -= 2;
        }
    }

    len = ln_language_subtag(range, 0);
    range.len = len;

    for (i = 0; len && i < ntags; i++) {
        head.data = tags[i].data;
        head.len = ln_language_subtag(tags[i], 0);

        if (ln_str_caseless_eq(head, range)) {
            return (int) i;
        }
    }

    return -1;
}


static int
ln_language_exact(ln_str_t tag, const ln_str_t *tags, unsigned ntags)
{
    unsigned  i;

    for (i = 0; i < ntags; i++) {
        if (ln_str_caseless_eq(tag, tags[i])) {
            return (int) i;
        }
    }

    return -1;
}


/* "zh-TW", which has no script, as "zh-Hant". */

static int
ln_language_likely(ln_str_t tag, const ln_str_t *tags, unsigned ntags)
{
    int                 n;
    char                text[sizeof("sgn-Sgnw")];
    ln_str_t            likely;
    const char         *script;
    ln_script_parts_t   parts;

    ln_script_split(tag, &parts);
    script = ln_script_likely(&parts);

    if (*script == '\0' || *parts.region == '\0'
        || tag.len != strlen(parts.language) + 1 + strlen(parts.region))
    {
        return -1;
    }

    n = snprintf(text, sizeof(text), "%s-%s", parts.language, script);

    likely.data = (unsigned char *) text;
    likely.len = (size_t) n;

    return ln_language_exact(likely, tags, ntags);
}
