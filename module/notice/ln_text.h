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
    const char        *stray;           /* a file of the directory that was
                                           probably meant as one, or NULL */
} ln_text_t;


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


#endif
