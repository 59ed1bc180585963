/* Texts: what a notice says, in one or more languages. */

#ifndef LN_TEXT_H
#define LN_TEXT_H

#include "ln_digest.h"
#include "notice/ln_language.h"
#include "notice/template/ln_template.h"


/* A text in one language. */
typedef struct {
    ln_str_t        language;           /* empty where the file names none */
    const char     *file;
    ln_str_t        source;             /* the file's bytes */
    ln_template_t  *content;
    char            digest[LN_DIGEST_LEN + 1];      /* of source */
} ln_translation_t;


/* The translations are in the order of their file names. */
typedef struct {
    ln_translation_t  *translations;
    ln_str_t          *languages;       /* of translations, likewise */
    unsigned           ntranslations;
    unsigned           last_resort;     /* where nothing chooses: the English
                                           one, or the first */
} ln_text_t;


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
 * Loads a text from path, into alloc's arena: from a file, whose name may be a
 * language tag ("ru.html"), or from a directory of LANG.html files.  Of a
 * directory hidden files, and those that do not end in ".html", are left out.
 *
 * LN_DECLINED with err set, which names the file: it cannot be read.  LN_ERROR
 * with err set: it is empty, or is no HTML fragment as ln_template_parse()
 * wants it; the name of a file in a directory is no language tag; a directory
 * has no LANG.html.
 */
int ln_text_load(const ln_alloc_t *alloc, const char *path, ln_text_t *text,
    ln_error_t *err);

/*
 * Makes a text of source alone, which is in that language and stays in memory
 * as long as the text.  LN_ERROR with err set, as above.
 */
int ln_text_make(const ln_alloc_t *alloc, ln_str_t language, ln_str_t source,
    ln_text_t *text, ln_error_t *err);

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
