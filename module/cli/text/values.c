#include "cli/shared/cli.h"
#include "cli/shared/options.h"
#include "cli/text/values.h"
#include "ln_ascii.h"
#include "notice/ln_form.h"
#include "notice/ln_markup.h"


static int ln_cli_values_asking(const ln_alloc_t *alloc,
    const ln_translation_t *translation, const ln_str_t *values,
    ln_str_t *markup);


int
ln_cli_values_add(ln_cli_values_t *values, const char *command,
    const char *pair)
{
    const char  *equals;

    equals = strchr(pair, '=');

    if (equals == NULL || equals == pair) {
        return ln_cli_error(command, "\"--set %s\" lacks its \"=\": write "
                            "NAME=VALUE", pair);
    }

    if (values->n == LN_CLI_VALUES) {
        return ln_cli_error(command, "too many values at \"%s\"", pair);
    }

    values->names[values->n].data = (const unsigned char *) pair;
    values->names[values->n].len = equals - pair;
    values->values[values->n] = ln_str(equals + 1);
    values->n++;

    return 0;
}


ln_str_t *
ln_cli_values_of(ln_cli_values_t *values, const ln_alloc_t *alloc,
    const ln_template_t *text)
{
    char      *written;
    ln_str_t  *out, name;
    unsigned   i, k, n;

    n = ln_template_nvariables(text);

    out = ln_calloc(alloc, (n + 1) * sizeof(ln_str_t));
    if (out == NULL) {
        return NULL;
    }

    for (i = 0; i < n; i++) {
        name = ln_template_variable(text, i);

        for (k = 0; k < values->n; k++) {
            if (ln_str_caseless_eq(values->names[k], name)) {
                out[i] = values->values[k];
                values->used[k] = 1;
            }
        }

        if (out[i].data != NULL) {
            continue;
        }

        written = ln_alloc(alloc, name.len + sizeof("{{}}"));
        if (written == NULL) {
            return NULL;
        }

        (void) snprintf(written, name.len + sizeof("{{}}"), "{{%.*s}}",
                        (int) name.len, (const char *) name.data);
        out[i] = ln_str(written);
    }

    return out;
}


void
ln_cli_values_unused(const ln_cli_values_t *values, const char *command)
{
    unsigned  k;

    for (k = 0; k < values->n; k++) {
        if (!values->used[k]) {
            (void) ln_cli_error(command, "no text has the placeholder "
                                "\"{{%.*s}}\" of --set",
                                (int) values->names[k].len,
                                (const char *) values->names[k].data);
        }
    }
}


int
ln_cli_values_markup(ln_cli_values_t *values, const ln_alloc_t *alloc,
    const ln_translation_t *translation, ln_str_t *markup)
{
    ln_str_t       *of, name;
    unsigned char  *data;

    of = ln_cli_values_of(values, alloc, translation->content);
    if (of == NULL) {
        return LN_ERROR;
    }

    name = ln_str("example");

    if (ln_template_has_form(translation->content)) {
        return ln_cli_values_asking(alloc, translation, of, markup);
    }

    markup->len = ln_markup_notice(translation, name, of, NULL);

    data = ln_alloc(alloc, markup->len + 1);
    if (data == NULL) {
        return LN_ERROR;
    }

    (void) ln_markup_notice(translation, name, of, data);
    markup->data = data;

    return LN_OK;
}


/* The page of a restriction that its reader may lift, without the page. */

static int
ln_cli_values_asking(const ln_alloc_t *alloc,
    const ln_translation_t *translation, const ln_str_t *values,
    ln_str_t *markup)
{
    unsigned char       *data, shown[LN_FORM_SHOWN];
    ln_template_form_t   form;

    form = ln_form_shown(translation, shown);
    markup->len = ln_template_render_form(translation->content, values, &form,
                                          NULL);

    data = ln_alloc(alloc, markup->len + 1);
    if (data == NULL) {
        return LN_ERROR;
    }

    (void) ln_template_render_form(translation->content, values, &form, data);
    markup->data = data;

    return LN_OK;
}
