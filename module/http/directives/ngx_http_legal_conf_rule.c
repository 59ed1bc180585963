/* The inside of legal_notice and legal_restriction. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_language.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/directives/ngx_http_legal_conf_rule_due.h"
#include "http/directives/ngx_http_legal_conf_rule_place.h"
#include "http/directives/ngx_http_legal_conf_rule_set.h"
#include "ln_suggest.h"


#define NGX_HTTP_LEGAL_IN_NOTICE       1
#define NGX_HTTP_LEGAL_IN_RESTRICTION  2
#define NGX_HTTP_LEGAL_IN_BOTH                                                \
    (NGX_HTTP_LEGAL_IN_NOTICE|NGX_HTTP_LEGAL_IN_RESTRICTION)

/* As many arguments as there are. */
#define NGX_HTTP_LEGAL_ANY             NGX_MAX_UINT32_VALUE


/* Room for the names of all directives. */
#define NGX_HTTP_LEGAL_RULE_WORDS      512

/*
 * Part of each variant's key: another one where this module makes other bytes
 * of the same page, by the same rules, than an earlier version has.
 */
#define NGX_HTTP_LEGAL_FORMAT  "2"


typedef struct {
    ngx_str_t    name;
    ngx_uint_t   in;
    ngx_uint_t   min;                   /* number of arguments */
    ngx_uint_t   max;
    const char  *example;               /* of its arguments */
    char      *(*set)(ngx_conf_t *cf, ngx_http_legal_rule_t *rule);
} ngx_http_legal_rule_command_t;


