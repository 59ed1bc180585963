/*
 * Media types: what Content-Type says, as browsers take it (Fetch, "extract a
 * MIME type").
 */

#ifndef LN_MEDIA_TYPE_H
#define LN_MEDIA_TYPE_H

#include "ln_core.h"


/* Both point into the values that were read; empty where none is named. */
typedef struct {
    ln_str_t  name;         /* `type/subtype`, without parameters */
    ln_str_t  charset;
} ln_media_type_t;


/*
 * Reads a value of Content-Type, which may be a list.  The last type of it that
 * is one takes type's place, and the charset of a type that names none is that
 * of the same type before it.  Type, zeroed before the first value, stays what
 * it was where the value has no type.  So each of several fields is read.
 */
void ln_media_type_read(ln_str_t value, ln_media_type_t *type);

/* 1 if type has that name, in any case. */
int ln_media_type_is(const ln_media_type_t *type, ln_str_t name);

/* 1 if browsers read XHTML of that type as XML: its name ends in `+xml`. */
int ln_media_type_is_xml(const ln_media_type_t *type);

/*
 * 1 if it says no more than a response without a type does, so that browsers
 * look at the first bytes (MIME Sniffing, 7).
 */
int ln_media_type_is_unknown(const ln_media_type_t *type);

/*
 * 1 if a browser shows what has that name as a text: HTML, as in
 * `text/vnd.turbo-stream.html`, XHTML, or plain text.  A notice would break a
 * feed, JSON or a picture, or not be seen in it.
 */
int ln_media_type_shows_text(ln_str_t name);


#endif
