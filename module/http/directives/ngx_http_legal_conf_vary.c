/*
 * `legal_cache vary HEADER ..`: the field names, and what a response that
 * caches share by these fields may hold.
 */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/directives/ngx_http_legal_conf_vary.h"
#include "ln_ascii.h"


/* A variable whose value differs from reader to reader. */
typedef struct {
    ngx_str_t   name;                   /* or how the name begins */
    ngx_str_t   field;                  /* of the request that it is made of */
    unsigned    prefix:1;
} ngx_http_legal_reader_variable_t;


static char *ngx_http_legal_vary_name(ngx_conf_t *cf, ngx_str_t *name);
static ngx_int_t ngx_http_legal_vary_rule(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf, ngx_http_legal_rule_t *rule);
static void ngx_http_legal_vary_client(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf);
static ngx_uint_t ngx_http_legal_vary_lacks(ngx_http_legal_loc_conf_t *llcf,
    ngx_str_t *variable);
static ngx_uint_t ngx_http_legal_vary_has(ngx_http_legal_loc_conf_t *llcf,
    ngx_str_t *field);


static ngx_http_legal_reader_variable_t  ngx_http_legal_reader_variables[] = {
    { ngx_string("cookie_"), ngx_string("cookie"), 1 },
    { ngx_string("remote_user"), ngx_string("authorization"), 0 },
    { ngx_string("remote_"), ngx_null_string, 1 },
    { ngx_string("binary_remote_addr"), ngx_null_string, 0 },
    { ngx_string("realip_remote_"), ngx_null_string, 1 },
    { ngx_string("proxy_protocol_"), ngx_null_string, 1 },
    { ngx_string("proxy_add_x_forwarded_for"), ngx_null_string, 0 },
    { ngx_string("connection"), ngx_null_string, 1 },
    { ngx_string("tcpinfo_"), ngx_null_string, 1 },
    { ngx_string("request_id"), ngx_null_string, 0 },
    { ngx_string("request_body"), ngx_null_string, 1 },
    { ngx_string("request_length"), ngx_null_string, 0 },
    { ngx_string("request_time"), ngx_null_string, 0 },
    { ngx_string("ssl_client_"), ngx_null_string, 1 },
    { ngx_string("ssl_session_"), ngx_null_string, 1 },
    { ngx_string("ssl_early_data"), ngx_null_string, 0 },
    { ngx_string("uid_"), ngx_null_string, 1 },
    { ngx_string("geoip_"), ngx_null_string, 1 },
    { ngx_string("limit_conn_status"), ngx_null_string, 0 },
    { ngx_string("limit_req_status"), ngx_null_string, 0 },
    { ngx_string("ancient_browser"), ngx_string("user_agent"), 0 },
    { ngx_string("modern_browser"), ngx_string("user_agent"), 0 },
    { ngx_string("msie"), ngx_string("user_agent"), 0 },
    { ngx_string("sent_http_set_cookie"), ngx_null_string, 0 },
    { ngx_string("upstream_http_set_cookie"), ngx_null_string, 0 },
    { ngx_string("upstream_cookie_"), ngx_null_string, 1 },
    { ngx_null_string, ngx_null_string, 0 }
};


/* Sets what legal_cache adds to Vary from the directive's second word on. */

char *
ngx_http_legal_conf_vary(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf)
{
    u_char      *p;
    size_t       len;
    ngx_str_t   *value;
    ngx_uint_t   i;

    value = cf->args->elts;
    len = 0;

    for (i = 2; i < cf->args->nelts; i++) {
        if (ngx_http_legal_vary_name(cf, &value[i]) != NGX_CONF_OK) {
            return NGX_CONF_ERROR;
        }

        len += value[i].len + 2;
    }

    p = ngx_pnalloc(cf->pool, len);
    if (p == NULL) {
        return NGX_CONF_ERROR;
    }

    llcf->cache_vary.data = p;

    for (i = 2; i < cf->args->nelts; i++) {
        p = ngx_sprintf(p, "%s%V", i > 2 ? ", " : "", &value[i]);
    }

    llcf->cache_vary.len = p - llcf->cache_vary.data;

    return NGX_CONF_OK;
}


/*
 * A field name is a token (RFC 9110, 5.1).  nginx would send "$http_x" as it
 * stands; "*" has caches store nothing, which `no-store` says in words.
 */

static char *
ngx_http_legal_vary_name(ngx_conf_t *cf, ngx_str_t *name)
{
    u_char       c;
    ngx_uint_t   i;
    const char  *remedy;

    remedy = NULL;

    if (name->len == 0) {
        remedy = "a header name is expected";

    } else if (ngx_strlchr(name->data, name->data + name->len, '$')) {
        remedy = "name the header, not the variable, as in \"X-Country\"";

    } else if (ngx_strcmp(name->data, "*") == 0) {
        remedy = "to have nothing stored say \"legal_cache no-store\"";

    } else if (ngx_strlchr(name->data, name->data + name->len, ',')) {
        remedy = "name each header by itself, without commas";
    }

    for (i = 0; i < name->len && remedy == NULL; i++) {
        c = name->data[i];

        if (c <= ' ' || c >= 0x7f || ngx_strchr("\"(),/:;<=>?@[\\]{}", c)) {
            remedy = "a header name is expected, as in \"X-Country\"";
        }
    }

    if (remedy == NULL) {
        return NGX_CONF_OK;
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid header \"%V\" in \"legal_cache vary\", %s",
                       name, remedy);

    return NGX_CONF_ERROR;
}


