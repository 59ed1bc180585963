/* Names of elements and attributes, and the blanks between them. */

#include "ln_ascii.h"
#include "notice/template/ln_template_name.h"


ln_str_t
ln_template_name(ln_template_parser_t *s)
{
    ln_str_t  name;

    name.data = s->p;

    for ( /* void */ ; s->p < s->end; s->p++) {

        if (!ln_is_alpha(*s->p)
            && (s->p == name.data
                || !(ln_is_digit(*s->p) || *s->p == '-' || *s->p == ':')))
        {
            break;
        }
    }

    name.len = s->p - name.data;

    return name;
}


/* XHTML tells cases apart, HTML does not. */

void
ln_template_write_name(ln_template_parser_t *s, ln_str_t name)
{
    size_t         i;
    unsigned char  c;

    for (i = 0; i < name.len; i++) {
        c = ln_lower(name.data[i]);
        ln_template_write(s, &c, 1);
    }
}


void
ln_template_blanks(ln_template_parser_t *s)
{
    while (s->p < s->end && ln_is_space(*s->p)) {
        s->p++;
    }
}


int
ln_template_in(ln_str_t name, const ln_str_t *list, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (ln_str_caseless_eq(name, list[i])) {
            return 1;
        }
    }

    return 0;
}
