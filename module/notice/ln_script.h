/* The scripts that languages are written in. */

#ifndef LN_SCRIPT_H
#define LN_SCRIPT_H

#include "ln_core.h"


/*
 * The parts of a language tag that say its script, in the case of CLDR ("pa",
 * "Arab", "PK"), zero-terminated.  A part is empty where the tag does not have
 * it.
 */
typedef struct {
    char  language[4];
    char  script[5];
    char  region[4];
} ln_script_parts_t;


/* Takes a tag apart (RFC 5646, 2.1); extensions and variants are left out. */
void ln_script_split(ln_str_t tag, ln_script_parts_t *parts);

/*
 * The script that the language is written in, in that region (Unicode CLDR,
 * likely subtags), whatever script the tag itself has.  "" where that is
 * always the same one and runs from left to right.
 */
const char *ln_script_likely(const ln_script_parts_t *parts);

/* 1 if the script runs from right to left. */
int ln_script_rtl(const char *script);


#endif
