/* What the setters of the directives share. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "ln_ascii.h"


static ngx_uint_t ngx_http_legal_conf_is_value(ngx_str_t *value,
    ngx_uint_t i);
static ngx_http_variable_t *ngx_http_legal_conf_named(ngx_conf_t *cf,
    ngx_str_t *name);
static ln_variable_t ngx_http_legal_conf_known(ln_variable_t known,
    ngx_uint_t flags);


void
ngx_http_legal_conf_here(ngx_conf_t *cf, ngx_http_legal_reference_t *ref)
{
    ref->file = cf->conf_file->file.name.data;
    ref->line = cf->conf_file->line;
}


char *
ngx_http_legal_conf_failed(ngx_conf_t *cf, ln_error_t *err)
{
    ngx_str_t  *value;

    value = cf->args->elts;

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" directive: %s",
                       &value[0], err->text);

    return NGX_CONF_ERROR;
}


char *
ngx_http_legal_conf_invalid(ngx_conf_t *cf, ngx_str_t *word,
    const char *expected)
{
    ngx_str_t  *value;

    value = cf->args->elts;

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid value \"%V\" in \"%V\" directive, %s", word,
                       &value[0], expected);

    return NGX_CONF_ERROR;
}


ngx_uint_t
ngx_http_legal_conf_swallows(ngx_conf_t *cf, ngx_str_t *name)
{
    ngx_str_t   *value;
    ngx_uint_t   i;

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {

        if (!ngx_http_legal_same(&value[i], name)
            || ngx_http_legal_conf_is_value(value, i))
        {
            continue;
        }

        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid number of arguments in \"%V\" directive: "
                           "a \";\" is missing before \"%V\"; if it is a "
                           "selector, put all of it in quotes",
                           &value[0], name);
        return 1;
    }

    return 0;
}


/* Whether word i of a line, which names a directive, can be a value. */

static ngx_uint_t
ngx_http_legal_conf_is_value(ngx_str_t *value, ngx_uint_t i)
{
    u_char      *before;
    ngx_uint_t   selects, place;

    before = value[i - 1].data;
    place = (ngx_strcmp(value[0].data, "place") == 0);
    selects = place || ngx_strcmp(value[0].data, "hydrated") == 0;

    if (i == 1 && !selects) {
        return 1;
    }

    if (before[before[0] == '!'] == '~') {
        return 1;                       /* a pattern */
    }

    if (ngx_strcmp(value[0].data, "language") == 0) {

        /* "in" is what Indonesian was called */

        return ngx_strcmp(value[i].data, "in") == 0
               || ngx_strcmp(value[i].data, "page") == 0;
    }

    /* elements, as in `place after script` */

    return place && i == 2
           && (ngx_strcmp(value[i].data, "script") == 0
               || ngx_strcmp(value[i].data, "text") == 0);
}


char *
ngx_http_legal_conf_either(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_str_t        *value;
    ngx_uint_t        i;
    ngx_conf_enum_t  *words;

    value = cf->args->elts;
    words = cmd->post;

    for (i = 0; words[i].name.len; i++) {
        if (words[i].name.len == value[1].len
            && ngx_strcasecmp(words[i].name.data, value[1].data) == 0)
        {
            return ngx_conf_set_enum_slot(cf, cmd, conf);
        }
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid value \"%V\" in \"%V\" directive, "
                       "\"%V\" and \"%V\" are allowed", &value[1], &value[0],
                       &words[0].name, &words[1].name);

    return NGX_CONF_ERROR;
}


void
ngx_http_legal_conf_error_at(ngx_conf_t *cf, ngx_http_legal_reference_t *ref,
    const char *text)
{
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0, "%s in %s:%ui", text, ref->file,
                  ref->line);
}


/* As ngx_http_map_module reads a block of its own. */

char *
ngx_http_legal_conf_block(ngx_conf_t *cf, void *object,
    char *(*handler)(ngx_conf_t *, ngx_command_t *, void *))
{
    char        *rv;
    ngx_conf_t   save;

    save = *cf;
    cf->handler = handler;
    cf->handler_conf = object;

    rv = ngx_conf_parse(cf, NULL);

    *cf = save;

    return rv;
}


