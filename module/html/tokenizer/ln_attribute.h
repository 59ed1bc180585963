/* The attributes of the present tag that somebody asks about. */

#ifndef LN_ATTRIBUTE_H
#define LN_ATTRIBUTE_H

#include "ln_core.h"


/* No name longer than this is asked about. */
#define LN_ATTRIBUTE_NAME   64

/* All values kept of one tag; what is past it is cut off. */
#define LN_ATTRIBUTE_BYTES  4096


/* The names that the tree builder itself asks about come first. */
enum {
    LN_ATTRIBUTE_LANG = 0,
    LN_ATTRIBUTE_XML_LANG,
    LN_ATTRIBUTE_ENCODING,
    LN_ATTRIBUTE_TYPE,
    LN_ATTRIBUTE_COLOR,
    LN_ATTRIBUTE_FACE,
    LN_ATTRIBUTE_SIZE,
    LN_ATTRIBUTE_OWN
};


typedef struct {
    unsigned  start;
    unsigned  len;
    unsigned  present:1;
    unsigned  cut:1;                    /* longer than what was kept */
} ln_value_t;


typedef struct {
    ln_str_t       *names;              /* in small letters, each once */
    ln_value_t     *values;             /* of names, in the present tag */
    unsigned        nnames;
    uint64_t        lengths[32];        /* of names, a bit each, by letter */

    int             current;            /* the attribute being read, or -1 */
    unsigned        name_len;
    unsigned        name_lost;          /* the name is none asked about */
    unsigned        used;
    unsigned char   name[LN_ATTRIBUTE_NAME + 3];
    unsigned char   bytes[LN_ATTRIBUTE_BYTES];
} ln_attributes_t;


/* max is the number of names that will be asked for with _want(). */
int ln_attributes_init(ln_attributes_t *attributes, const ln_alloc_t *alloc,
    unsigned max);

/* The slot of name, which must be in small letters and stay where it is. */
unsigned ln_attribute_want(ln_attributes_t *attributes, ln_str_t name);

/* Forgets the tag before. */
void ln_attributes_clear(ln_attributes_t *attributes);

/* An attribute begins, its name goes on, ends; its value goes on, ends. */
void ln_attribute_begin(ln_attributes_t *attributes);
void ln_attribute_name(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end);
void ln_attribute_named(ln_attributes_t *attributes);
void ln_attribute_value(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end);
void ln_attribute_end(ln_attributes_t *attributes);

/* Whether somebody asks about a name that begins so and is that long. */
static inline int
ln_attribute_asked(const ln_attributes_t *attributes, unsigned char first,
    size_t len)
{
    return len < LN_ATTRIBUTE_NAME
           && ((attributes->lengths[first & 0x1f] >> len) & 1);
}


/* The value in slot, NULL where the tag has no such attribute. */
const ln_value_t *ln_attribute_find(const ln_attributes_t *attributes,
    unsigned slot, ln_str_t *value);

/*
 * Replaces character references and line ends in a value as the standard
 * does; returns its new length, never more than before.
 */
unsigned ln_reference_decode(unsigned char *p, unsigned len);


#endif
