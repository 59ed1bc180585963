/*
 * The attributes of the current tag, as far as somebody asks about them.
 *
 * Before the first tag each name that matters gets a slot.  Of each start tag
 * the values of these names are kept, until the next tag.
 */

#ifndef LN_ATTRIBUTE_H
#define LN_ATTRIBUTE_H

#include "ln_core.h"


/* A name of so many bytes, or more, gets no slot. */
#define LN_ATTRIBUTE_NAME   64

_Static_assert(LN_ATTRIBUTE_NAME <= 64,
               "ln_attributes_t.lengths has a bit for each length");

/* For all values of a tag together; what does not fit is cut off. */
#define LN_ATTRIBUTE_BYTES  4096


/* The first slots, for the names that tree construction asks about. */
enum {
    LN_ATTRIBUTE_LANG = 0,
    LN_ATTRIBUTE_XML_LANG,
    LN_ATTRIBUTE_ENCODING,
    LN_ATTRIBUTE_TYPE,
    LN_ATTRIBUTE_COLOR,
    LN_ATTRIBUTE_FACE,
    LN_ATTRIBUTE_SIZE,
    LN_ATTRIBUTE_HIDDEN,
    LN_ATTRIBUTE_POPOVER,
    LN_ATTRIBUTE_STYLE,
    LN_ATTRIBUTE_OPEN,
    LN_ATTRIBUTE_SHADOWROOTMODE,
    LN_ATTRIBUTE_NAME_OF,
    LN_ATTRIBUTE_ID,
    LN_ATTRIBUTE_CHARSET,
    LN_ATTRIBUTE_HTTP_EQUIV,
    LN_ATTRIBUTE_CONTENT,
    LN_ATTRIBUTE_OWN
};


typedef struct {
    unsigned  start;                    /* in ln_attributes_t.bytes */
    unsigned  len;
    unsigned  present:1;                /* the tag has the attribute */
    unsigned  cut:1;                    /* not all of the value was kept */
    unsigned  camel:1;                  /* the name is written like charSet */
} ln_attribute_value_t;


typedef struct {
    ln_str_t  name;                     /* in small letters */
    unsigned  next;                     /* slot + 1 of one that begins so */
} ln_attribute_name_t;


typedef struct {
    ln_attribute_name_t   *names;       /* by slot */
    ln_attribute_value_t  *values;      /* by slot, in the current tag */
    unsigned               nnames;

    /* by a name's first letter: slot + 1 of the last that begins so, or 0 */

    unsigned               heads[32];

    /* .. and a bit for each length that a name has */

    uint64_t               lengths[32];

    int                    current;     /* slot being read, or -1 */
    unsigned               name_len;
    unsigned               name_lost;   /* the name can have no slot */
    unsigned               name_camel;  /* 1: capital past the first letter */
    unsigned               found;       /* 1: a value is present */
    unsigned               wide;        /* 1: a name may have U+FFFD in it */
    unsigned               used;        /* of bytes */
    unsigned char          name[LN_ATTRIBUTE_NAME + 3];
    unsigned char          bytes[LN_ATTRIBUTE_BYTES];
} ln_attributes_t;


/*
 * Takes memory from alloc for the first slots and for max more, which
 * ln_attribute_want() gives out.  LN_ERROR when there is none.
 */
int ln_attributes_init(ln_attributes_t *attributes, const ln_alloc_t *alloc,
    unsigned max);

/*
 * The slot of a name, a new one where it has none.  The name is in small
 * letters; its bytes stay the caller's and must stay as they are.
 */
unsigned ln_attribute_want(ln_attributes_t *attributes, ln_str_t name);

/* A slot for a name of ASCII that has none: the one behind the last. */
static inline unsigned
ln_attribute_add(ln_attributes_t *attributes, ln_str_t name)
{
    unsigned              first;
    ln_attribute_name_t  *slot;

    first = name.data[0] & 0x1f;

    slot = &attributes->names[attributes->nnames++];
    slot->name = name;
    slot->next = attributes->heads[first];

    attributes->heads[first] = attributes->nnames;
    attributes->lengths[first] |= 1ULL << name.len;

    return attributes->nnames - 1;
}

/* A new tag: forgets the values of the one before. */
void ln_attributes_clear(ln_attributes_t *attributes);

/*
 * The tokenizer reads an attribute: it begins; its name, in one piece or more;
 * the name's end; its value, in one piece or more; the value's end.
 */
void ln_attribute_begin(ln_attributes_t *attributes);
void ln_attribute_name(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end);
void ln_attribute_named(ln_attributes_t *attributes);
void ln_attribute_value(ln_attributes_t *attributes, const unsigned char *p,
    const unsigned char *end);
void ln_attribute_end(ln_attributes_t *attributes);

/* The value of the present attribute matters to tree construction alone. */
static inline void
ln_attribute_own(ln_attributes_t *attributes)
{
    if (attributes->current >= LN_ATTRIBUTE_OWN) {
        attributes->current = -1;
    }
}

/*
 * 0 if no name with a slot begins with that letter and has that length: then
 * the attribute need not be read.
 */
static inline int
ln_attribute_asked(const ln_attributes_t *attributes, unsigned char first,
    size_t len)
{
    return len < LN_ATTRIBUTE_NAME
           && ((attributes->lengths[first & 0x1f] >> len) & 1);
}


/*
 * The value in a slot, valid until the next tag; value is set to its bytes.
 * NULL where the tag has no such attribute.
 */
const ln_attribute_value_t *ln_attribute_find(
    const ln_attributes_t *attributes, unsigned slot, ln_str_t *value);


#endif
