/* What each directive inside a notice or restriction sets. */

#include <ngx_config.h>

#include "field/ln_field_list.h"
#include "field/ln_media_type.h"
#include "http/directives/ngx_http_legal_conf_rule_set.h"
#include "notice/ln_date.h"
#include "notice/ln_text_slip.h"


static void ngx_http_legal_rule_text_warn(ngx_conf_t *cf, ln_error_t *err);
static ngx_http_legal_rule_t *ngx_http_legal_script_create(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_rule_t *rule);


char *
ngx_http_legal_rule_in(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t                   *value;
    ngx_uint_t                   i;
    ngx_http_legal_reference_t  *ref;

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {
        ref = ngx_array_push(&rule->in_names);
        if (ref == NULL) {
            return NGX_CONF_ERROR;
        }

        ref->name = value[i];
        ngx_http_legal_conf_here(cf, ref);
    }

    return NGX_CONF_OK;
}


/* `text` and `page` are one: read whole now, its variables looked up later. */

char *
ngx_http_legal_rule_text(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t                   *value, path;
    ngx_uint_t                   i;
    ln_error_t                   err;
    ln_translation_t            *variant;
    ngx_http_legal_main_conf_t  *lmcf;

    if (rule->text.ntranslations) {
        return "is duplicate";
    }

    value = cf->args->elts;
    path = value[1];

    if (ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_text_load(&lmcf->alloc, (char *) path.data, &rule->text, &err)
        != LN_OK)
    {
        rule->text.ntranslations = 0;
        return ngx_http_legal_conf_failed(cf, &err);
    }

    for (i = 0; i < rule->text.ntranslations; i++) {
        variant = &rule->text.translations[i];
        rule->contains |= ln_template_contains(variant->content);
        ngx_md5_update(&rule->md5, variant->language.data,
                       variant->language.len);
        ngx_md5_update(&rule->md5, "", 1);
        ngx_md5_update(&rule->md5, variant->source.data, variant->source.len);

        if (ln_text_slip(variant, &err) != LN_OK) {
            ngx_http_legal_rule_text_warn(cf, &err);
        }
    }

    if (ln_text_slip_left_out(&rule->text, &err) != LN_OK) {
        ngx_http_legal_rule_text_warn(cf, &err);
    }

    ngx_http_legal_conf_here(cf, &rule->text_where);

    return NGX_CONF_OK;
}


/* What a restriction without a `page` says. */

ngx_int_t
ngx_http_legal_rule_own_page(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ln_str_t                     text;
    ln_error_t                   err;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    rule->text_where = rule->where;

    text = rule->asks
           ? ln_str("<h1>Before you continue</h1>\n"
                    "<p>This page is restricted where you are. You can see it "
                    "if you confirm that you want to.</p>")
           : ln_str("<h1>Unavailable For Legal Reasons</h1>\n"
                    "<p>This page is not available where you are, for legal "
                    "reasons.</p>");

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_text_make(&lmcf->alloc, ln_str("en"), text, &rule->text, &err)
        != LN_OK)
    {
        (void) ngx_http_legal_conf_failed(cf, &err);
        return NGX_ERROR;
    }

    return NGX_OK;
}


static void
ngx_http_legal_rule_text_warn(ngx_conf_t *cf, ln_error_t *err)
{
    ngx_str_t  *value;

    value = cf->args->elts;

    ngx_conf_log_error(NGX_LOG_WARN, cf, 0, "\"%V\" directive: %s", &value[0],
                       err->text);
}


char *
ngx_http_legal_rule_types(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t   *value, *type;
    ngx_uint_t   i;

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {

        if (ngx_strlchr(value[i].data, value[i].data + value[i].len, '/')
            == NULL)
        {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "a media type like "
                                               "\"text/html\" is expected");
        }

        if (!ln_media_type_shows_text(ngx_http_legal_ln(value[i]))) {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "a notice can be put into "
                                               "\"text/html\" and other "
                                               "types of HTML, "
                                               "\"application/xhtml+xml\" "
                                               "and \"text/plain\"");
        }

        type = ngx_array_push(&rule->types);
        if (type == NULL) {
            return NGX_CONF_ERROR;
        }

        *type = value[i];
    }

    return NGX_CONF_OK;
}


/* Rules that name the same URL share it: a page gets it once. */

