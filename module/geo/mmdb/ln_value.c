#include "geo/mmdb/ln_value.h"
#include "ln_ascii.h"


static size_t ln_value_content(const ln_mmdb_section_t *s,
    const ln_mmdb_control_t *c, ln_value_t *value);
static double ln_value_float(const unsigned char *p, size_t len);
static double ln_value_decimal(ln_str_t text, int *bad);


size_t
ln_value_read(const ln_mmdb_section_t *s, size_t at, ln_value_t *value)
{
    size_t             next, end;
    ln_mmdb_control_t  c;

    value->type = 0;
    value->text.len = 0;
    value->text.data = s->data;
    value->number = 0;
    value->items = 0;
    value->at = at;

    if (ln_mmdb_control(s, at, &c) != LN_OK) {
        return 0;
    }

    next = 0;

    if (c.type == LN_MMDB_POINTER) {
        next = c.next;

        if (ln_mmdb_control(s, c.size, &c) != LN_OK) {
            return 0;
        }
    }

    end = ln_value_content(s, &c, value);

    return next ? next : end;
}


/* Returns the offset behind the value, 0 for a map or array. */

static size_t
ln_value_content(const ln_mmdb_section_t *s, const ln_mmdb_control_t *c,
    ln_value_t *value)
{
    const unsigned char  *p;

    p = s->data + c->next;
    value->type = c->type;

    switch (c->type) {

    case LN_MMDB_UTF8:
        value->text.data = p;
        value->text.len = c->size;
        break;

    case LN_MMDB_MAP:
    case LN_MMDB_ARRAY:
        value->items = c->size;
        value->at = c->next;
        return 0;

    case LN_MMDB_BOOLEAN:
        value->number = (double) c->size;
        return c->next;

    case LN_MMDB_DOUBLE:
    case LN_MMDB_FLOAT:
        value->number = ln_value_float(p, c->size);
        break;

    case LN_MMDB_INT32:
        value->number = (c->size == 4)
                        ? (double) (int32_t) ln_mmdb_number4(p)
                        : (double) ln_mmdb_number(p, c->size);
        break;

    case LN_MMDB_UINT16:
    case LN_MMDB_UINT32:
    case LN_MMDB_UINT64:
        value->number = (double) ln_mmdb_number(p, c->size);
        break;

    default:
        break;
    }

    return c->next + c->size;
}


/* IEEE 754, of 8 or 4 bytes. */

static double
ln_value_float(const unsigned char *p, size_t len)
{
    union {
        uint64_t  bits;
        double    value;
    } d;
    union {
        uint32_t  bits;
        float     value;
    } f;

    if (len == 8) {
        d.bits = ln_mmdb_number8(p);
        return d.value;
    }

    f.bits = ln_mmdb_number4(p);

    return f.value;
}


int
ln_value_number(const ln_value_t *value, double *number)
{
    int  bad;

    switch (value->type) {

    case LN_MMDB_DOUBLE:
    case LN_MMDB_FLOAT:
    case LN_MMDB_INT32:
    case LN_MMDB_UINT16:
    case LN_MMDB_UINT32:
    case LN_MMDB_UINT64:
        *number = value->number;
        bad = (*number != *number);
        break;

    case LN_MMDB_UTF8:
        *number = ln_value_decimal(value->text, &bad);
        break;

    default:
        bad = 1;
    }

    return bad ? LN_DECLINED : LN_OK;
}


/* strtod() without its locale: "-122.0775". */

static double
ln_value_decimal(ln_str_t text, int *bad)
{
    double  number, unit;
    size_t  i, digits;

    number = 0;
    unit = 0;
    digits = 0;

    for (i = (text.len && text.data[0] == '-'); i < text.len; i++) {

        if (text.data[i] == '.' && unit == 0) {
            unit = 1;
            continue;
        }

        if (!ln_is_digit(text.data[i])) {
            break;
        }

        unit /= 10;
        digits++;
        number = unit != 0 ? number + unit * (text.data[i] - '0')
                           : number * 10 + (text.data[i] - '0');
    }

    *bad = (digits == 0 || digits > 24 || i < text.len);

    return text.len && text.data[0] == '-' ? -number : number;
}
