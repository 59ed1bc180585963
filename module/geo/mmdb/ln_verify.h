/*
 * Whether the values of a MaxMind DB file can be read without a fault or a loop
 * (File Format Specification 2.0): bounds, types, nesting of at most 64 levels,
 * no cycle.
 */

#ifndef LN_VERIFY_H
#define LN_VERIFY_H

#include "geo/mmdb/ln_mmdb.h"
#include "geo/mmdb/ln_offset_set.h"


#define LN_VERIFY_DEPTH   64
#define LN_VERIFY_LATER   64            /* pointers of a record */
#define LN_VERIFY_BEHIND 4              /* records, a power of two */


/*
 * A record whose own bytes are verified.  What its pointers lead to is looked
 * at later, when that has come from memory.
 */
typedef struct {
    uint32_t  offset;
    unsigned  n;
    struct {
        size_t    target;
        unsigned  level;
    } pointers[LN_VERIFY_LATER];
} ln_verify_record_t;

/*
 * Verifies values of a section.  states has half a byte for each offset: 0, or
 * what is known of the value there that a pointer led to.  budget: values yet
 * to be looked at; records that overlap could be made to take time without end.
 * path: the targets of the pointers that led to the present value.
 */
typedef struct {
    ln_mmdb_section_t    s;
    unsigned char       *states;
    uint64_t             budget;
    size_t               path[LN_VERIFY_DEPTH + 1];
    unsigned             npath;
    ln_verify_record_t  *record;        /* where pointers are kept, or NULL */
    ln_verify_record_t   records[LN_VERIFY_BEHIND];
} ln_verify_t;


/* How many bytes the states of a section of len bytes are. */
static inline size_t
ln_verify_states(size_t len)
{
    return len / 2 + 1;
}

/*
 * Readies v for section s.  states are of ln_verify_states() bytes, zeroed.
 * Several threads may verify parts of a section, with a v each and with the
 * same states.
 */
void ln_verify_init(ln_verify_t *v, const ln_mmdb_section_t *s,
    unsigned char *states);

/*
 * Verifies the records whose offsets are in set->words from index from to index
 * to less one, in ascending order.  Once a record is verified with all that it
 * points at, record(ctx, offset) is called.  LN_ERROR with the offset
 * in *bad for a record that is corrupt: it ends the walk.
 */
int ln_verify_records(ln_verify_t *v, const ln_offset_set_t *set, size_t from,
    size_t to, void (*record)(void *ctx, uint32_t offset), void *ctx,
    uint32_t *bad);

/*
 * Verifies the value at offset at of a section, and all that it points at.
 * LN_ERROR when it is corrupt, or when there is no memory.
 */
int ln_verify_value(const ln_mmdb_section_t *s, size_t at);


#endif
