#include "html/stack/ln_style.h"
#include "ln_ascii.h"


/* Blanks, and a comment's end before a word or its beginning behind one. */
static int
ln_style_parts(unsigned char c)
{
    return ln_is_space(c) || c == '/' || c == ';';
}


/* A `display` has ended at p. */
static int
ln_style_none(const unsigned char *p, const unsigned char *end)
{
    ln_str_t  rest;

    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end || *p != ':') {
        return 0;
    }

    do {
        p++;
    } while (p < end && ln_is_space(*p));

    rest.data = p;
    rest.len = (size_t) (end - p);

    if (!ln_str_caseless_begins(rest, ln_str("none"))) {
        return 0;
    }

    p += 4;

    return p == end || *p == '!' || ln_style_parts(*p);
}


int
ln_style_hides(ln_str_t style)
{
    size_t    i;
    ln_str_t  rest;

    for (i = 0; i < style.len; i++) {
        if (ln_lower(style.data[i]) != 'd'
            || (i > 0 && !ln_style_parts(style.data[i - 1])))
        {
            continue;
        }

        rest.data = style.data + i;
        rest.len = style.len - i;

        if (ln_str_caseless_begins(rest, ln_str("display"))
            && ln_style_none(rest.data + 7, style.data + style.len))
        {
            return 1;
        }
    }

    return 0;
}


int
ln_style_hidden(const ln_attributes_t *attributes)
{
    ln_str_t  style;

    return ln_attribute_find(attributes, LN_ATTRIBUTE_STYLE, &style)
           && ln_style_hides(style);
}
