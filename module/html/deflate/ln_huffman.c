#include "html/deflate/ln_huffman.h"


/* Symbols by the lengths of their codes. */
typedef struct {
    uint16_t  symbols[LN_HUFFMAN_LITERALS];
    uint16_t  count[LN_HUFFMAN_BITS + 1];
    unsigned  longest;
} ln_huffman_order_t;


/* A table that is made. */
typedef struct {
    ln_huffman_entry_t  *table;
    unsigned             lookup;        /* bits of the first look-up */
    unsigned             room;
    unsigned             used;
    unsigned             prefix;        /* of the last subtable */
    unsigned             width;         /* .. whose bits these are; 0: none */
} ln_huffman_maker_t;


static const uint16_t  ln_length_bases[29] = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67,
    83, 99, 115, 131, 163, 195, 227, 258
};

static const uint8_t  ln_length_extras[29] = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5,
    5, 5, 5, 0
};


static int ln_huffman_sort(ln_huffman_kind_t kind, const uint8_t *lens,
    unsigned n, ln_huffman_order_t *order);
static int ln_huffman_put(ln_huffman_maker_t *maker,
    const ln_huffman_order_t *order, unsigned code, unsigned bits,
    unsigned left, ln_huffman_entry_t entry);
static ln_huffman_entry_t ln_huffman_entry(ln_huffman_kind_t kind,
    unsigned symbol, unsigned bits);
static unsigned ln_huffman_width(const ln_huffman_order_t *order,
    unsigned bits, unsigned lookup, unsigned left);
static unsigned ln_huffman_reverse(unsigned code, unsigned bits);


int
ln_huffman_table(ln_huffman_kind_t kind, const uint8_t *lens, unsigned n,
    ln_huffman_entry_t *table)
{
    unsigned            i, k, bits, code;
    ln_huffman_order_t  order;
    ln_huffman_maker_t  maker;

    static const uint16_t  lookups[] = {
        LN_HUFFMAN_LITERAL_BITS, LN_HUFFMAN_DISTANCE_BITS,
        LN_HUFFMAN_LENGTH_BITS
    };
    static const uint16_t  rooms[] = {
        LN_HUFFMAN_LITERAL_SIZE, LN_HUFFMAN_DISTANCE_SIZE,
        LN_HUFFMAN_LENGTH_SIZE
    };

    if (ln_huffman_sort(kind, lens, n, &order) != LN_OK) {
        return LN_ERROR;
    }

    maker.table = table;
    maker.lookup = lookups[kind];
    maker.room = rooms[kind];
    maker.used = 1u << maker.lookup;
    maker.width = 0;

    if (order.longest < 2 && order.count[1] < 2) {

        /* what is no code is known by its first bit */

        for (i = 0; i < maker.used; i++) {
            table[i] = LN_HUFFMAN_ODD | 1u << 8 | 1;
        }
    }

    code = 0;
    k = 0;

    for (bits = 1; bits <= order.longest; bits++) {
        for (i = order.count[bits]; i > 0; i--) {
            if (ln_huffman_put(&maker, &order, code++, bits, i,
                               ln_huffman_entry(kind, order.symbols[k++], bits))
                != LN_OK)
            {
                return LN_ERROR;
            }
        }

        code <<= 1;
    }

    return LN_OK;
}


static int
ln_huffman_sort(ln_huffman_kind_t kind, const uint8_t *lens, unsigned n,
    ln_huffman_order_t *order)
{
    int       left;
    unsigned  i, bits, used;
    uint16_t  next[LN_HUFFMAN_BITS + 2];

    memset(order->count, 0, sizeof(order->count));

    for (i = 0; i < n; i++) {
        order->count[lens[i]]++;
    }

    used = n - order->count[0];
    order->count[0] = 0;
    order->longest = 0;
    next[1] = 0;
    left = 1;

    for (bits = 1; bits <= LN_HUFFMAN_BITS; bits++) {
        left = left * 2 - order->count[bits];

        if (left < 0) {
            return LN_ERROR;
        }

        if (order->count[bits]) {
            order->longest = bits;
        }

        next[bits + 1] = (uint16_t) (next[bits] + order->count[bits]);
    }

    if (left > 0 && used > 0
        && (order->longest > 1 || kind == LN_HUFFMAN_OF_LENGTHS))
    {
        return LN_ERROR;
    }

    for (i = 0; i < n; i++) {
        if (lens[i]) {
            order->symbols[next[lens[i]]++] = (uint16_t) i;
        }
    }

    return LN_OK;
}


/* Puts an entry where its code leads; left: codes of as many bits to come. */

static int
ln_huffman_put(ln_huffman_maker_t *maker, const ln_huffman_order_t *order,
    unsigned code, unsigned bits, unsigned left, ln_huffman_entry_t entry)
{
    unsigned             at, end, prefix, step;
    ln_huffman_entry_t  *table;

    at = ln_huffman_reverse(code, bits);

    if (bits <= maker->lookup) {
        end = 1u << maker->lookup;

        for (step = 1u << bits; at < end; at += step) {
            maker->table[at] = entry;
        }

        return LN_OK;
    }

    prefix = at & ((1u << maker->lookup) - 1);

    if (maker->width == 0 || maker->prefix != prefix) {
        maker->prefix = prefix;
        maker->width = ln_huffman_width(order, bits, maker->lookup, left);

        if (maker->room - maker->used < 1u << maker->width) {
            return LN_ERROR;
        }

        maker->table[prefix] = LN_HUFFMAN_ODD | LN_HUFFMAN_LINK
                               | maker->used << 16 | maker->width << 8
                               | maker->lookup;
        maker->used += 1u << maker->width;
    }

    table = maker->table + ln_huffman_value(maker->table[prefix]);
    end = 1u << maker->width;
    at >>= maker->lookup;

    for (step = 1u << (bits - maker->lookup); at < end; at += step) {
        table[at] = entry;
    }

    return LN_OK;
}


