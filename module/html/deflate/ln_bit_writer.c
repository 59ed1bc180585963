#include "html/deflate/ln_bit_writer.h"


static void ln_bit_writer_settle(ln_bit_writer_t *writer);


void
ln_bit_writer_put(ln_bit_writer_t *writer, uint32_t bits, unsigned n)
{
    writer->word |= (uint64_t) bits << writer->n;
    writer->n += n;
    ln_bit_writer_settle(writer);
}


/* Moves whole bytes of the word to the others. */

static void
ln_bit_writer_settle(ln_bit_writer_t *writer)
{
    uint64_t  word;

    if (writer->used + LN_BITS_SLACK > LN_BIT_WRITER_ROOM) {
        (void) ln_bit_writer_flush(writer);
    }

    word = writer->word;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif

    memcpy(writer->bytes + writer->used, &word, sizeof(word));

    writer->used += writer->n >> 3;
    writer->word = writer->n < 8 ? writer->word
                                 : writer->word >> (writer->n & ~7u);
    writer->n &= 7;
}


void
ln_bit_writer_copy(ln_bit_writer_t *writer, const ln_bits_t *bits,
    uint64_t from, uint64_t to)
{
    unsigned  n;

    while (from < to) {

        if (((from | writer->n) & 7) == 0 && to - from >= 64) {
            ln_bit_writer_bytes(writer, ln_bits_byte(bits, from),
                                (size_t) (to - from) >> 3);
            from += (to - from) & ~(uint64_t) 7;
            continue;
        }

        /* up to the next byte of the input, where both may agree */

        n = to - from < 48 ? (unsigned) (to - from) : 48 - (from & 7);

        writer->word |= (ln_bits_at(bits, from) & (((uint64_t) 1 << n) - 1))
                        << writer->n;
        writer->n += n;
        ln_bit_writer_settle(writer);
        from += n;
    }
}


void
ln_bit_writer_bytes(ln_bit_writer_t *writer, const unsigned char *bytes,
    size_t len)
{
    size_t  n;

    if (writer->used + len > LN_BIT_WRITER_ROOM) {
        (void) ln_bit_writer_flush(writer);
    }

    while (len) {
        n = len < LN_BIT_WRITER_ROOM ? len : LN_BIT_WRITER_ROOM;
        memcpy(writer->bytes + writer->used, bytes, n);
        writer->used += n;
        bytes += n;
        len -= n;

        if (len) {
            (void) ln_bit_writer_flush(writer);
        }
    }
}


void
ln_bit_writer_align(ln_bit_writer_t *writer)
{
    writer->n = (writer->n + 7) & ~7u;
    ln_bit_writer_settle(writer);
}


int
ln_bit_writer_flush(ln_bit_writer_t *writer)
{
    if (writer->used && !writer->failed
        && writer->write(writer->data, writer->bytes, writer->used) != LN_OK)
    {
        writer->failed = 1;
    }

    writer->used = 0;

    return writer->failed ? LN_ERROR : LN_OK;
}