char *
ngx_http_legal_rule_script(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t                   *value;
    ngx_uint_t                   i;
    ngx_http_legal_rule_t      **scripts;
    ngx_http_legal_main_conf_t  *lmcf;

    if (rule->script) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (value[1].data[0] != '/'
        && !ln_field_is_url(ngx_http_legal_ln(value[1])))
    {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a path that begins with a slash, "
                                           "or an absolute http or https URL, "
                                           "is expected");
    }

    for (i = 0; i < value[1].len; i++) {
        if (value[1].data[i] <= ' ' || value[1].data[i] >= 0x7f
            || ngx_strchr("<>\"'$", value[1].data[i]))
        {
            return ngx_http_legal_conf_invalid(cf, &value[1],
                                               "percent-encode what is no "
                                               "letter, digit or one of "
                                               "-._~:/?#@!()*+,;=&%");
        }
    }

    if (ngx_strncasecmp(value[1].data, (u_char *) "http:", 5) == 0) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"script\" \"%V\" is not loaded by browsers in a "
                           "page that came by https: write \"https:\"",
                           &value[1]);
    }

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    scripts = lmcf->scripts.elts;

    for (i = 0; i < lmcf->scripts.nelts; i++) {
        if (ngx_http_legal_same(&scripts[i]->script_url, &value[1])) {
            rule->script = scripts[i];
            return NGX_CONF_OK;
        }
    }

    rule->script = ngx_http_legal_script_create(cf, lmcf, rule);
    if (rule->script == NULL) {
        return NGX_CONF_ERROR;
    }

    rule->script->script_url = value[1];
    ngx_md5_init(&rule->script->md5);
    ngx_md5_update(&rule->script->md5, value[1].data, value[1].len);
    ngx_md5_final(rule->script->digest, &rule->script->md5);

    return NGX_CONF_OK;
}


/* A rule that shows a script: it has no text, and goes to the head's end. */

static ngx_http_legal_rule_t *
ngx_http_legal_script_create(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule)
{
    ngx_str_t               *type;
    ngx_http_legal_rule_t   *script, **slot;

    static ngx_str_t  html = ngx_string("text/html");
    static ngx_str_t  xhtml = ngx_string("application/xhtml+xml");

    script = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_rule_t));
    slot = ngx_array_push(&lmcf->scripts);

    if (script == NULL || slot == NULL
        || ngx_array_init(&script->types, cf->pool, 2, sizeof(ngx_str_t))
           != NGX_OK)
    {
        return NULL;
    }

    type = ngx_array_push_n(&script->types, 2);
    if (type == NULL) {
        return NULL;
    }

    type[0] = html;
    type[1] = xhtml;

    script->name = rule->name;
    script->where = rule->where;
    script->is_script = 1;

    /* a fragment goes into a document, which has the script */

    script->skip_fragments = 1;
    script->placed_as = script;
    *slot = script;

    return script;
}


char *
ngx_http_legal_rule_uncertain(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    char       *yes, *no;
    ngx_str_t  *value;

    if (rule->uncertain_set) {
        return "is duplicate";
    }

    value = cf->args->elts;
    yes = rule->restriction ? "block" : "show";
    no = rule->restriction ? "allow" : "hide";

    if (ngx_strcmp(value[1].data, yes) == 0) {
        rule->uncertain = 1;

    } else if (ngx_strcmp(value[1].data, no) == 0) {
        rule->uncertain = 0;

    } else {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, "
                           "\"%s\" and \"%s\" are allowed",
                           &value[1], &value[0], yes, no);
        return NGX_CONF_ERROR;
    }

    rule->uncertain_set = 1;

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_date(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    time_t      *date;
    ngx_str_t   *value;
    ln_error_t   err;

    value = cf->args->elts;
    date = (value[0].data[0] == 's') ? &rule->since : &rule->until;

    if (*date) {
        return "is duplicate";
    }

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_date_parse(ngx_http_legal_ln(value[1]), date, &err) != LN_OK) {
        return ngx_http_legal_conf_failed(cf, &err);
    }

    /* 0 stands for none */

    *date = ngx_max(*date, 1);

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_status(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_int_t   status;
    ngx_str_t  *value;

    if (rule->status) {
        return "is duplicate";
    }

    value = cf->args->elts;
    status = ngx_atoi(value[1].data, value[1].len);

    /* nginx itself closes the connection on 444 and 499 */

    if (status < 400 || status > 499 || status == 444 || status == 499) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a 4xx status but 444 and 499 is "
                                           "expected");
    }

    rule->status = status;

    return NGX_CONF_OK;
}


char *
ngx_http_legal_rule_blocked_by(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    u_char     *p;
    ngx_str_t  *value, *url;

    if (rule->blocked_by.len) {
        return "is duplicate";
    }

    value = cf->args->elts;
    url = &value[1];

    if (!ln_field_is_url(ngx_http_legal_ln(*url))) {
        return ngx_http_legal_conf_invalid(cf, url,
                                           "an absolute http or https URL is "
                                           "expected");
    }

    p = ngx_pnalloc(cf->pool,
                    url->len + sizeof("<>; rel=\"blocked-by\"") - 1);
    if (p == NULL) {
        return NGX_CONF_ERROR;
    }

    rule->blocked_by.data = p;
    p = ngx_sprintf(p, "<%V>; rel=\"blocked-by\"", url);
    rule->blocked_by.len = p - rule->blocked_by.data;

    return NGX_CONF_OK;
}