static ln_huffman_entry_t
ln_huffman_entry(ln_huffman_kind_t kind, unsigned symbol, unsigned bits)
{
    unsigned            base, extra;
    ln_huffman_entry_t  entry;

    entry = bits << 8;

    if (kind == LN_HUFFMAN_OF_LENGTHS) {
        return entry | symbol << 16 | bits;
    }

    if (kind == LN_HUFFMAN_OF_DISTANCES) {
        base = ln_huffman_distance_base(symbol, &extra);

    } else if (symbol < LN_HUFFMAN_END) {
        return entry | LN_HUFFMAN_LITERAL | symbol << 16 | bits;

    } else if (symbol == LN_HUFFMAN_END) {
        return entry | LN_HUFFMAN_ODD | LN_HUFFMAN_STOP | bits;

    } else {
        base = ln_huffman_length_base(symbol, &extra);
    }

    if (base == 0) {

        /* symbols that the fixed codes have, and no stream */

        return entry | LN_HUFFMAN_ODD | bits;
    }

    return entry | base << 16 | (bits + extra);
}


/*
 * Bits of a subtable, whose first code has `bits` bits.  A code with subtables
 * is complete: its longest ones leave no room.
 */

static unsigned
ln_huffman_width(const ln_huffman_order_t *order, unsigned bits,
    unsigned lookup, unsigned left)
{
    int       room;
    unsigned  width;

    width = bits - lookup;
    room = 1 << width;
    room -= (int) left;

    while (room > 0) {
        bits++;
        width++;
        room = room * 2 - order->count[bits];
    }

    return width;
}


void
ln_huffman_codes(const uint8_t *lens, unsigned n, uint16_t *codes)
{
    unsigned  i, bits, code;
    unsigned  count[LN_HUFFMAN_BITS + 1], next[LN_HUFFMAN_BITS + 1];

    memset(count, 0, sizeof(count));

    for (i = 0; i < n; i++) {
        count[lens[i]]++;
    }

    count[0] = 0;
    next[0] = 0;
    code = 0;

    for (bits = 1; bits <= LN_HUFFMAN_BITS; bits++) {
        code = (code + count[bits - 1]) << 1;
        next[bits] = code;
    }

    for (i = 0; i < n; i++) {
        codes[i] = 0;

        if (lens[i]) {
            codes[i] = (uint16_t) ln_huffman_reverse(next[lens[i]]++, lens[i]);
        }
    }
}


static unsigned
ln_huffman_reverse(unsigned code, unsigned bits)
{
    code = (code & 0x5555) << 1 | (code >> 1 & 0x5555);
    code = (code & 0x3333) << 2 | (code >> 2 & 0x3333);
    code = (code & 0x0f0f) << 4 | (code >> 4 & 0x0f0f);
    code = (code & 0x00ff) << 8 | (code >> 8 & 0x00ff);

    return code >> (16 - bits);
}


void
ln_huffman_fixed(uint8_t *literals, uint8_t *distances)
{
    memset(literals, 8, 144);
    memset(literals + 144, 9, 112);
    memset(literals + 256, 7, 24);
    memset(literals + 280, 8, 8);
    memset(distances, 5, LN_HUFFMAN_DISTANCES);
}


unsigned
ln_huffman_length_symbol(unsigned len)
{
    unsigned  extra;

    if (len < 11) {
        return LN_HUFFMAN_END + 1 + len - 3;
    }

    if (len == 258) {
        return LN_HUFFMAN_END + 29;
    }

    /* four symbols for each power of two */

    extra = 29 - (unsigned) __builtin_clz(len - 3);

    return LN_HUFFMAN_END + 5 + 4 * extra + ((len - 3) >> extra & 3);
}


unsigned
ln_huffman_distance_symbol(unsigned distance)
{
    unsigned  top;

    if (distance < 3) {
        return distance - 1;
    }

    /* two symbols for each power of two */

    top = 31 - (unsigned) __builtin_clz(distance - 1);

    return 2 * top + ((distance - 1) >> (top - 1) & 1);
}


unsigned
ln_huffman_length_base(unsigned symbol, unsigned *extra)
{
    *extra = 0;

    if (symbol > LN_HUFFMAN_END + 29) {
        return 0;
    }

    *extra = ln_length_extras[symbol - LN_HUFFMAN_END - 1];

    return ln_length_bases[symbol - LN_HUFFMAN_END - 1];
}


unsigned
ln_huffman_distance_base(unsigned symbol, unsigned *extra)
{
    *extra = 0;

    if (symbol < 2) {
        return symbol + 1;
    }

    if (symbol > 29) {
        return 0;
    }

    *extra = symbol / 2 - 1;

    return ((2 + (symbol & 1)) << *extra) + 1;
}
