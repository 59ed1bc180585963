#include "field/ln_form_field.h"
#include "ln_ascii.h"


static ln_str_t ln_form_field_decode(ln_str_t s, unsigned char *out);
static int ln_form_field_byte(const unsigned char *p, size_t left);


int
ln_form_field(ln_str_t form, ln_str_t name, unsigned char *out,
    ln_str_t *value)
{
    ln_str_t              field;
    const unsigned char  *end, *equals;

    while (form.len) {
        field = form;
        end = memchr(form.data, '&', form.len);

        if (end) {
            field.len = end - form.data;
        }

        form.data += field.len + (end != NULL);
        form.len -= field.len + (end != NULL);

        equals = field.len ? memchr(field.data, '=', field.len) : NULL;
        value->data = equals ? equals + 1 : field.data + field.len;
        value->len = field.data + field.len - value->data;
        field.len -= value->len + (equals != NULL);

        if (ln_str_eq(ln_form_field_decode(field, out), name)) {
            *value = ln_form_field_decode(*value, out);
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


static ln_str_t
ln_form_field_decode(ln_str_t s, unsigned char *out)
{
    int       c;
    size_t    i;
    ln_str_t  decoded;

    decoded.data = out;

    for (i = 0; i < s.len; i++) {
        c = ln_form_field_byte(&s.data[i], s.len - i);

        if (c >= 0) {
            *out++ = c;
            i += 2;
            continue;
        }

        *out++ = (s.data[i] == '+') ? ' ' : s.data[i];
    }

    decoded.len = out - decoded.data;

    return decoded;
}


/* What `%XX` at p stands for; -1 where there is none. */

static int
ln_form_field_byte(const unsigned char *p, size_t left)
{
    int       value;
    unsigned  i, c;

    if (left < 3 || p[0] != '%') {
        return -1;
    }

    value = 0;

    for (i = 1; i <= 2; i++) {
        c = ln_lower(p[i]);

        if (ln_is_digit(c)) {
            value = 16 * value + (c - '0');

        } else if (c >= 'a' && c <= 'f') {
            value = 16 * value + (c - 'a' + 10);

        } else {
            return -1;
        }
    }

    return value;
}
