#include <stdlib.h>

#include "ln_ascii.h"
#include "notice/ln_cldr.h"
#include "notice/ln_script.h"


static void ln_script_subtag(ln_script_parts_t *parts, ln_str_t s);
static int ln_script_is(ln_str_t s, size_t len, int (*is)(unsigned char c));
static void ln_script_copy(char *to, ln_str_t s, size_t ncapitals);
static int ln_script_compare(const void *a, const void *b);


void
ln_script_split(ln_str_t tag, ln_script_parts_t *parts)
{
    size_t    at;
    ln_str_t  s;

    memset(parts, 0, sizeof(ln_script_parts_t));

    for (at = 0; at < tag.len; at += s.len + 1) {
        s.data = tag.data + at;

        for (s.len = 0; at + s.len < tag.len; s.len++) {
            if (s.data[s.len] == '-') {
                break;
            }
        }

        /* a single letter introduces an extension */

        if (s.len == 1) {
            return;
        }

        if (at) {
            ln_script_subtag(parts, s);

        } else if (s.len < sizeof(parts->language)) {
            ln_script_copy(parts->language, s, 0);
        }
    }
}


static void
ln_script_subtag(ln_script_parts_t *parts, ln_str_t s)
{
    if (ln_script_is(s, 4, ln_is_alpha)) {
        if (*parts->script == '\0') {
            ln_script_copy(parts->script, s, 1);
        }

    } else if (ln_script_is(s, 2, ln_is_alpha)
               || ln_script_is(s, 3, ln_is_digit))
    {
        if (*parts->region == '\0') {
            ln_script_copy(parts->region, s, 2);
        }
    }
}


/* 1 for len bytes of one class. */

static int
ln_script_is(ln_str_t s, size_t len, int (*is)(unsigned char c))
{
    size_t  i;

    if (s.len != len) {
        return 0;
    }

    for (i = 0; i < len; i++) {
        if (!is(s.data[i])) {
            return 0;
        }
    }

    return 1;
}


/* The first ncapitals letters as capitals, the others as small ones. */

static void
ln_script_copy(char *to, ln_str_t s, size_t ncapitals)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        to[i] = (char) (i < ncapitals ? ln_upper(s.data[i])
                                      : ln_lower(s.data[i]));
    }
}


const char *
ln_script_likely(const ln_script_parts_t *parts)
{
    ln_cldr_script_t         key;
    const ln_cldr_script_t  *row;

    memcpy(key.language, parts->language, sizeof(key.language));
    memcpy(key.region, parts->region, sizeof(key.region));

    row = bsearch(&key, ln_cldr_scripts, ln_cldr_nscripts, sizeof(key),
                  ln_script_compare);

    if (row == NULL) {
        key.region[0] = '\0';
        row = bsearch(&key, ln_cldr_scripts, ln_cldr_nscripts, sizeof(key),
                      ln_script_compare);
    }

    return row ? row->script : "";
}


static int
ln_script_compare(const void *a, const void *b)
{
    int                      order;
    const ln_cldr_script_t  *key = a, *row = b;

    order = strcmp(key->language, row->language);

    return order ? order : strcmp(key->region, row->region);
}


int
ln_script_rtl(const char *script)
{
    unsigned  i;

    for (i = 0; i < ln_cldr_nrtl; i++) {
        if (strcmp(script, ln_cldr_rtl[i]) == 0) {
            return 1;
        }
    }

    return 0;
}
