/* Whether a rule is in force: by its dates, and on this page. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/verdict/ngx_http_legal_count.h"
#include "http/verdict/ngx_http_legal_force.h"


static void ngx_http_legal_uri_exceeded(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_http_legal_uri_t *uri);


ngx_uint_t
ngx_http_legal_in_time(ngx_http_legal_rule_t *rule)
{
    time_t  now;

    now = ngx_time();

    return (rule->since == 0 || now >= rule->since)
           && (rule->until == 0 || now < rule->until);
}


ngx_int_t
ngx_http_legal_path(ngx_http_request_t *r, ngx_str_t *uri, ngx_str_t *path)
{
    u_char      *p;
    ngx_uint_t   i;

    *path = *uri;

    for (i = 1; i < uri->len; i++) {
        if (uri->data[i] == '/' && uri->data[i - 1] == '/') {
            break;
        }
    }

    if (i >= uri->len) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, uri->len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    path->data = p;
    p = ngx_cpymem(p, uri->data, i);

    for ( /* void */ ; i < uri->len; i++) {
        if (uri->data[i] != '/' || uri->data[i - 1] != '/') {
            *p++ = uri->data[i];
        }
    }

    path->len = p - path->data;

    return NGX_OK;
}


/* Any of the plain patterns, if there are some, and none of the negative. */

ngx_uint_t
ngx_http_legal_uri_matches(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_str_t *path)
{
    int                    rc;
    ngx_uint_t             i, wanted, found;
    ngx_http_legal_uri_t  *uris;

    uris = rule->uris.elts;
    wanted = 0;
    found = 0;

    for (i = 0; i < rule->uris.nelts; i++) {

        if (!uris[i].negative && found) {
            continue;
        }

        rc = ln_pattern_match(uris[i].pattern, ngx_http_legal_ln(*path));
        if (rc < 0) {
            ngx_http_legal_uri_exceeded(r, rule, &uris[i]);
        }

        if (uris[i].negative) {
            if (rc == 1) {
                return 0;
            }

            continue;
        }

        wanted = 1;
        found = (rc != 0);
    }

    return !wanted || found;
}


static void
ngx_http_legal_uri_exceeded(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_http_legal_uri_t *uri)
{
    ngx_http_legal_count(r, NGX_HTTP_LEGAL_PATTERN_LIMITS);

    if (ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_PATTERN)) {
        ngx_log_error(NGX_LOG_ERR, ngx_http_legal_log(r), 0,
                      "uri pattern \"%V\" of \"%V\" went over its match "
                      "limits, the rule is taken to apply, make the "
                      "pattern simpler",
                      &uri->text, &rule->name);
    }
}
