/*
 * legal_cache: which caches may keep a page that has notices; and what a
 * response may hold that caches share by header fields.
 */

#include <ngx_config.h>

#include "field/ln_vary.h"
#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


static char *ngx_http_legal_conf_vary(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf);
static ngx_int_t ngx_http_legal_vary_rule(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf, ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_vary_when(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf, ngx_http_legal_rule_t *rule);
static void ngx_http_legal_vary_client(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf);


char *
ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t        *value;
    ngx_conf_enum_t  *e;

    static ngx_conf_enum_t  policies[] = {
        { ngx_string("private"), NGX_HTTP_LEGAL_CACHE_PRIVATE },
        { ngx_string("no-store"), NGX_HTTP_LEGAL_CACHE_NO_STORE },
        { ngx_string("vary"), NGX_HTTP_LEGAL_CACHE_VARY },
        { ngx_string("off"), NGX_HTTP_LEGAL_CACHE_OFF },
        { ngx_null_string, 0 }
    };

    if (llcf->cache != NGX_CONF_UNSET_UINT) {
        return "is duplicate";
    }

    value = cf->args->elts;

    for (e = policies; e->name.len; e++) {
        if (ngx_http_legal_same(&value[1], &e->name)) {
            llcf->cache = e->value;
        }
    }

    if (llcf->cache == NGX_CONF_UNSET_UINT) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "\"private\", \"no-store\", "
                                           "\"vary\" and \"off\" are allowed");
    }

    if ((llcf->cache == NGX_HTTP_LEGAL_CACHE_VARY) != (cf->args->nelts > 2)) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid number of arguments in \"%V\" directive, "
                           "header names go with \"vary\" and only there",
                           &value[0]);
        return NGX_CONF_ERROR;
    }

    ngx_http_legal_conf_here(cf, &llcf->cache_where);

    return ngx_http_legal_conf_vary(cf, llcf);
}


/* Sets what legal_cache adds to Vary from the directive's second word on. */

static char *
ngx_http_legal_conf_vary(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf)
{
    ngx_str_t   *value;
    ngx_uint_t   i;
    const char  *remedy;

    value = cf->args->elts;

    for (i = 2; i < cf->args->nelts; i++) {
        remedy = ln_vary_refuses(ngx_http_legal_ln(value[i]));

        if (remedy) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "invalid header \"%V\" in \"legal_cache "
                               "vary\", %s", &value[i], remedy);
            return NGX_CONF_ERROR;
        }
    }

    if (cf->args->nelts == 2) {
        return NGX_CONF_OK;
    }

    return ngx_http_legal_join(cf->pool, &value[2], cf->args->nelts - 2, ", ",
                               &llcf->cache_vary)
           == NGX_OK ? NGX_CONF_OK : NGX_CONF_ERROR;
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
            if (ngx_http_legal_vary_when(cf, shared[i], rules[k]) != NGX_OK
                || (!rules[k]->restriction
                    && ngx_http_legal_vary_rule(cf, shared[i], rules[k])
                       != NGX_OK))
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
    unsigned           line, column;
    ln_str_t           name, vary;
    ngx_uint_t         i, k;
    ln_translation_t  *v;

    vary = ngx_http_legal_ln(llcf->cache_vary);

    for (i = 0; i < rule->text.ntranslations; i++) {
        v = &rule->text.translations[i];

        for (k = 0; k < ln_template_nvariables(v->content); k++) {
            name = ln_template_variable(v->content, k);

            if (!ln_vary_lacks(vary, name)) {
                continue;
            }

            ln_template_where(v->content, k, &line, &column);

            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"legal_cache vary\" lets caches share the pages "
                          "of notice \"%V\", whose placeholder \"%*s\" at "
                          "%s:%ud:%ud is one reader's, take it out of the "
                          "text, add its header to \"vary\" or say "
                          "\"legal_cache private\", in %s:%ui", &rule->name,
                          name.len, name.data, v->file, line, column,
                          llcf->cache_where.file, llcf->cache_where.line);

            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Whether a rule is due to a reader at all. */

static ngx_int_t
ngx_http_legal_vary_when(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t              i;
    ngx_http_legal_when_t  *when;

    when = rule->whens.elts;

    for (i = 0; i < rule->whens.nelts; i++) {

        if (!ln_vary_lacks(ngx_http_legal_ln(llcf->cache_vary),
                           ngx_http_legal_ln(when[i].where.name)))
        {
            continue;
        }

        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"legal_cache vary\" lets caches share pages, but "
                      "\"%V\" is due by \"$%V\" of \"when\" in %s:%ui, which "
                      "is one reader's, take it out, add its header to "
                      "\"vary\" or say \"legal_cache private\", in %s:%ui",
                      &rule->name, &when[i].where.name, when[i].where.file,
                      when[i].where.line, llcf->cache_where.file,
                      llcf->cache_where.line);

        return NGX_ERROR;
    }

    return NGX_OK;
}


/* By what legal_client reads caches must tell readers apart, too. */

static void
ngx_http_legal_vary_client(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *llcf)
{
    ln_str_t  text, name, vary;

    name = ln_str("remote_addr");
    vary = ngx_http_legal_ln(llcf->cache_vary);

    if (llcf->client) {
        text = ngx_http_legal_ln(llcf->client->value->value);

        do {
            if (ln_vary_variable_next(&text, &name) != LN_OK) {
                return;
            }
        } while (!ln_vary_lacks(vary, name));
    }

    ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                  "\"legal_cache vary\" lets caches share pages by \"%V\" "
                  "alone, but readers are located by \"$%*s\", which caches "
                  "don't tell apart: have \"legal_client\" read that header, "
                  "in %s:%ui", &llcf->cache_vary, name.len,
                  name.data, llcf->cache_where.file, llcf->cache_where.line);
}
