/*
 * `uri`, `when`, `fallback`, `fragments` and `acknowledge`: where else a rule
 * is not due.
 */

#include <ngx_config.h>

#include "acknowledge/ln_acknowledgement.h"
#include "field/ln_vary.h"
#include "http/directives/ngx_http_legal_conf_rule_due.h"
#include "ln_ascii.h"
#include "ln_quote.h"


/* What Chrome, Firefox and Safari keep: RFC 6265bis, 5.5. */
#define NGX_HTTP_LEGAL_COOKIE_LASTS  (400 * 24 * 60 * 60)


static void ngx_http_legal_rule_uri_warn(ngx_conf_t *cf, ngx_str_t *pattern);
static ngx_uint_t ngx_http_legal_rule_uri_coded(ngx_str_t *pattern);
static ngx_uint_t ngx_http_legal_rule_uri_variable(ngx_str_t *pattern);
static ngx_int_t ngx_http_legal_when_known(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, ngx_http_legal_when_t *when);
static const char *ngx_http_legal_when_refused(ngx_http_legal_rule_t *rule,
    ngx_http_legal_when_t *when);


char *
ngx_http_legal_rule_uri(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    u_char                *p;
    unsigned               flags;
    ngx_str_t             *value;
    ln_error_t             err;
    ngx_http_legal_uri_t  *uri;

    value = cf->args->elts;
    p = value[1].data;

    uri = ngx_array_push(&rule->uris);
    if (uri == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(uri, sizeof(ngx_http_legal_uri_t));
    uri->text = value[2];

    if (*p == '!') {
        uri->negative = 1;
        p++;
    }

    if (ngx_strcmp(p, "~") == 0) {
        flags = 0;

    } else if (ngx_strcmp(p, "~*") == 0) {
        flags = LN_PATTERN_CASELESS;
        uri->caseless = 1;

    } else {
        rule->uris.nelts--;
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid operator \"%V\" in \"%V\" directive, "
                           "\"~\", \"~*\", \"!~\" and \"!~*\" are allowed",
                           &value[1], &value[0]);
        return NGX_CONF_ERROR;
    }

    ngx_memzero(&err, sizeof(ln_error_t));

    uri->pattern = ln_pattern_compile(ngx_http_legal_ln(value[2]), flags,
                                      &err);
    if (uri->pattern == NULL) {
        rule->uris.nelts--;
        return ngx_http_legal_conf_failed(cf, &err);
    }

    ngx_http_legal_rule_uri_warn(cf, &value[2]);

    return NGX_CONF_OK;
}


/* $uri begins with "/" and has neither a host nor a query. */

static void
ngx_http_legal_rule_uri_warn(ngx_conf_t *cf, ngx_str_t *pattern)
{
    if (pattern->len > 1 && pattern->data[0] == '^'
        && isalnum(pattern->data[1]))
    {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" never matches, as $uri "
                           "begins with \"/\": write \"^/\"", pattern);

    } else if (ngx_strstr(pattern->data, "\\?")
               || ngx_strstr(pattern->data, "[?]"))
    {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" looks for \"?\", and $uri "
                           "is without the query: match the path alone",
                           pattern);

    } else if (ngx_strstr(pattern->data, "://")
               && pattern->data[0] != '/' && pattern->data[0] != '^')
    {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" looks for \"://\", and $uri "
                           "is without scheme and host: match the path alone",
                           pattern);

    } else if (ngx_http_legal_rule_uri_coded(pattern)) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" looks for "
                           "percent-encoding, and $uri is decoded: write the "
                           "character itself", pattern);

    } else if (ngx_http_legal_rule_uri_variable(pattern)) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" has a word behind \"$\", "
                           "which is the end of $uri, so it never matches: a "
                           "pattern has no variables", pattern);

    } else if (ln_has_curly_quote(ngx_http_legal_ln(*pattern))) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"uri\" pattern \"%V\" looks for curly quotes: "
                           "write straight ones", pattern);
    }
}


/* Whether a pattern has %XX, as in the request line. */

static ngx_uint_t
ngx_http_legal_rule_uri_coded(ngx_str_t *pattern)
{
    u_char  *p;

    for (p = pattern->data; (p = (u_char *) ngx_strchr(p, '%')); p++) {
        if (isxdigit(p[1]) && isxdigit(p[2])) {
            return 1;
        }
    }

    return 0;
}


