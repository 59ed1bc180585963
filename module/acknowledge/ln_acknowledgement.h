/*
 * Acknowledgements: that a reader has lifted a restriction, until a time.  An
 * acknowledgement says nothing of the reader: those who acknowledge in the same
 * hour have the same one.
 */

#ifndef LN_ACKNOWLEDGEMENT_H
#define LN_ACKNOWLEDGEMENT_H

#include "acknowledge/ln_key.h"


/* Digits of a time up to the year 2286, a point, a signature. */
#define LN_ACKNOWLEDGEMENT_LEN  (10 + 1 + LN_KEY_SIGN)

/* A message that is signed is never longer: see ln_acknowledgement_t. */
#define LN_ACKNOWLEDGED_MAX  2048

/* Bytes of a rule's name, for a cookie that browsers keep. */
#define LN_ACKNOWLEDGED_RULE_MAX  1024

#define LN_ACKNOWLEDGEMENT_KEYS  8


/* A form proves that a page was sent, a cookie that its form came back. */
typedef enum {
    LN_ACKNOWLEDGEMENT_FORM = 0,
    LN_ACKNOWLEDGEMENT_COOKIE
} ln_acknowledgement_kind_t;


/*
 * What is acknowledged: it is good for nothing else.  Names and digests have no
 * line ends.  All of it together is shorter than LN_ACKNOWLEDGED_MAX - 32.
 */
typedef struct {
    ln_str_t  rule;                     /* its name */
    ln_str_t  digest;                   /* of its texts */
    ln_str_t  host;                     /* in small letters */
} ln_acknowledged_t;


/* The first key signs, and all of them are taken. */
typedef struct {
    ln_key_t  *keys[LN_ACKNOWLEDGEMENT_KEYS];
    unsigned   n;
} ln_keys_t;


/*
 * Until when an acknowledgement is good that is made at `now` and is to last
 * that many seconds.  It is rounded down, so that many readers have the same
 * one: to a full hour or, where it lasts less than a day, to a 24th of it.
 */
int64_t ln_acknowledgement_expiry(int64_t now, int64_t lasts);

/*
 * Writes LN_ACKNOWLEDGEMENT_LEN bytes to out: an acknowledgement by the first
 * key.  LN_ERROR: there is no key, or what is acknowledged is too long.
 */
int ln_acknowledgement_make(const ln_keys_t *keys,
    ln_acknowledgement_kind_t kind, const ln_acknowledged_t *what,
    int64_t expiry, unsigned char *out);

/*
 * 1 if value is an acknowledgement of this by one of the keys, and is good at
 * `now`.  One that is good for longer than it lasts is from another time: the
 * clock was set back by more than an hour, or it was to last longer then.  The
 * signature is compared in constant time.
 */
int ln_acknowledgement_good(const ln_keys_t *keys,
    ln_acknowledgement_kind_t kind, const ln_acknowledged_t *what,
    ln_str_t value, int64_t now, int64_t lasts);


#endif
