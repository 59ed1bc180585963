#include "geo/mmdb/ln_mmdb.h"


static int ln_mmdb_pointer(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);


int
ln_mmdb_control_long(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c)
{
    size_t  n;

    static const size_t  base[] = { 0, 29, 285, 65821 };

    if (at >= s->len) {
        return LN_ERROR;
    }

    c->type = s->data[at] >> 5;
    c->size = s->data[at] & 0x1f;
    c->next = at + 1;

    if (c->type == LN_MMDB_POINTER) {
        return ln_mmdb_pointer(s, at, c);
    }

    if (c->type == LN_MMDB_EXTENDED) {
        if (c->next >= s->len) {
            return LN_ERROR;
        }

        c->type = 7 + s->data[c->next++];

        if (c->type == 7 || c->type > LN_MMDB_FLOAT) {
            return LN_ERROR;
        }
    }

    if (c->size >= 29) {
        n = c->size - 28;

        if (s->len - c->next < n) {
            return LN_ERROR;
        }

        c->size = base[n] + ln_mmdb_number(s->data + c->next, n);
        c->next += n;
    }

    return LN_OK;
}


static int
ln_mmdb_pointer(const ln_mmdb_section_t *s, size_t at, ln_mmdb_control_t *c)
{
    size_t  n, high;

    static const size_t  base[] = { 0, 0, 2048, 526336, 0 };

    n = ((s->data[at] >> 3) & 3) + 1;
    high = (n == 4) ? 0 : s->data[at] & 7;

    if (s->len - c->next < n) {
        return LN_ERROR;
    }

    c->size = (high << 8 * n) + ln_mmdb_number(s->data + c->next, n) + base[n];
    c->next += n;

    return c->size < s->len ? LN_OK : LN_ERROR;
}


uint64_t
ln_mmdb_number(const unsigned char *p, size_t len)
{
    size_t    i;
    uint64_t  number;

    for (number = 0, i = 0; i < len; i++) {
        number = number << 8 | p[i];
    }

    return number;
}


size_t
ln_mmdb_skip(const ln_mmdb_section_t *s, size_t at)
{
    size_t             left;
    ln_mmdb_control_t  c;

    for (left = 1; left; left--) {

        if (ln_mmdb_control(s, at, &c) != LN_OK) {
            return s->len;
        }

        at = c.next;

        switch (c.type) {

        case LN_MMDB_MAP:
            left += 2 * c.size;
            break;

        case LN_MMDB_ARRAY:
            left += c.size;
            break;

        case LN_MMDB_POINTER:
        case LN_MMDB_BOOLEAN:
            break;

        default:
            at += c.size;
            break;
        }
    }

    return at;
}


void
ln_mmdb_sides(const ln_mmdb_tree_t *t, const unsigned char *p, size_t n,
    uint32_t *sides)
{
    const unsigned char  *end;

    end = p + n * ln_mmdb_node_size(t);

    switch (t->record_size) {

    case 24:
        for ( /* void */ ; p < end; p += 6, sides += 2) {
            sides[0] = (uint32_t) p[0] << 16 | (uint32_t) p[1] << 8 | p[2];
            sides[1] = (uint32_t) p[3] << 16 | (uint32_t) p[4] << 8 | p[5];
        }

        break;

    case 28:
        for ( /* void */ ; p < end; p += 7, sides += 2) {
            sides[0] = ln_mmdb_number4(p) >> 8
                       | (uint32_t) (p[3] & 0xf0) << 20;
            sides[1] = ln_mmdb_number4(p + 3) & 0xfffffff;
        }

        break;

    default:
        for ( /* void */ ; p < end; p += 8, sides += 2) {
            sides[0] = ln_mmdb_number4(p);
            sides[1] = ln_mmdb_number4(p + 4);
        }
    }
}