static ngx_http_legal_rule_t *ngx_http_legal_rule_create(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
static char *ngx_http_legal_rule_line(ngx_conf_t *cf, ngx_command_t *dummy,
    void *conf);
static char *ngx_http_legal_rule_command(ngx_conf_t *cf,
    ngx_http_legal_rule_command_t *cmd, ngx_http_legal_rule_t *rule);
static ngx_uint_t ngx_http_legal_rule_swallows(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
static char *ngx_http_legal_rule_unknown(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
static const char *ngx_http_legal_rule_words(ngx_uint_t in);
static ngx_uint_t ngx_http_legal_rule_where(ngx_http_legal_rule_t *rule);
static const char *ngx_http_legal_rule_kind(ngx_http_legal_rule_t *rule);
static char *ngx_http_legal_rule_end(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_rule_defaults(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);


static ngx_http_legal_rule_command_t  ngx_http_legal_rule_commands[] = {
    { ngx_string("in"), NGX_HTTP_LEGAL_IN_BOTH, 1, NGX_HTTP_LEGAL_ANY,
      "russia germany", ngx_http_legal_rule_in },
    { ngx_string("text"), NGX_HTTP_LEGAL_IN_NOTICE, 1, 1,
      "notices/undesirable", ngx_http_legal_rule_text },
    { ngx_string("page"), NGX_HTTP_LEGAL_IN_RESTRICTION, 1, 1,
      "restrictions/451", ngx_http_legal_rule_text },
    { ngx_string("language"), NGX_HTTP_LEGAL_IN_BOTH, 1, NGX_HTTP_LEGAL_ANY,
      "page reader en", ngx_http_legal_rule_language },
    { ngx_string("place"), NGX_HTTP_LEGAL_IN_NOTICE, 2, NGX_HTTP_LEGAL_ANY,
      "append article", ngx_http_legal_rule_place },
    { ngx_string("hydrated"), NGX_HTTP_LEGAL_IN_NOTICE, 1, NGX_HTTP_LEGAL_ANY,
      "auto", ngx_http_legal_rule_hydrated },
    { ngx_string("uri"), NGX_HTTP_LEGAL_IN_BOTH, 2, 2,
      "~ ^/news/", ngx_http_legal_rule_uri },
    { ngx_string("when"), NGX_HTTP_LEGAL_IN_BOTH, 1, NGX_HTTP_LEGAL_ANY,
      "$arg_edition", ngx_http_legal_rule_when },
    { ngx_string("fallback"), NGX_HTTP_LEGAL_IN_NOTICE, 1, 1,
      "none", ngx_http_legal_rule_fallback },
    { ngx_string("fragments"), NGX_HTTP_LEGAL_IN_NOTICE, 1, 1,
      "skip", ngx_http_legal_rule_fragments },
    { ngx_string("types"), NGX_HTTP_LEGAL_IN_NOTICE, 1, NGX_HTTP_LEGAL_ANY,
      "text/html text/plain", ngx_http_legal_rule_types },
    { ngx_string("script"), NGX_HTTP_LEGAL_IN_NOTICE, 1, 1,
      "/legal-notice.js", ngx_http_legal_rule_script },
    { ngx_string("uncertain"), NGX_HTTP_LEGAL_IN_NOTICE, 1, 1,
      "hide", ngx_http_legal_rule_uncertain },
    { ngx_string("uncertain"), NGX_HTTP_LEGAL_IN_RESTRICTION, 1, 1,
      "block", ngx_http_legal_rule_uncertain },
    { ngx_string("since"), NGX_HTTP_LEGAL_IN_BOTH, 1, 1,
      "2026-11-02", ngx_http_legal_rule_date },
    { ngx_string("until"), NGX_HTTP_LEGAL_IN_BOTH, 1, 1,
      "2027-05-02T00:00+02:00", ngx_http_legal_rule_date },
    { ngx_string("status"), NGX_HTTP_LEGAL_IN_RESTRICTION, 1, 1,
      "451", ngx_http_legal_rule_status },
    { ngx_string("blocked_by"), NGX_HTTP_LEGAL_IN_RESTRICTION, 1, 1,
      "https://court.example/", ngx_http_legal_rule_blocked_by },
    { ngx_string("acknowledge"), NGX_HTTP_LEGAL_IN_RESTRICTION, 1, 1,
      "30d", ngx_http_legal_rule_acknowledge },
    { ngx_null_string, 0, 0, 0, NULL, NULL }
};


char *
ngx_http_legal_rule(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    char                    *rv;
    ngx_str_t               *value, name;
    ngx_http_legal_rule_t   *rule;

    value = cf->args->elts;
    name = value[1];

    if (ngx_http_legal_conf_name(cf, &name) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    if (ngx_strcmp(name.data, "off") == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "the name \"off\" is taken by \"legal_apply off\"");
        return NGX_CONF_ERROR;
    }

    rule = ngx_http_legal_rule_find(lmcf, &name);

    if (rule) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "duplicate name \"%V\" in \"%V\" directive, it was "
                           "defined in %s:%ui", &name, &value[0],
                           rule->where.file, rule->where.line);
        return NGX_CONF_ERROR;
    }

    rule = ngx_http_legal_rule_create(cf, lmcf);
    if (rule == NULL) {
        return NGX_CONF_ERROR;
    }

    rule->name = name;
    rule->restriction = cmd->offset ? 1 : 0;
    rule->uncertain = !rule->restriction;
    ngx_http_legal_conf_here(cf, &rule->where);

    ngx_md5_init(&rule->md5);
    ngx_md5_update(&rule->md5, NGX_HTTP_LEGAL_FORMAT,
                   sizeof(NGX_HTTP_LEGAL_FORMAT) - 1);
    ngx_md5_update(&rule->md5, name.data, name.len + 1);

    rv = ngx_http_legal_conf_block(cf, rule, ngx_http_legal_rule_line);
    if (rv != NGX_CONF_OK) {
        return rv;
    }

    ngx_md5_final(rule->digest, &rule->md5);

    return ngx_http_legal_rule_end(cf, rule);
}


static ngx_http_legal_rule_t *
ngx_http_legal_rule_create(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    ngx_pool_t              *pool;
    ngx_http_legal_rule_t   *rule, **slot;

    pool = cf->pool;

    rule = ngx_pcalloc(pool, sizeof(ngx_http_legal_rule_t));
    if (rule == NULL) {
        return NULL;
    }

    if (ngx_array_init(&rule->in_names, pool, 2,
                       sizeof(ngx_http_legal_reference_t)) != NGX_OK
        || ngx_array_init(&rule->in, pool, 2, sizeof(ngx_uint_t)) != NGX_OK
        || ngx_array_init(&rule->all_variables, pool, 2, sizeof(ngx_int_t))
           != NGX_OK
        || ngx_array_init(&rule->response_variables, pool, 2,
                          sizeof(ngx_int_t))
           != NGX_OK
        || ngx_array_init(&rule->languages, pool, 2,
                          sizeof(ln_language_choice_t)) != NGX_OK
        || ngx_array_init(&rule->place_texts, pool, 2, sizeof(ngx_str_t))
           != NGX_OK
        || ngx_array_init(&rule->places, pool, 2, sizeof(ln_place_t))
           != NGX_OK
        || ngx_array_init(&rule->uris, pool, 2, sizeof(ngx_http_legal_uri_t))
           != NGX_OK
        || ngx_array_init(&rule->whens, pool, 2, sizeof(ngx_http_legal_when_t))
           != NGX_OK
        || ngx_array_init(&rule->types, pool, 2, sizeof(ngx_str_t))
           != NGX_OK)
    {
        return NULL;
    }

    /* known to the configuration's cleanup from here on */

    slot = ngx_array_push(&lmcf->rules);
    if (slot == NULL) {
        return NULL;
    }

    *slot = rule;

    return rule;
}


static char *
ngx_http_legal_rule_line(ngx_conf_t *cf, ngx_command_t *dummy, void *conf)
{
    ngx_http_legal_rule_t *rule = conf;

    ngx_str_t                      *value;
    ngx_http_legal_rule_command_t  *cmd;

    if (ngx_http_legal_conf_unmarked(cf) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    value = cf->args->elts;

    if (cf->args->nelts == 2 && ngx_strcmp(value[0].data, "include") == 0) {
        return ngx_conf_include(cf, dummy, conf);
    }

    for (cmd = ngx_http_legal_rule_commands; cmd->name.len; cmd++) {
        if ((cmd->in & ngx_http_legal_rule_where(rule))
            && ngx_http_legal_same(&cmd->name, &value[0]))
        {
            return ngx_http_legal_rule_command(cf, cmd, rule);
        }
    }

    return ngx_http_legal_rule_unknown(cf, rule);
}


static char *
ngx_http_legal_rule_command(ngx_conf_t *cf,
    ngx_http_legal_rule_command_t *cmd, ngx_http_legal_rule_t *rule)
{
    char        *rv;
    ngx_str_t   *value;
    ngx_uint_t   i, nargs;

    value = cf->args->elts;
    nargs = cf->args->nelts - 1;

    if (ngx_http_legal_rule_swallows(cf, rule)) {
        return NGX_CONF_ERROR;
    }

    if (nargs < cmd->min || nargs > cmd->max) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid number of arguments in \"%V\" directive, "
                           "write \"%V %s\"", &value[0], &value[0],
                           cmd->example);
        return NGX_CONF_ERROR;
    }

    for (i = 0; i <= nargs; i++) {
        ngx_md5_update(&rule->md5, value[i].data, value[i].len + 1);
    }

    rv = cmd->set(cf, rule);

    if (rv == NGX_CONF_OK || rv == NGX_CONF_ERROR) {
        return rv;
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" directive %s",
                       &value[0], rv);

    return NGX_CONF_ERROR;
}


/* Whether the line goes on into the next one, for want of a ";". */

static ngx_uint_t
ngx_http_legal_rule_swallows(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_rule_command_t  *cmd;

    for (cmd = ngx_http_legal_rule_commands; cmd->name.len; cmd++) {
        if ((cmd->in & ngx_http_legal_rule_where(rule))
            && ngx_http_legal_conf_swallows(cf, &cmd->name))
        {
            return 1;
        }
    }

    return 0;
}


static char *
ngx_http_legal_rule_unknown(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t                      *value;
    ngx_uint_t                      in;
    ln_suggestion_t                 guess;
    ngx_http_legal_rule_command_t  *cmd;

    in = ngx_http_legal_rule_where(rule);
    value = cf->args->elts;

    ln_suggest_init(&guess, ngx_http_legal_ln(value[0]));

    for (cmd = ngx_http_legal_rule_commands; cmd->name.len; cmd++) {
        if (cmd->in & in) {
            ln_suggest_try(&guess, ngx_http_legal_ln(cmd->name));

        } else if (ngx_http_legal_same(&cmd->name, &value[0])) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "unknown directive \"%V\" in \"%s\", it stands "
                               "in \"%s\"", &value[0],
                               ngx_http_legal_rule_kind(rule),
                               rule->restriction ? "legal_notice"
                                                 : "legal_restriction");
            return NGX_CONF_ERROR;
        }
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "unknown directive \"%V\" in \"%s\"%s", &value[0],
                       ngx_http_legal_rule_kind(rule),
                       guess.best.len ? ln_suggest_text(&guess)
                                      : ngx_http_legal_rule_words(in));

    return NGX_CONF_ERROR;
}


