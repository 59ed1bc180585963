/* Names of elements and attributes, and the blanks between them. */

#include "notice/ln_template_part.h"


ln_str_t
ln_template_name(ln_template_parser_t *s)
{
    ln_str_t       name;
    unsigned char  c;

    name.data = s->p;

    for ( /* void */ ; s->p < s->end; s->p++) {
        c = *s->p | 0x20;

        if (!(c >= 'a' && c <= 'z')
            && (s->p == name.data
                || !((*s->p >= '0' && *s->p <= '9') || *s->p == '-'
                     || *s->p == ':')))
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
        c = name.data[i];
        c = (c >= 'A' && c <= 'Z') ? (c | 0x20) : c;
        ln_template_write(s, &c, 1);
    }
}


void
ln_template_blanks(ln_template_parser_t *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n'
                             || *s->p == '\r' || *s->p == '\f'))
    {
        s->p++;
    }
}


/* b is in lower case, or a name as a's. */

int
ln_template_same(ln_str_t a, ln_str_t b)
{
    size_t  i;

    if (a.len != b.len) {
        return 0;
    }

    for (i = 0; i < a.len; i++) {
        if (a.data[i] != b.data[i]
            && ((a.data[i] ^ b.data[i]) != 0x20
                || (a.data[i] | 0x20) < 'a' || (a.data[i] | 0x20) > 'z'))
        {
            return 0;
        }
    }

    return 1;
}


int
ln_template_in(ln_str_t name, const ln_str_t *list, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (ln_template_same(name, list[i])) {
            return 1;
        }
    }

    return 0;
}
