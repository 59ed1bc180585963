/* What a notice says, in each of its languages. */

#ifndef LN_TEXT_H
#define LN_TEXT_H

#include "notice/ln_language.h"
#include "notice/ln_template.h"


typedef struct {
    ln_str_t        language;           /* empty where the file names none */
    const char     *file;
    ln_str_t        source;             /* the file's bytes */
    ln_template_t  *content;
} ln_text_variant_t;


/* In order of their file names. */
typedef struct {
    ln_text_variant_t  *variants;
    ln_str_t           *languages;      /* those of variants */
    unsigned            nvariants;
} ln_text_t;


typedef enum {
    LN_LANGUAGE_PAGE,
    LN_LANGUAGE_READER,
    LN_LANGUAGE_TAG
} ln_language_source_t;

typedef struct {
    ln_language_source_t  source;
    ln_str_t              tag;          /* of LN_LANGUAGE_TAG */
} ln_language_choice_t;


/*
 * Loads path: a FILE.html, whose name may be a language tag ("ru.html"), or a
 * directory of LANG.html files (other files are passed over; hidden ones
 * too).  Everything is read here, into alloc's arena.  LN_ERROR with err set
 * when it is missing, unreadable, empty, not HTML fragment as a template must
 * be, when a directory has no LANG.html, or a name is no language tag; the
 * text names the file.
 */
int ln_text_load(const ln_alloc_t *alloc, const char *path, ln_text_t *text,
    ln_error_t *err);

/*
 * The index of the variant for a page in page_language (empty if unknown)
 * read by someone with accept_language (empty if none), trying order's n
 * choices in turn, then the first variant.
 */
unsigned ln_text_choose(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t page_language,
    ln_str_t accept_language);

/*
 * What is known of that choice before the page is: a number that is equal for
 * two values of Accept-Language only where they give one text on every page.
 */
unsigned ln_text_choice(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t accept_language);


#endif
