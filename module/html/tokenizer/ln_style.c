#include "html/tokenizer/ln_style.h"
#include "ln_ascii.h"


static const unsigned char *
ln_style_blanks(const unsigned char *p, const unsigned char *end)
{
    while (p < end && ln_is_space(*p)) {
        p++;
    }

    return p;
}


/* A `display` has ended at p. */
static int
ln_style_none(const unsigned char *p, const unsigned char *end)
{
    ln_str_t  rest;

    p = ln_style_blanks(p, end);

    if (p == end || *p != ':') {
        return 0;
    }

    rest.data = ln_style_blanks(p + 1, end);
    rest.len = (size_t) (end - rest.data);

    if (!ln_str_caseless_begins(rest, ln_str("none"))) {
        return 0;
    }

    p = ln_style_blanks(rest.data + 4, end);

    return p == end || *p == ';' || *p == '!';
}


int
ln_style_hides(ln_str_t style)
{
    ln_str_t              rest;
    const unsigned char  *p, *end;

    end = style.data + style.len;

    for (p = style.data; /* void */ ; p++) {
        p = ln_style_blanks(p, end);

        rest.data = p;
        rest.len = (size_t) (end - p);

        if (rest.len && ln_lower(*p) == 'd'
            && ln_str_caseless_begins(rest, ln_str("display"))
            && ln_style_none(p + 7, end))
        {
            return 1;
        }

        p = rest.len ? memchr(p, ';', rest.len) : NULL;

        if (p == NULL) {
            return 0;
        }
    }
}


int
ln_style_hidden(const ln_attributes_t *attributes)
{
    ln_str_t  style;

    return ln_attribute_find(attributes, LN_ATTRIBUTE_STYLE, &style)
           && ln_style_hides(style);
}