/* `, "in", "text" .. and "until" are allowed`; kept until the next call. */

static const char *
ngx_http_legal_rule_words(ngx_uint_t in)
{
    u_char                         *p, *last;
    ngx_http_legal_rule_command_t  *cmd, *end;

    static u_char  text[NGX_HTTP_LEGAL_RULE_WORDS];

    p = text;
    last = text + NGX_HTTP_LEGAL_RULE_WORDS - 1;
    end = NULL;

    for (cmd = ngx_http_legal_rule_commands; cmd->name.len; cmd++) {
        end = (cmd->in & in) ? cmd : end;
    }

    for (cmd = ngx_http_legal_rule_commands; cmd <= end; cmd++) {
        if (cmd->in & in) {
            p = ngx_slprintf(p, last, "%s\"%V\"", cmd == end ? " and " : ", ",
                             &cmd->name);
        }
    }

    *ngx_slprintf(p, last, " are allowed") = '\0';

    return (char *) text;
}


static ngx_uint_t
ngx_http_legal_rule_where(ngx_http_legal_rule_t *rule)
{
    return rule->restriction ? NGX_HTTP_LEGAL_IN_RESTRICTION
                             : NGX_HTTP_LEGAL_IN_NOTICE;
}


static const char *
ngx_http_legal_rule_kind(ngx_http_legal_rule_t *rule)
{
    return rule->restriction ? "legal_restriction" : "legal_notice";
}


