/* What stands in the object of a result, for those who write it. */

#ifndef LN_CHECK_RESULT_H
#define LN_CHECK_RESULT_H

#include <jansson.h>
#include <stdio.h>


/* The string of that key, or an empty one. */
const char *ln_check_string(json_t *object, const char *key);

/* Whether the result of that word is a fault. */
int ln_check_is_wrong(const char *result);

/* Writes a difference in words; text writes what comes from a page. */
void ln_check_difference_write(FILE *f, json_t *difference,
    void (*text)(FILE *f, const char *text));


#endif
