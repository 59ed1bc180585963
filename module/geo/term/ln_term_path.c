#include "geo/term/ln_term_path.h"


int
ln_term_path(const ln_term_parser_t *p, ln_str_t word, char *path, size_t size,
    ln_error_t *err)
{
    int  n;

    n = snprintf(path, size, "%s%.*s",
                 word.len && word.data[0] == '/' ? "" : p->prefix,
                 (int) word.len, (const char *) word.data);

    if (n < 0 || (size_t) n >= size) {
        return ln_error(err, "file name \"%.100s...\" is too long",
                        (const char *) word.data);
    }

    return LN_OK;
}
