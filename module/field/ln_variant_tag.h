/*
 * The entity tag of a variant: a page with one certain set of notices, whose
 * digest is the variant's key.  It is made of the original's validators, so
 * that these can be had back of it (RFC 9110, 8.8):
 *
 *     "ORIGINAL"          "ORIGINAL-KEY"
 *     a date alone        W/"LM-TIME-KEY", in seconds, in hex; it is weak, as
 *                         the date changes once a second at most (8.8.2.2)
 *     neither             none
 */

#ifndef LN_VARIANT_TAG_H
#define LN_VARIANT_TAG_H

#include "field/ln_entity_tag.h"


/* What ln_variant_tag_write() needs besides the bytes of original and key. */
#define LN_VARIANT_TAG_SIZE  (sizeof("W/\"LM--\"") + 16)


/*
 * Writes the entity tag of the variant with that key to out, which has
 * LN_VARIANT_TAG_SIZE + original.len + key.len bytes.  original: the original's
 * ETag, which counts as none where it is no entity tag; modified: when the
 * original was last modified, in seconds since 1970, -1 where that is not
 * known.  Returns how many bytes were written, 0 if there is no entity tag.
 */
size_t ln_variant_tag_write(ln_str_t original, int64_t modified, ln_str_t key,
    unsigned char *out);

/*
 * The original of a variant's tag.  LN_OK: *modified is the original's time,
 * or 0, and then original is its entity tag.  LN_DECLINED: tag is not of the
 * variant with that key.
 */
int ln_variant_tag_original(const ln_entity_tag_t *tag, ln_str_t key,
    ln_entity_tag_t *original, int64_t *modified);


#endif
