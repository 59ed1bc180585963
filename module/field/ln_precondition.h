/*
 * Preconditions of a request (RFC 9110, 13): what becomes of it by the
 * validators of what would be sent; and what a tier that has the originals is
 * asked in place of a variant's.
 */

#ifndef LN_PRECONDITION_H
#define LN_PRECONDITION_H

#include "ln_core.h"


#define LN_NOT_MODIFIED         304
#define LN_PRECONDITION_FAILED  412


typedef enum {
    LN_NO_CONDITION = 0,
    LN_IF_MATCH,
    LN_IF_UNMODIFIED_SINCE,
    LN_IF_NONE_MATCH,
    LN_IF_MODIFIED_SINCE
} ln_condition_name_t;


/* One field of the request.  A field of that name may come several times. */
typedef struct {
    ln_condition_name_t  name;
    ln_str_t             value;
    int64_t              date;      /* of the two dates, in seconds; -1: none */
} ln_condition_t;


/* The validators of what would be sent. */
typedef struct {
    ln_str_t             etag;      /* empty: none */
    int64_t              modified;  /* in seconds since 1970; -1: none */
    unsigned             variant;   /* 1: a date or `*` says nothing of it */
} ln_representation_t;


/* How If-Modified-Since is read: nginx's directive if_modified_since. */
typedef enum {
    LN_SINCE_OFF = 0,
    LN_SINCE_EXACT,
    LN_SINCE_BEFORE
} ln_since_t;


/*
 * The next condition of that name behind after; where after is NULL, the first.
 * NULL: there is none.
 */
const ln_condition_t *ln_condition_next(const ln_condition_t *conditions,
    size_t n, ln_condition_name_t name, const ln_condition_t *after);

/*
 * What n conditions mean for a representation: 0, it is sent;
 * LN_NOT_MODIFIED; or LN_PRECONDITION_FAILED.
 */
int ln_precondition(const ln_condition_t *conditions, size_t n,
    const ln_representation_t *representation, ln_since_t since);

/* 1 if If-None-Match names that strong entity tag, and names it as strong. */
int ln_precondition_names(const ln_condition_t *conditions, size_t n,
    ln_str_t etag);

/* How many bytes ln_precondition_map() writes at most. */
size_t ln_precondition_map_size(const ln_condition_t *conditions, size_t n);

/*
 * Writes the originals of those entity tags of If-None-Match that are of the
 * variant with that key, as a list, to out.  *modified is the newest of those
 * originals that are known by their time, which the list lacks; 0: there is
 * none.  Returns how many bytes were written.
 */
size_t ln_precondition_map(const ln_condition_t *conditions, size_t n,
    ln_str_t key, unsigned char *out, int64_t *modified);


#endif
