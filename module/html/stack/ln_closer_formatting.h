/*
 * End tags of formatting elements: which need one of their own, and in which
 * order.
 */

#ifndef LN_CLOSER_FORMATTING_H
#define LN_CLOSER_FORMATTING_H

#include "html/stack/ln_stack.h"


/* End tags as they are written. */
typedef struct {
    const ln_tree_t  *tree;
    unsigned          first;            /* elements from here on are closed */
    unsigned          depth;            /* elements that are open now */
    char             *out;
    size_t            len;
    size_t            size;
    unsigned char     named[LN_TAG_MAX];        /* see ln_closer_name_all() */
    unsigned char     left[LN_STACK_FORMATTING];        /* entries written */
} ln_closer_t;


/* Writes an end tag, if there is room: its length counts in any case. */
static inline void
ln_closer_write(ln_closer_t *closer, const void *name, size_t n)
{
    char  *p;

    if (closer->len + n + 3 <= closer->size) {
        p = closer->out + closer->len;
        p[0] = '<';
        p[1] = '/';
        memcpy(p + 2, name, n);
        p[2 + n] = '>';
    }

    closer->len += n + 3;
}


static inline void
ln_closer_write_id(ln_closer_t *closer, unsigned id)
{
    ln_closer_write(closer, ln_tags[id].name, ln_tags[id].len);
}


/* Which names of the elements from first on need end tags of their own. */
void ln_closer_name_all(ln_closer_t *closer);

/* Ends the formatting element at index. */
void ln_closer_write_formatting(ln_closer_t *closer, unsigned index);

/* Ends formatting between low and high: it has left the stack by now. */
void ln_closer_skipped(ln_closer_t *closer, unsigned low, unsigned high);

/* How many elements from first on clear the list up to a marker. */
unsigned ln_closer_markers(const ln_closer_t *closer);

/*
 * Ends formatting elements that would open again and hide: those before so many
 * markers, which need not be those of the elements that clear them.
 */
void ln_closer_formatting(ln_closer_t *closer, unsigned markers);


#endif
