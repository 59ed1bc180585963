#define _POSIX_C_SOURCE  200809L        /* getline() */
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/list/list.h"
#include "ln_ascii.h"


int
ln_check_list_add(ln_check_list_t *list, ln_str_t text)
{
    char  *copy, **items;

    copy = ln_alloc(list->alloc, text.len + 1);
    items = ln_array_push(list->alloc, list->items, list->n, sizeof(char *));

    if (copy == NULL || items == NULL) {
        return LN_ERROR;
    }

    memcpy(copy, text.data, text.len);
    copy[text.len] = '\0';

    list->items = items;
    list->items[list->n++] = copy;

    return LN_OK;
}


int
ln_check_list_read(ln_check_list_t *list, FILE *file)
{
    int       rc;
    char     *line;
    size_t    size;
    ssize_t   len;
    ln_str_t  text;

    rc = LN_OK;
    errno = 0;
    line = NULL;
    size = 0;

    while (rc == LN_OK && (len = getline(&line, &size, file)) != -1) {
        text.data = (unsigned char *) line;
        text.len = len;
        text = ln_str_trim(list->n ? text : ln_str_unmarked(text));

        if (text.len && text.data[0] != '#') {
            rc = ln_check_list_add(list, text);
        }
    }

    if (rc != LN_OK) {
        errno = ENOMEM;
    }

    free(line);

    /* without memory getline() ends before the file does */

    return feof(file) && !ferror(file) ? rc : LN_ERROR;
}


int
ln_check_is_url(ln_str_t text)
{
    return (ln_str_caseless_begins(text, ln_str("http://")) && text.len > 7)
           || (ln_str_caseless_begins(text, ln_str("https://"))
               && text.len > 8);
}


int
ln_check_list_has(const ln_check_list_t *list, ln_str_t text)
{
    size_t  i;

    for (i = 0; i < list->n; i++) {
        if (ln_str_eq(ln_str(list->items[i]), text)) {
            return 1;
        }
    }

    return 0;
}
