/* legal_client: by what a reader is located. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_client.h"


static ngx_int_t ngx_http_legal_client_note(ngx_conf_t *cf,
    ngx_http_legal_client_t *client, ngx_str_t *value);
static ngx_int_t ngx_http_legal_client_field(ngx_http_legal_client_t *client,
    ngx_str_t *variable);
static ngx_int_t ngx_http_legal_client_country(ngx_conf_t *cf,
    ngx_http_legal_client_t *client);
static const char *ngx_http_legal_client_refused(ngx_str_t *name,
    ln_variable_t known);
static void ngx_http_legal_client_warn(ngx_conf_t *cf,
    ngx_http_legal_client_t *client);
static ngx_uint_t ngx_http_legal_client_joined(ngx_str_t *value,
    ngx_uint_t country);


char *
ngx_http_legal_client(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                         *value;
    ngx_http_legal_client_t           *client;
    ngx_http_compile_complex_value_t   ccv;

    if (llcf->client != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;

    client = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_client_t));
    if (client == NULL) {
        return NGX_CONF_ERROR;
    }

    if (ngx_strlchr(value[1].data, value[1].data + value[1].len, '$')
        == NULL)
    {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a variable is expected");
    }

    if (cf->args->nelts == 3
        && ngx_http_legal_client_country(cf, client) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    client->value = ngx_palloc(cf->pool, sizeof(ngx_http_complex_value_t));
    if (client->value == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(&ccv, sizeof(ngx_http_compile_complex_value_t));

    ccv.cf = cf;
    ccv.value = &value[1];
    ccv.complex_value = client->value;

    if (ngx_http_legal_client_note(cf, client, &value[1]) != NGX_OK
        || ngx_http_compile_complex_value(&ccv) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    llcf->client = client;
    ngx_http_legal_client_warn(cf, client);

    return NGX_CONF_OK;
}


/* Notes the names in value.  A digit is a capture, which is always there. */

