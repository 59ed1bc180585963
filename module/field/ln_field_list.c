#include "field/ln_field_list.h"
#include "ln_ascii.h"


static ln_str_t ln_field_take(ln_str_t *value, unsigned char separator);
static const unsigned char *ln_field_quoted_end(const unsigned char *p,
    const unsigned char *end);
static int ln_field_is_tchar(unsigned char c);
static int ln_field_is_quoted(ln_str_t value);


ln_str_t
ln_field_trim(ln_str_t value)
{
    while (value.len && (*value.data == ' ' || *value.data == '\t')) {
        value.data++;
        value.len--;
    }

    while (value.len && (value.data[value.len - 1] == ' '
                         || value.data[value.len - 1] == '\t'))
    {
        value.len--;
    }

    return value;
}


int
ln_field_is_token(ln_str_t value)
{
    size_t  i;

    for (i = 0; i < value.len; i++) {
        if (!ln_field_is_tchar(value.data[i])) {
            return 0;
        }
    }

    return value.len > 0;
}


static int
ln_field_is_tchar(unsigned char c)
{
    /* RFC 9110, 5.6.2: letters, digits and !#$%&'*+-.^_`|~ */

    static const uint32_t  tchars[8] = {
        0x00000000, 0x03ff6cfa, 0xc7fffffe, 0x57ffffff
    };

    return (tchars[c >> 5] >> (c & 0x1f)) & 1;
}


int
ln_field_is_url(ln_str_t value)
{
    size_t         i, n;
    unsigned char  c;

    for (i = 0; i < value.len; i++) {
        c = value.data[i];

        if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '"') {
            return 0;
        }
    }

    if (value.len > 7 && memcmp(value.data, "http://", 7) == 0) {
        n = 7;

    } else if (value.len > 8 && memcmp(value.data, "https://", 8) == 0) {
        n = 8;

    } else {
        return 0;
    }

    return memchr("/?#:", value.data[n], 4) == NULL;
}


int
ln_field_list_next(ln_str_t *list, ln_str_t *element)
{
    while (list->len) {
        *element = ln_field_take(list, ',');

        if (element->len) {
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


ln_str_t
ln_field_head(ln_str_t *element)
{
    return ln_field_take(element, ';');
}


/*
 * Takes what stands before the first separator outside of a quoted string off
 * the value, and the separator with it.
 */

static ln_str_t
ln_field_take(ln_str_t *value, unsigned char separator)
{
    ln_str_t              taken;
    const unsigned char  *p, *end;

    p = value->data;
    end = p + value->len;

    while (p < end && *p != separator) {
        p = *p == '"' ? ln_field_quoted_end(p, end) : p + 1;
    }

    taken.data = value->data;
    taken.len = p - value->data;

    p += (p < end);

    value->data = p;
    value->len = end - p;

    return ln_field_trim(taken);
}


/*
 * Behind the quoted string that begins at p; end if nothing closes it.  A
 * backslash may be the last byte.
 */

static const unsigned char *
ln_field_quoted_end(const unsigned char *p, const unsigned char *end)
{
    for (p++; p < end; p++) {
        if (*p == '"') {
            return p + 1;
        }

        if (*p == '\\' && ++p == end) {
            break;
        }
    }

    return end;
}


int
ln_field_parameter_next(ln_str_t *parameters, ln_field_parameter_t *parameter)
{
    ln_str_t              text;
    const unsigned char  *p;

    do {
        if (parameters->len == 0) {
            return LN_DECLINED;
        }

        text = ln_field_take(parameters, ';');

    } while (text.len == 0);

    p = memchr(text.data, '=', text.len);

    if (p == NULL) {
        return LN_ERROR;
    }

    parameter->name.data = text.data;
    parameter->name.len = p - text.data;
    parameter->value.data = p + 1;
    parameter->value.len = text.len - parameter->name.len - 1;
    parameter->quoted = 0;

    if (!ln_field_is_token(parameter->name)) {
        return LN_ERROR;
    }

    if (ln_field_is_token(parameter->value)) {
        return LN_OK;
    }

    if (!ln_field_is_quoted(parameter->value)) {
        return LN_ERROR;
    }

    parameter->value.data++;
    parameter->value.len -= 2;
    parameter->quoted = 1;

    return LN_OK;
}


/* Whether the value is one quoted string, whole (RFC 9110, 5.6.4). */

static int
ln_field_is_quoted(ln_str_t value)
{
    size_t         i;
    unsigned char  c;

    if (value.len < 2 || value.data[0] != '"') {
        return 0;
    }

    for (i = 1; i < value.len; i++) {
        c = value.data[i];

        if (c == '"') {
            return i == value.len - 1;
        }

        if (c == '\\') {
            if (++i == value.len) {
                return 0;
            }

            c = value.data[i];
        }

        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return 0;
        }
    }

    return 0;
}


size_t
ln_field_unquote(ln_str_t value, unsigned char *out)
{
    size_t  i, n;

    n = 0;

    for (i = 0; i < value.len; i++) {
        if (value.data[i] == '\\' && i + 1 < value.len) {
            i++;
        }

        out[n++] = value.data[i];
    }

    return n;
}


int
ln_field_is_weight(const ln_field_parameter_t *parameter)
{
    return parameter->name.len == 1 && (parameter->name.data[0] | 0x20) == 'q';
}


int
ln_field_weight(const ln_field_parameter_t *parameter, unsigned *weight)
{
    size_t    i;
    ln_str_t  value;
    unsigned  scale;

    value = parameter->value;

    if (parameter->quoted || value.len == 0 || value.len > 5
        || value.data[0] < '0' || value.data[0] > '1'
        || (value.len > 1 && value.data[1] != '.'))
    {
        return LN_ERROR;
    }

    *weight = (value.data[0] - '0') * 1000;
    scale = 100;

    for (i = 2; i < value.len; i++) {
        if (!ln_is_digit(value.data[i])) {
            return LN_ERROR;
        }

        *weight += (value.data[i] - '0') * scale;
        scale /= 10;
    }

    return *weight <= 1000 ? LN_OK : LN_ERROR;
}
