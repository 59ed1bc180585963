/* Which translation of a text a reader gets. */

#ifndef LN_TEXT_CHOICE_H
#define LN_TEXT_CHOICE_H

#include "notice/ln_text.h"


/* What chooses among translations, as `language` lists it. */
typedef enum {
    LN_LANGUAGE_PAGE,                   /* the language of the page */
    LN_LANGUAGE_READER,                 /* Accept-Language */
    LN_LANGUAGE_TAG                     /* a language that is named */
} ln_language_source_t;

typedef struct {
    ln_language_source_t  source;
    ln_str_t              tag;          /* of LN_LANGUAGE_TAG */
} ln_language_choice_t;


/*
 * The index of the translation for a page and a reader: by the first of order's
 * n choices that finds one, else the last resort.
 *
 * page_language is empty where it is not known; accept_language is the value of
 * Accept-Language, empty where the reader sends none.
 */
unsigned ln_text_choose(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t page_language,
    ln_str_t accept_language);

/*
 * 1 if one of order's n choices is a language that has a translation: no reader
 * is given the last resort.  1 as well where there is one translation.
 */
int ln_text_always_chooses(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n);

/*
 * 1 if another Accept-Language could have had another translation chosen for
 * that page.
 */
int ln_text_reader_chooses(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t page_language);

/*
 * Before the page is known: a number that stands for accept_language.  Two
 * values of Accept-Language with the same number get the same translation on
 * every page.
 */
unsigned ln_text_choice(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t accept_language);


#endif