static ngx_int_t
ngx_http_legal_client_note(ngx_conf_t *cf, ngx_http_legal_client_t *client,
    ngx_str_t *value)
{
    u_char                      *p, *end, *name;
    ngx_http_legal_reference_t  *ref;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    end = value->data + value->len;

    if (ngx_array_init(&client->fields, cf->pool, 1, sizeof(ngx_str_t))
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    for (p = value->data; p < end; /* void */ ) {

        if (*p++ != '$') {
            continue;
        }

        p += (p < end && *p == '{');

        for (name = p; p < end && (isalnum(*p) || *p == '_'); p++) {
            /* void */
        }

        if (p == name || isdigit(*name)) {
            continue;
        }

        ref = ngx_array_push(&lmcf->client_variables);
        if (ref == NULL) {
            return NGX_ERROR;
        }

        ref->name.len = p - name;
        ref->name.data = ngx_pnalloc(cf->pool, ref->name.len);
        if (ref->name.data == NULL) {
            return NGX_ERROR;
        }

        ngx_strlow(ref->name.data, name, ref->name.len);
        ngx_http_legal_conf_here(cf, ref);

        if (ngx_http_legal_client_field(client, &ref->name) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Notes the header field that the variable has the value of, if any. */

static ngx_int_t
ngx_http_legal_client_field(ngx_http_legal_client_t *client,
    ngx_str_t *variable)
{
    ngx_str_t  *name;

    if (variable->len < 5 || ngx_memcmp(variable->data, "http_", 5) != 0) {
        return NGX_OK;
    }

    name = ngx_array_push(&client->fields);
    if (name == NULL) {
        return NGX_ERROR;
    }

    name->data = variable->data + 5;
    name->len = variable->len - 5;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_client_resolve(ngx_conf_t *cf)
{
    const char                  *why;
    ngx_uint_t                   i;
    ln_variable_t                known;
    ngx_http_legal_reference_t  *refs;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    refs = lmcf->client_variables.elts;

    for (i = 0; i < lmcf->client_variables.nelts; i++) {

        if (ngx_http_legal_conf_variable(cf, &refs[i].name, &known) != NGX_OK)
        {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"legal_client\" directive: unknown variable "
                          "\"$%V\", set it or mend its name, in %s:%ui",
                          &refs[i].name, refs[i].file, refs[i].line);
            return NGX_ERROR;
        }

        why = ngx_http_legal_client_refused(&refs[i].name, known);

        if (why) {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"legal_client\" directive: variable \"$%V\" %s, "
                          "take a variable of the request, in %s:%ui",
                          &refs[i].name, why, refs[i].file, refs[i].line);
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Why no reader can be located by that variable; NULL: readers can. */

static const char *
ngx_http_legal_client_refused(ngx_str_t *name, ln_variable_t known)
{
    ngx_uint_t  i;

    static ngx_str_t  names[] = {
        ngx_string("legal_country"), ngx_string("legal_region"),
        ngx_string("legal_asn"), ngx_string("legal_jurisdictions"),
        ngx_string("legal_preview")
    };

    for (i = 0; i < sizeof(names) / sizeof(ngx_str_t); i++) {
        if (ngx_http_legal_same(name, &names[i])) {
            known = LN_VARIABLE_VERDICT;
        }
    }

    switch (known) {

    case LN_VARIABLE_VERDICT:
        return "is made of the reader's location itself";

    case LN_VARIABLE_RESPONSE:
    case LN_VARIABLE_BODY:
        return "is known only with the response, and readers are located "
               "before";

    default:
        return NULL;
    }
}


/* The parameter `country`: the value is a code, and needs no database. */

static ngx_int_t
ngx_http_legal_client_country(ngx_conf_t *cf, ngx_http_legal_client_t *client)
{
    ngx_str_t                   *value;
    ngx_http_legal_main_conf_t  *lmcf;

    value = cf->args->elts;

    if (ngx_strcmp(value[2].data, "country") != 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid parameter \"%V\" in \"%V\" directive, "
                           "\"country\" is allowed", &value[2], &value[0]);
        return NGX_ERROR;
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    lmcf->country_client = 1;
    client->country = 1;

    return NGX_OK;
}


/* A value that is no address, or no code, leaves every reader unlocated. */

static void
ngx_http_legal_client_warn(ngx_conf_t *cf, ngx_http_legal_client_t *client)
{
    ngx_str_t  *value;

    value = cf->args->elts;

    if (ngx_http_legal_client_joined(&value[1], client->country)) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"legal_client %V\" never is one %s, so every "
                           "reader is unlocated: write one variable",
                           &value[1],
                           client->country ? "code" : "address");

    } else if (!client->country
               && (ngx_strstr(value[1].data, "http_x_forwarded_for")
                   || ngx_strstr(value[1].data, "http_forwarded")
                   || ngx_strstr(value[1].data, "proxy_add_x_forwarded_for")))
    {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"legal_client %V\" can be a list, which locates "
                           "nobody, and readers can send it themselves: use "
                           "the realip module instead", &value[1]);
    }
}


/* Whether it has letters beside its variables that neither may have. */

static ngx_uint_t
ngx_http_legal_client_joined(ngx_str_t *value, ngx_uint_t country)
{
    u_char  *p, *end;

    end = value->data + value->len;

    for (p = value->data; p < end; p++) {

        if (*p == '$') {

            if (p + 1 < end && p[1] == '{') {
                while (p < end && *p != '}') {
                    p++;
                }

            } else {
                while (p + 1 < end && (p[1] == '_' || isalnum(p[1]))) {
                    p++;
                }
            }

            continue;
        }

        if (isalnum(*p) || *p == (country ? '-' : '.')
            || (!country && *p == ':'))
        {
            continue;
        }

        return 1;
    }

    return 0;
}
