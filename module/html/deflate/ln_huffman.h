/*
 * Huffman codes of deflate (RFC 1951, 3.2): tables to decode by, and the codes
 * themselves to encode by.
 */

#ifndef LN_HUFFMAN_H
#define LN_HUFFMAN_H

#include "ln_core.h"


#define LN_HUFFMAN_LITERALS  288        /* literals, end of block, lengths */
#define LN_HUFFMAN_DISTANCES  32
#define LN_HUFFMAN_LENGTHS    19        /* of code lengths */

#define LN_HUFFMAN_BITS       15        /* of the longest code */
#define LN_HUFFMAN_END       256        /* the symbol: end of block */


/*
 * An entry of a table for decoding:
 *
 *   bits 0 .. 7    bits of the code with its extra bits; of a subtable's entry
 *                  those of the whole code; of a link those that are looked up
 *   bits 8 .. 11   bits of the code alone; of a link those of the subtable
 *   bits 16 .. 30  the literal, the base of a length or a distance, the symbol,
 *                  or the subtable's first entry
 */
typedef uint32_t  ln_huffman_entry_t;

#define LN_HUFFMAN_LITERAL  0x80000000u
#define LN_HUFFMAN_ODD      0x00008000u /* a link, the end, or no code at all */
#define LN_HUFFMAN_LINK     0x00004000u
#define LN_HUFFMAN_STOP     0x00002000u /* end of block */

#define ln_huffman_bits(e)   ((e) & 63)
#define ln_huffman_code(e)   (((e) >> 8) & 15)
#define ln_huffman_value(e)  (((e) >> 16) & 0x7fff)


/* Bits of which the first look-up is made, and entries with all subtables. */
#define LN_HUFFMAN_LITERAL_BITS   10
#define LN_HUFFMAN_DISTANCE_BITS   8
#define LN_HUFFMAN_LENGTH_BITS     7

#define LN_HUFFMAN_LITERAL_SIZE   1408
#define LN_HUFFMAN_DISTANCE_SIZE   512
#define LN_HUFFMAN_LENGTH_SIZE     128


typedef enum {
    LN_HUFFMAN_OF_LITERALS = 0,
    LN_HUFFMAN_OF_DISTANCES,
    LN_HUFFMAN_OF_LENGTHS
} ln_huffman_kind_t;


/*
 * Makes the table of n symbols, whose codes have lens[] bits, 0 for none.  As
 * zlib, it takes no code that is incomplete, unless it is one of one bit, or
 * there is none at all.  LN_ERROR: the lengths make no code.
 */
int ln_huffman_table(ln_huffman_kind_t kind, const uint8_t *lens, unsigned n,
    ln_huffman_entry_t *table);

/* The code of each symbol, with its first bit lowest, as it is written. */
void ln_huffman_codes(const uint8_t *lens, unsigned n, uint16_t *codes);

/* The lengths of the fixed codes: 288 and 32 of them. */
void ln_huffman_fixed(uint8_t *literals, uint8_t *distances);

/* The symbol of a length of 3 to 258, of a distance of 1 to 32768. */
unsigned ln_huffman_length_symbol(unsigned len);
unsigned ln_huffman_distance_symbol(unsigned distance);

/* The base and the extra bits of such a symbol; 0: no stream has it. */
unsigned ln_huffman_length_base(unsigned symbol, unsigned *extra);
unsigned ln_huffman_distance_base(unsigned symbol, unsigned *extra);


#endif