/* Whether a pattern has `$name`, as nginx's values have. */

static ngx_uint_t
ngx_http_legal_rule_uri_variable(ngx_str_t *pattern)
{
    u_char      *p;
    ngx_uint_t   in_class;

    in_class = 0;

    for (p = pattern->data; *p; p++) {

        if (*p == '\\' && p[1]) {
            p++;

        } else if (*p == '[') {
            in_class = 1;

        } else if (*p == ']') {
            in_class = 0;

        } else if (*p == '$' && !in_class && (isalpha(p[1]) || p[1] == '_')) {
            return 1;
        }
    }

    return 0;
}


char *
ngx_http_legal_rule_when(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ln_str_t                text, name;
    ngx_str_t              *value;
    ngx_uint_t              i;
    ngx_http_legal_when_t  *when;

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {
        text = ngx_http_legal_ln(value[i]);

        if (value[i].data[0] != '$'
            || ln_vary_variable_next(&text, &name) != LN_OK
            || name.len == 0 || name.len + 1 != value[i].len)
        {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "a variable is expected, as in "
                                               "\"$upstream_http_x_legal\", "
                                               "compare or join values in a "
                                               "\"map\"");
        }

        when = ngx_array_push(&rule->whens);
        if (when == NULL) {
            return NGX_CONF_ERROR;
        }

        ngx_memzero(when, sizeof(ngx_http_legal_when_t));
        ngx_http_legal_conf_here(cf, &when->where);

        when->where.name.len = name.len;
        when->where.name.data = ngx_pnalloc(cf->pool, name.len);
        if (when->where.name.data == NULL) {
            return NGX_CONF_ERROR;
        }

        ngx_strlow(when->where.name.data, (u_char *) name.data, name.len);
    }

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_fallback(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t  *value;

    if (rule->fallback_where.line) {
        return "is duplicate";
    }

    value = cf->args->elts;
    ngx_http_legal_conf_here(cf, &rule->fallback_where);

    if (ngx_strcmp(value[1].data, "none") == 0) {
        rule->no_fallback = 1;

    } else if (ngx_strcmp(value[1].data, "body") != 0) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "\"body\" and \"none\" are "
                                           "allowed");
    }

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_fragments(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t  *value;

    if (rule->fragments_set) {
        return "is duplicate";
    }

    value = cf->args->elts;
    rule->fragments_set = 1;

    if (ngx_strcmp(value[1].data, "skip") == 0) {
        rule->skip_fragments = 1;

    } else if (ngx_strcmp(value[1].data, "show") != 0) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "\"show\" and \"skip\" are "
                                           "allowed");
    }

    return NGX_CONF_OK;
}


ngx_int_t
ngx_http_legal_rule_fallback_check(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t   *types;
    ngx_uint_t   i;
    const char  *wrong;

    if (!rule->no_fallback) {
        return NGX_OK;
    }

    wrong = (rule->places.nelts == 0)
            ? "has no \"place\" beside it, so that the notice would never be "
              "shown, add one" : NULL;

    types = rule->types.elts;

    for (i = 0; i < rule->types.nelts; i++) {
        if (ln_str_caseless_eq(ngx_http_legal_ln(types[i]),
                               ln_str("text/plain")))
        {
            wrong = "has no place in \"text/plain\", where a notice goes to "
                    "the end, take that out of \"types\"";
        }
    }

    if (wrong) {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"fallback none\" of notice \"%V\" %s, in %s:%ui",
                      &rule->name, wrong, rule->fallback_where.file,
                      rule->fallback_where.line);
        return NGX_ERROR;
    }

    return NGX_OK;
}


