#include "field/ln_field_list.h"
#include "field/ln_link.h"
#include "ln_ascii.h"


static int ln_link_next(ln_str_t *value, ln_str_t *parameters);
static int ln_link_is(ln_str_t parameters, ln_str_t relation);
static int ln_link_has_word(ln_str_t words, ln_str_t word);


int
ln_link_has(ln_str_t value, ln_str_t relation)
{
    ln_str_t  parameters;

    while (ln_link_next(&value, &parameters) == LN_OK) {
        if (ln_link_is(parameters, relation)) {
            return 1;
        }
    }

    return 0;
}


/* A comma between `<` and `>` separates nothing. */

static int
ln_link_next(ln_str_t *value, ln_str_t *parameters)
{
    const unsigned char  *end;

    while (value->len && (*value->data == ',' || ln_is_space(*value->data))) {
        value->data++;
        value->len--;
    }

    if (value->len && *value->data == '<') {
        end = memchr(value->data, '>', value->len);

        if (end == NULL) {
            return LN_DECLINED;
        }

        value->len -= end - value->data;
        value->data = end;
    }

    if (ln_field_list_next(value, parameters) != LN_OK) {
        return LN_DECLINED;
    }

    /* what has no `<>` is no link */

    if (*parameters->data != '>') {
        parameters->len = 0;
    }

    (void) ln_field_head(parameters);

    return LN_OK;
}


/* Blanks may stand around the `=` (RFC 8288, 3). */

static int
ln_link_is(ln_str_t parameters, ln_str_t relation)
{
    ln_str_t              text, name, types;
    const unsigned char  *equals;

    while (parameters.len) {
        text = ln_field_head(&parameters);
        equals = text.len ? memchr(text.data, '=', text.len) : NULL;

        if (equals == NULL) {
            continue;
        }

        name.data = text.data;
        name.len = equals - text.data;
        types.data = equals + 1;
        types.len = text.len - name.len - 1;

        if (ln_str_caseless_eq(ln_field_trim(name), ln_str("rel"))) {
            return ln_link_has_word(ln_field_trim(types), relation);
        }
    }

    return 0;
}


static int
ln_link_has_word(ln_str_t words, ln_str_t word)
{
    size_t    i;
    ln_str_t  one;

    one.data = words.data;
    one.len = 0;

    for (i = 0; i <= words.len; i++) {

        if (i < words.len && words.data[i] != '"'
            && !ln_is_space(words.data[i]))
        {
            one.len++;
            continue;
        }

        if (ln_str_caseless_eq(one, word)) {
            return 1;
        }

        one.data = words.data + i + (i < words.len);
        one.len = 0;
    }

    return 0;
}
