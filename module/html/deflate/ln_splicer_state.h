/* What the files of the splicer share. */

#ifndef LN_SPLICER_STATE_H
#define LN_SPLICER_STATE_H

#include "html/deflate/ln_bit_writer.h"
#include "html/deflate/ln_check.h"
#include "html/deflate/ln_splicer.h"
#include "html/deflate/ln_symbols.h"


#define LN_SPLICER_MARKS    256
#define LN_SPLICER_MEMBERS   16         /* marks that are kept for members */


/* Where the reader was: a place that the follower can go to at once. */
typedef enum {
    LN_MARK_SYMBOL = 0,
    LN_MARK_BLOCK,                      /* its header is at .. data - 1 */
    LN_MARK_MEMBER                      /* blocks end at `at`, the next
                                           member's begin at data */
} ln_mark_kind_t;

typedef struct {
    ln_mark_kind_t  kind;
    unsigned        gap;                /* blocks before it have no mark */
    uint32_t        check;              /* of the member so far; or whole */
    uint64_t        at;                 /* the bit */
    uint64_t        data;
    uint64_t        offset;             /* the byte of the page */
} ln_mark_t;


/* The reader: ahead, it inflates what the caller looks at. */
typedef enum {
    LN_READER_HEADER = 0,               /* of gzip or zlib */
    LN_READER_BLOCK,
    LN_READER_SYMBOLS,
    LN_READER_STORED,
    LN_READER_TRAILER,
    LN_READER_BETWEEN,                  /* members; the stream may end here */
    LN_READER_GARBAGE
} ln_reader_stage_t;

typedef struct {
    ln_reader_stage_t  stage;
    uint64_t           at;
    uint64_t           header;          /* of the block */
    uint64_t           ended;           /* the member's last block */
    uint64_t           marked;          /* offset of the last mark */
    uint32_t           check;           /* of the member, up to checked */
    uint64_t           checked;
    unsigned           gap;
    unsigned           left;            /* bytes of a stored block */
    ln_block_t         block;
} ln_reader_t;


/* Codes to write by. */
typedef struct {
    uint8_t   literal_lens[LN_HUFFMAN_LITERALS];
    uint8_t   distance_lens[LN_HUFFMAN_DISTANCES];
    uint16_t  literals[LN_HUFFMAN_LITERALS];
    uint16_t  distances[LN_HUFFMAN_DISTANCES];
    unsigned  made;
} ln_codes_t;


/* What of the follower's block is open in the output. */
typedef enum {
    LN_OPEN_NONE = 0,
    LN_OPEN_OWN,                        /* the block, by its own codes */
    LN_OPEN_FIXED                       /* fixed codes, in its place */
} ln_open_t;


/* The follower: behind, it puts out what is certain. */
typedef struct {
    uint64_t       at;                  /* the next bit of the original */
    uint64_t       reading;             /* .. where its header is read on */
    uint64_t       offset;              /* .. and its byte of the page */
    uint64_t       start;               /* of the member */

    unsigned       in_block;            /* its header has been read */
    unsigned       known;               /* block and own are those of header */
    unsigned       last;                /* it is the member's last one */
    unsigned       ended;               /* the member's blocks */
    unsigned       stored;              /* it is a stored block .. */
    unsigned       left;                /* .. of which so many bytes are left */
    unsigned       detours;             /* blocks of fixed codes */

    unsigned       rest;                /* bytes left of a copy that was cut */
    unsigned       rest_distance;

    uint32_t       check;               /* of the member, up to checked */
    uint64_t       checked;

    ln_open_t      open;
    unsigned       final;               /* the last header has BFINAL */
    ln_block_t     block;               /* being read if not in_block */
    ln_codes_t     own;
    ln_codes_t     fixed;
    uint64_t       header_at;           /* .. in header: where it begins */
    ln_bits_t      header;
    unsigned char  bytes[LN_BLOCK_HEADER_BITS / 8 + 2 + LN_BITS_SLACK];
} ln_follower_t;


/* Bytes that were put in. */
typedef struct {
    uint64_t  offset;
    uint64_t  len;
} ln_cut_t;


/* The tail: all is put in, and nothing reaches back over it. */
typedef enum {
    LN_TAIL_NONE = 0,
    LN_TAIL_BLOCKS,
    LN_TAIL_END,                        /* the last block's end was read */
    LN_TAIL_TRAILER,
    LN_TAIL_BEHIND,                     /* the trailer was written */
    LN_TAIL_MEMBERS,                    /* more of them go as they are */
    LN_TAIL_GARBAGE
} ln_tail_t;


struct ln_splicer_s {
    ln_wrap_t        wrap;
    ln_reader_t      reader;
    ln_follower_t    follower;
    ln_history_t     history;
    ln_check_t       check;
    ln_bit_writer_t  writer;

    unsigned char   *held;              /* compressed bytes */
    size_t           held_room;
    ln_bits_t        bits;              /* .. of them */

    ln_mark_t        marks[LN_SPLICER_MARKS];
    unsigned         first_mark;
    unsigned         nmarks;

    ln_cut_t         cuts[LN_SPLICER_CUTS];
    unsigned         ncuts;
    unsigned         crossing;          /* copies may reach over a cut .. */
    uint64_t         crossed;           /* .. up to this offset */
    uint64_t         inserted;

    ln_tail_t        tail;
    uint64_t         passed;            /* bits up to it are out */
    unsigned         begun;             /* the first header was read */
    unsigned         blank;             /* .. or there is no stream at all */
    unsigned         done;
    unsigned         failed;
};


/* The oldest mark, NULL without one. */
static inline ln_mark_t *
ln_splicer_mark(ln_splicer_t *s)
{
    return s->nmarks ? &s->marks[s->first_mark] : NULL;
}


static inline void
ln_splicer_unmark(ln_splicer_t *s)
{
    s->first_mark = (s->first_mark + 1) % LN_SPLICER_MARKS;
    s->nmarks--;
}


#endif
