/*
 * The form of a page that asks: its reader sends it to acknowledge what the
 * page says.  It needs no script.
 */

#ifndef LN_FORM_H
#define LN_FORM_H

#include "notice/ln_text.h"


/* The field that the form has. */
#define LN_FORM_FIELD  "legal_acknowledge"


typedef struct {
    ln_str_t  rule;                     /* the restriction's name */
    ln_str_t  token;                    /* in [0-9a-z.] */
    unsigned  unsent;                   /* what a reader has sent has not
                                           arrived: the form says so */
} ln_form_t;


/*
 * The form's parts: it posts to the address of its page.  The words are in
 * translation's language or, where this project has none, in English.  The
 * parts stand in out, which has room for ln_form_size() bytes.
 */
ln_template_form_t ln_form_make(const ln_form_t *form,
    const ln_translation_t *translation, unsigned char *out);
size_t ln_form_size(const ln_form_t *form);

/*
 * Parts that show where the form would stand, and that send nothing.  They
 * stand in out, which has room for LN_FORM_SHOWN bytes.
 */
ln_template_form_t ln_form_shown(const ln_translation_t *translation,
    unsigned char *out);

#define LN_FORM_SHOWN  512


#endif