/*
 * Checks every location that has rules and whose responses caches share: what
 * a response holds of its reader must be in a field that Vary names.
 */

ngx_int_t
ngx_http_legal_vary_resolve(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t                   i, k;
    ngx_http_legal_rule_t      **rules;
    ngx_http_legal_loc_conf_t  **shared;

    shared = lmcf->shared.elts;

    for (i = 0; i < lmcf->shared.nelts; i++) {
        rules = shared[i]->apply->elts;

        for (k = 0; k < shared[i]->apply->nelts; k++) {
            if (!rules[k]->restriction
                && ngx_http_legal_vary_rule(cf, shared[i], rules[k]) != NGX_OK)
            {
                return NGX_ERROR;
            }
        }

        ngx_http_legal_vary_client(cf, shared[i]);
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_vary_rule(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf,
    ngx_http_legal_rule_t *rule)
{
    unsigned            line, column;
    ngx_str_t           name;
    ngx_uint_t          i, k;
    ln_str_t            s;
    ln_translation_t  *v;

    for (i = 0; i < rule->text.ntranslations; i++) {
        v = &rule->text.translations[i];

        for (k = 0; k < ln_template_nvariables(v->content); k++) {
            s = ln_template_variable(v->content, k);
            name.len = s.len;
            name.data = (u_char *) s.data;

            if (!ngx_http_legal_vary_lacks(llcf, &name)) {
                continue;
            }

            ln_template_where(v->content, k, &line, &column);

            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"legal_cache vary\" lets caches share the pages "
                          "of notice \"%V\", whose placeholder \"%V\" at "
                          "%s:%ud:%ud is one reader's, take it out of the "
                          "text, add its header to \"vary\" or say "
                          "\"legal_cache private\", in %s:%ui", &rule->name,
                          &name, v->file, line, column, llcf->cache_where.file,
                          llcf->cache_where.line);

            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* By what legal_client reads caches must tell readers apart, too. */

static void
ngx_http_legal_vary_client(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf)
{
    u_char      *p, *end;
    ngx_str_t    name;

    static ngx_str_t  address = ngx_string("remote_addr");

    name = address;

    if (llcf->client) {
        p = llcf->client->value->value.data;
        end = p + llcf->client->value->value.len;
        name.len = 0;

        while (p < end && name.len == 0) {
            if (*p++ != '$') {
                continue;
            }

            p += (p < end && *p == '{');
            name.data = p;

            while (p < end && (*p == '_' || ln_is_alnum(*p))) {
                p++;
            }

            name.len = p - name.data;

            if (!ngx_http_legal_vary_lacks(llcf, &name)) {
                name.len = 0;
            }
        }
    }

    if (name.len == 0) {
        return;
    }

    ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                  "\"legal_cache vary\" lets caches share pages by \"%V\" "
                  "alone, but readers are located by \"$%V\", which caches "
                  "don't tell apart: have \"legal_client\" read that header, "
                  "in %s:%ui", &llcf->cache_vary, &name,
                  llcf->cache_where.file, llcf->cache_where.line);
}


/*
 * Whether a variable of that name is one reader's, and of a request field that
 * Vary doesn't have.  What `set`, `map` and other modules make is not known.
 */

static ngx_uint_t
ngx_http_legal_vary_lacks(ngx_http_legal_loc_conf_t *llcf,
    ngx_str_t *variable)
{
    ngx_str_t                          field;
    ngx_http_legal_reader_variable_t  *v;

    static ngx_str_t  http = ngx_string("http_");
    static ngx_str_t  host = ngx_string("host");

    if (variable->len > http.len
        && ngx_strncasecmp(variable->data, http.data, http.len) == 0)
    {
        field.data = variable->data + http.len;
        field.len = variable->len - http.len;

        return !(field.len == host.len
                 && ngx_strncasecmp(field.data, host.data, host.len) == 0)
               && !ngx_http_legal_vary_has(llcf, &field);
    }

    for (v = ngx_http_legal_reader_variables; v->name.len; v++) {

        if (variable->len < v->name.len
            || (variable->len > v->name.len && !v->prefix)
            || ngx_strncasecmp(variable->data, v->name.data, v->name.len) != 0)
        {
            continue;
        }

        return v->field.len == 0 || !ngx_http_legal_vary_has(llcf, &v->field);
    }

    return 0;
}


/* Whether Vary has the field; field is as in a variable's name. */

static ngx_uint_t
ngx_http_legal_vary_has(ngx_http_legal_loc_conf_t *llcf, ngx_str_t *field)
{
    u_char      *p, *end, c, d;
    ngx_uint_t   i;

    p = llcf->cache_vary.data;
    end = p + llcf->cache_vary.len;

    while (p < end) {

        for (i = 0; i < field->len && p + i < end; i++) {
            c = ngx_tolower(p[i]);
            d = ngx_tolower(field->data[i]);

            if (c != d && !(c == '-' && d == '_')) {
                break;
            }
        }

        if (i == field->len && (p + i == end || p[i] == ',')) {
            return 1;
        }

        while (p < end && *p != ' ') {
            p++;
        }

        p++;
    }

    return 0;
}
