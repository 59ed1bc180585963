/*
 * Legal-Notice: the notices that a page has in it, each with the language of
 * its text where that is known.
 *
 *     Legal-Notice: foreign_agent;lang=ru, court_order
 */

#ifndef LN_LEGAL_NOTICE_H
#define LN_LEGAL_NOTICE_H

#include "ln_core.h"


/* What ln_legal_notice_add() needs besides the bytes of name and language. */
#define LN_LEGAL_NOTICE_SIZE  (sizeof(", ;lang=") - 1)


/*
 * Writes a notice to out, behind `, ` where it follows another one.  language
 * is empty where it is not known.  Returns how many bytes were written.
 */
size_t ln_legal_notice_add(ln_str_t name, ln_str_t language, int follows,
    unsigned char *out);

/* 1 if a value has the notice of that name. */
int ln_legal_notice_has(ln_str_t value, ln_str_t name);


#endif