char *
ngx_http_legal_rule_acknowledge(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    u_char     *p;
    ngx_int_t   lasts;
    ngx_str_t  *value;

    if (rule->asks) {
        return "is duplicate";
    }

    value = cf->args->elts;
    lasts = ngx_parse_time(&value[1], 1);

    if (lasts == (ngx_int_t) NGX_ERROR) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a time like \"30d\" is expected, "
                                           "or \"0\" for the session");
    }

    if (rule->name.len > LN_ACKNOWLEDGED_RULE_MAX) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\" directive needs a restriction whose name "
                           "has %d bytes at most, shorten the name", &value[0],
                           LN_ACKNOWLEDGED_RULE_MAX);
        return NGX_CONF_ERROR;
    }

    if (lasts > NGX_HTTP_LEGAL_COOKIE_LASTS) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"%V\" in \"%V\" directive is longer than browsers "
                           "keep a cookie, which is 400d", &value[1],
                           &value[0]);
    }

    rule->asks = 1;
    rule->acknowledge = lasts;
    ngx_http_legal_conf_here(cf, &rule->acknowledge_where);

    rule->cookie.len = sizeof("legal_") - 1 + rule->name.len;
    rule->cookie.data = ngx_pnalloc(cf->pool, rule->cookie.len);
    if (rule->cookie.data == NULL) {
        return NGX_CONF_ERROR;
    }

    p = ngx_cpymem(rule->cookie.data, "legal_", sizeof("legal_") - 1);
    ngx_memcpy(p, rule->name.data, rule->name.len);

    return NGX_CONF_OK;
}


/* Who acknowledges one text acknowledges all: they say the same. */

ngx_int_t
ngx_http_legal_rule_may_ask(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    u_char            *p, *digests;
    ln_str_t           all;
    ngx_uint_t         i;
    ln_error_t         err;
    ln_translation_t  *v;

    all.len = rule->text.ntranslations * LN_DIGEST_LEN;

    digests = ngx_palloc(cf->temp_pool, all.len + 1);
    if (digests == NULL) {
        return NGX_ERROR;
    }

    all.data = p = digests;

    for (i = 0; i < rule->text.ntranslations; i++) {
        v = &rule->text.translations[i];
        ngx_memzero(&err, sizeof(ln_error_t));

        if (ln_template_may_ask(v->content, rule->asks, &err) != LN_OK) {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "%s at \"%s\":%ud:%ud, in %s:%ui", err.text, v->file,
                          err.line, err.column, rule->text_where.file,
                          rule->text_where.line);
            return NGX_ERROR;
        }

        if (ln_template_shows(v->content, &err) != LN_OK) {
            ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                          "%s at \"%s\":%ud:%ud, in %s:%ui", err.text, v->file,
                          err.line, err.column, rule->text_where.file,
                          rule->text_where.line);
        }

        p = ngx_cpymem(p, v->digest, LN_DIGEST_LEN);
    }

    ln_digest(all, rule->text_digest);

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_rule_when_resolve(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t              i;
    const char             *refused;
    ngx_http_legal_when_t  *when;

    when = rule->whens.elts;

    for (i = 0; i < rule->whens.nelts; i++) {

        if (ngx_http_legal_when_known(cf, rule, &when[i]) != NGX_OK) {
            return NGX_ERROR;
        }

        refused = ngx_http_legal_when_refused(rule, &when[i]);

        if (refused) {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"when\" directive: \"$%V\" of \"%V\" %s, in %s:%ui",
                          &when[i].where.name, &rule->name, refused,
                          when[i].where.file, when[i].where.line);
            return NGX_ERROR;
        }

        when[i].index = ngx_http_get_variable_index(cf, &when[i].where.name);

        if (when[i].index == NGX_ERROR) {
            return NGX_ERROR;
        }

        /* a restriction is decided before there is a response */

        rule->when_unknown |= (when[i].known == LN_VARIABLE_UNKNOWN);

        if (when[i].known != LN_VARIABLE_REQUEST && !rule->restriction) {
            rule->when_response = 1;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_when_known(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    ngx_http_legal_when_t *when)
{
    if (ngx_http_legal_conf_variable(cf, &when->where.name, &when->known)
        != NGX_OK)
    {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"when\" directive: unknown variable \"$%V\" in "
                      "\"%V\", set it or mend its name, in %s:%ui",
                      &when->where.name, &rule->name, when->where.file,
                      when->where.line);
        return NGX_ERROR;
    }

    return NGX_OK;
}


/* Why a rule cannot depend on that variable; NULL: it can. */

static const char *
ngx_http_legal_when_refused(ngx_http_legal_rule_t *rule,
    ngx_http_legal_when_t *when)
{
    switch (when->known) {

    case LN_VARIABLE_VERDICT:
        return "depends on what the rules decide, take a variable that does "
               "not";

    case LN_VARIABLE_BODY:
        return "is known only when the page was sent, take a variable of the "
               "request or of the response's header";

    case LN_VARIABLE_RESPONSE:
        return rule->restriction
               ? "is known only with the response, and a restriction is "
                 "decided before, take a variable of the request" : NULL;

    default:
        return NULL;
    }
}
