#include "geo/term/ln_term_warning.h"


int
ln_term_warn(const ln_term_parser_t *p, ln_term_t *term, ln_error_t *err,
    const char *fmt, ...)
{
    char        *copy;
    va_list      args;
    ln_error_t   text;

    va_start(args, fmt);
    (void) vsnprintf(text.text, sizeof(text.text), fmt, args);
    va_end(args);

    copy = ln_alloc(p->alloc, strlen(text.text) + 1);
    term->warnings = ln_array_push(p->alloc, term->warnings, term->nwarnings,
                                   sizeof(char *));

    if (copy == NULL || term->warnings == NULL) {
        return ln_error(err, "no memory");
    }

    strcpy(copy, text.text);
    term->warnings[term->nwarnings++] = copy;

    return LN_OK;
}
