/*
 * Entity tags: the validators that ETag, If-Match and If-None-Match hold
 * (RFC 9110, 8.8.3).
 *
 *     entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
 *     etagc      = %x21 / %x23-7E / %x80-FF
 *
 * A backslash is a byte like any other there, so that a list of entity tags is
 * read by ln_entity_tag_next(), not by ln_field_list_next().
 */

#ifndef LN_ENTITY_TAG_H
#define LN_ENTITY_TAG_H

#include "ln_core.h"


/* opaque points into the value that was read; its quotes are not part of it. */
typedef struct {
    ln_str_t  opaque;
    unsigned  weak;         /* 1: `W/` stands before it */
} ln_entity_tag_t;


/*
 * Reads a value that is one entity tag and nothing else.  LN_OK: tag is set.
 * LN_ERROR: the value is no entity tag.
 */
int ln_entity_tag_parse(ln_str_t value, ln_entity_tag_t *tag);

/*
 * Takes the next element off a list of entity tags; empty ones are skipped.
 *
 * LN_OK: tag is set.  LN_DECLINED: there is no further element.  LN_ERROR: the
 * element is no entity tag; list is what follows it, so that the caller can go
 * on.  A quote that is not closed reaches to the end of the list.
 *
 * `*` is no entity tag: a caller that accepts `*` looks for it first.
 */
int ln_entity_tag_next(ln_str_t *list, ln_entity_tag_t *tag);

/*
 * Writes a tag to out, behind `, ` where it is not the first of a list.  out
 * has 6 bytes besides those of opaque.  Returns how many were written.
 */
size_t ln_entity_tag_write(const ln_entity_tag_t *tag, int follows,
    unsigned char *out);

/* 1 if both name the same representation, weak or not: weak comparison. */
int ln_entity_tag_eq_weak(const ln_entity_tag_t *a, const ln_entity_tag_t *b);

/* 1 if they do, and neither is weak: strong comparison. */
int ln_entity_tag_eq_strong(const ln_entity_tag_t *a,
    const ln_entity_tag_t *b);


#endif