ngx_int_t
ngx_http_legal_conf_unmarked(ngx_conf_t *cf)
{
    ln_str_t    word;
    ngx_str_t  *value;

    value = cf->args->elts;
    word = ln_str_unmarked(ngx_http_legal_ln(value[0]));

    if (word.len == value[0].len) {
        return NGX_OK;
    }

    value[0].data += value[0].len - word.len;
    value[0].len = word.len;

    if (word.len && word.data[0] == '#') {

        /* nginx has read what follows as words, and not as a comment */

        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "a comment stands directly behind a byte order "
                           "mark, begin the file with an empty line, or save "
                           "it without the mark");
        return NGX_ERROR;
    }

    if (word.len == 0 && cf->args->nelts > 1) {
        cf->args->nelts--;
        ngx_memmove(value, &value[1], cf->args->nelts * sizeof(ngx_str_t));
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_conf_name(ngx_conf_t *cf, ngx_str_t *name)
{
    if (ln_is_identifier(ngx_http_legal_ln(*name))) {
        return NGX_OK;
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid name \"%V\", letters, digits, \"_\" and \"-\" "
                       "are allowed", name);

    return NGX_ERROR;
}


ngx_uint_t
ngx_http_legal_same(ngx_str_t *a, ngx_str_t *b)
{
    return a->len == b->len && ngx_memcmp(a->data, b->data, a->len) == 0;
}


ngx_int_t
ngx_http_legal_join(ngx_pool_t *pool, ngx_str_t *parts, ngx_uint_t n,
    const char *separator, ngx_str_t *out)
{
    u_char      *p;
    size_t       len;
    ngx_uint_t   i;

    ngx_str_null(out);

    if (n == 0) {
        return NGX_OK;
    }

    len = n * ngx_strlen(separator);

    for (i = 0; i < n; i++) {
        len += parts[i].len;
    }

    p = ngx_pnalloc(pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    out->data = p;

    for (i = 0; i < n; i++) {
        p = ngx_sprintf(p, "%s%V", i ? separator : "", &parts[i]);
    }

    out->len = p - out->data;

    return NGX_OK;
}


/* nginx itself would name neither the text nor the line. */

ngx_int_t
ngx_http_legal_conf_variable(ngx_conf_t *cf, ngx_str_t *name,
    ln_variable_t *known)
{
    ngx_uint_t                  i;
    ngx_http_variable_t        *v;
    ngx_http_core_main_conf_t  *cmcf;

    *known = ln_variable(ngx_http_legal_ln(*name));
    v = ngx_http_legal_conf_named(cf, name);

    if (v) {
        *known = ngx_http_legal_conf_known(*known, v->flags);
        return NGX_OK;
    }

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    v = cmcf->prefix_variables.elts;

    for (i = 0; i < cmcf->prefix_variables.nelts; i++) {
        if (name->len > v[i].name.len
            && ngx_strncmp(v[i].name.data, name->data, v[i].name.len) == 0)
        {
            return NGX_OK;
        }
    }

    return NGX_DECLINED;
}


ngx_uint_t
ngx_http_legal_conf_only_set(ngx_conf_t *cf, ngx_str_t *name)
{
    ngx_http_variable_t  *v;

    v = ngx_http_legal_conf_named(cf, name);

    return v && (v->flags & NGX_HTTP_VAR_WEAK);
}


/* The variable that has all of that name, or NULL. */

static ngx_http_variable_t *
ngx_http_legal_conf_named(ngx_conf_t *cf, ngx_str_t *name)
{
    ngx_uint_t                  i;
    ngx_hash_key_t             *key;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    key = cmcf->variables_keys->keys.elts;

    for (i = 0; i < cmcf->variables_keys->keys.nelts; i++) {
        if (key[i].key.len == name->len
            && ngx_strncmp(key[i].key.data, name->data, name->len) == 0)
        {
            return key[i].value;
        }
    }

    return NULL;
}


/*
 * A site may call a variable of its own `upstream_app`: nginx lets it change.
 * What `set` makes is known as the phases begin, and is marked as weak.
 */

static ln_variable_t
ngx_http_legal_conf_known(ln_variable_t known, ngx_uint_t flags)
{
    if (known == LN_VARIABLE_REQUEST || known == LN_VARIABLE_VERDICT
        || (known != LN_VARIABLE_UNKNOWN && !(flags & NGX_HTTP_VAR_CHANGEABLE)))
    {
        return known;
    }

    return (flags & NGX_HTTP_VAR_WEAK) ? LN_VARIABLE_REQUEST
                                       : LN_VARIABLE_UNKNOWN;
}