/* At the end of the block: is all there, and can it all be at once? */

static char *
ngx_http_legal_rule_end(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    const char  *missing;

    missing = (rule->in_names.nelts == 0) ? "in"
              : (!rule->restriction && rule->text.ntranslations == 0) ? "text"
              : NULL;

    if (missing) {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "no \"%s\" directive in %s \"%V\" in %s:%ui", missing,
                      ngx_http_legal_rule_kind(rule), &rule->name,
                      rule->where.file, rule->where.line);
        return NGX_CONF_ERROR;
    }

    if (rule->since && rule->until && rule->since >= rule->until) {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"since\" must be before \"until\" in %s \"%V\", it "
                      "would never be in force, in %s:%ui",
                      ngx_http_legal_rule_kind(rule), &rule->name,
                      rule->where.file, rule->where.line);
        return NGX_CONF_ERROR;
    }

    if (rule->until && rule->until <= ngx_time()) {
        ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                      "\"until\" of %s \"%V\" is past, the rule is in force "
                      "no longer: remove the rule, or write another date, in "
                      "%s:%ui", ngx_http_legal_rule_kind(rule), &rule->name,
                      rule->where.file, rule->where.line);
    }

    if (ngx_http_legal_rule_fallback_check(cf, rule) != NGX_OK
        || ngx_http_legal_language_check(cf, rule) != NGX_OK
        || ngx_http_legal_rule_defaults(cf, rule) != NGX_OK
        || ngx_http_legal_rule_may_ask(cf, rule) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_legal_rule_defaults(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t  *type;

    static ngx_str_t  html = ngx_string("text/html");
    static ngx_str_t  xhtml = ngx_string("application/xhtml+xml");

    if (rule->status == 0) {
        rule->status = NGX_HTTP_LEGAL_UNAVAILABLE;
    }

    if (rule->hydrated_text.len == 0) {
        rule->hydrated.known = 1;
    }

    if (rule->types.nelts == 0) {
        type = ngx_array_push_n(&rule->types, 2);
        if (type == NULL) {
            return NGX_ERROR;
        }

        type[0] = html;
        type[1] = xhtml;
    }

    if (rule->restriction && rule->text.ntranslations == 0) {
        return ngx_http_legal_rule_own_page(cf, rule);
    }

    return NGX_OK;
}


ngx_http_legal_rule_t *
ngx_http_legal_rule_find(ngx_http_legal_main_conf_t *lmcf, ngx_str_t *name)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        if (ngx_http_legal_same(&rules[i]->name, name)) {
            return rules[i];
        }
    }

    return NULL;
}
