/*
 * What can be checked only when the whole configuration has been read: names
 * that may be defined below their use, and variables that another module or a
 * `set` below may define.
 */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_resolve.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_rule_due.h"
#include "ln_suggest.h"


static void ngx_http_legal_resolve_sets(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_resolve_set(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, ngx_http_legal_scope_t *block, ngx_uint_t n);
static ngx_uint_t ngx_http_legal_codes_have(ngx_array_t *codes,
    ngx_http_script_code_pt code, ngx_int_t index);
static ngx_int_t ngx_http_legal_resolve_rule(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_rule_t *rule);
static void ngx_http_legal_unknown_jurisdiction(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_reference_t *ref);
static void ngx_http_legal_unknown_rule(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_reference_t *ref);
static ngx_uint_t ngx_http_legal_same_places(ngx_http_legal_rule_t *a,
    ngx_http_legal_rule_t *b);
static ngx_int_t ngx_http_legal_resolve_text(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant);
static void ngx_http_legal_resolve_warn(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, ln_translation_t *v, ngx_str_t *name,
    ln_variable_t known, unsigned line, unsigned column);
static ngx_int_t ngx_http_legal_add_variable(ngx_array_t *indices,
    ngx_int_t index);
static ngx_int_t ngx_http_legal_resolve_apply(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_loc_conf_t *llcf);


ngx_int_t
ngx_http_legal_resolve(ngx_conf_t *cf)
{
    ngx_uint_t                    i;
    ngx_http_legal_rule_t       **rules;
    ngx_http_legal_loc_conf_t   **applies;
    ngx_http_legal_main_conf_t   *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    if (ngx_http_legal_client_resolve(cf) != NGX_OK) {
        return NGX_ERROR;
    }

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        if (ngx_http_legal_resolve_rule(cf, lmcf, rules[i]) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    applies = lmcf->applies.elts;

    for (i = 0; i < lmcf->applies.nelts; i++) {
        if (ngx_http_legal_resolve_apply(cf, lmcf, applies[i]) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    ngx_http_legal_resolve_sets(cf, lmcf);

    return ngx_http_legal_vary_resolve(cf, lmcf);
}


/*
 * Warns of a text whose variable is set in one server, and not in another one
 * that has the text, too.  A block that answers by `return` has no page.
 */

static void
ngx_http_legal_resolve_sets(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t               i, k, n, first;
    ngx_http_legal_rule_t  **rules;
    ngx_http_legal_scope_t  *block;

    block = lmcf->blocks.elts;

    for (first = 0; first < lmcf->blocks.nelts; first += n) {

        for (n = 1; first + n < lmcf->blocks.nelts; n++) {
            if (block[first + n].server != block[first].server) {
                break;
            }
        }

        for (i = first; i < first + n; i++) {
            if (block[i].conf->apply == NULL
                || ngx_http_legal_codes_have(block[i].codes,
                                             ngx_http_script_return_code, -1))
            {
                continue;
            }

            rules = block[i].conf->apply->elts;

            for (k = 0; k < block[i].conf->apply->nelts; k++) {
                ngx_http_legal_resolve_set(cf, rules[k], &block[first], n);
            }
        }
    }
}


/* The same for one rule in the server that has these blocks. */

static void
ngx_http_legal_resolve_set(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    ngx_http_legal_scope_t *block, ngx_uint_t n)
{
    ngx_int_t                  *index;
    ngx_uint_t                  i, k;
    ngx_http_variable_t        *v;
    ngx_http_core_main_conf_t  *cmcf;

    if (rule->checked_in == block->server) {
        return;
    }

    rule->checked_in = block->server;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    v = cmcf->variables.elts;
    index = rule->all_variables.elts;

    for (i = 0; i < rule->all_variables.nelts; i++) {

        if (!ngx_http_legal_conf_only_set(cf, &v[index[i]].name)) {
            continue;
        }

        for (k = 0; k < n; k++) {
            if (ngx_http_legal_codes_have(block[k].codes,
                                          ngx_http_script_set_var_code,
                                          index[i]))
            {
                break;
            }
        }

        if (k == n) {
            ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                          "\"%s\" directive: variable \"%V\" of the "
                          "placeholder in \"%V\" is not set in a server where "
                          "the rule is in force, and is empty there: write "
                          "\"set $%V VALUE;\" into the server in %s:%ui",
                          rule->restriction ? "page" : "text",
                          &v[index[i]].name, &rule->name, &v[index[i]].name,
                          block->server->file_name, block->server->line);
        }
    }
}


/* Whether code is among nginx's codes of a block; of `set`, for index. */

static ngx_uint_t
ngx_http_legal_codes_have(ngx_array_t *codes, ngx_http_script_code_pt code,
    ngx_int_t index)
{
    u_char                      *p, *end;
    ngx_http_script_var_code_t   had;

    if (codes == NULL) {
        return 0;
    }

    end = (u_char *) codes->elts + codes->nelts;

    for (p = codes->elts; end - p >= (ptrdiff_t) sizeof(had);
         p += sizeof(uintptr_t))
    {
        ngx_memcpy(&had, p, sizeof(had));

        if (had.code == code && (index < 0 || had.index == (uintptr_t) index)) {
            return 1;
        }
    }

    return 0;
}


static ngx_int_t
ngx_http_legal_resolve_rule(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule)
{
    int                          j;
    ngx_uint_t                   i, *in;
    ngx_http_legal_rule_t      **rules;
    ngx_http_legal_reference_t  *names;

    names = rule->in_names.elts;

    for (i = 0; i < rule->in_names.nelts; i++) {

        j = ln_jurisdictions_find(lmcf->jurisdictions,
                                  ngx_http_legal_ln(names[i].name));
        if (j < 0) {
            ngx_http_legal_unknown_jurisdiction(cf, lmcf, &names[i]);
            return NGX_ERROR;
        }

        in = ngx_array_push(&rule->in);
        if (in == NULL) {
            return NGX_ERROR;
        }

        *in = j;
    }

    rules = lmcf->rules.elts;

    for (i = 0; !ngx_http_legal_same_places(rules[i], rule); i++) {
        /* void: rule itself is one of them */
    }

    rule->placed_as = rules[i];

    if (ngx_http_legal_rule_when_resolve(cf, rule) != NGX_OK) {
        return NGX_ERROR;
    }

    if (rule->text.ntranslations == 0) {
        return NGX_OK;
    }

    rule->variables = ngx_pcalloc(cf->pool,
                                  rule->text.ntranslations
                                  * sizeof(ngx_int_t *));
    if (rule->variables == NULL) {
        return NGX_ERROR;
    }

    for (i = 0; i < rule->text.ntranslations; i++) {
        if (ngx_http_legal_resolve_text(cf, rule, i) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Whether a and b go to the same place in every page. */

static ngx_uint_t
ngx_http_legal_same_places(ngx_http_legal_rule_t *a, ngx_http_legal_rule_t *b)
{
    ngx_str_t   *of_a, *of_b;
    ngx_uint_t   i;

    if (a->place_texts.nelts != b->place_texts.nelts
        || a->no_fallback != b->no_fallback
        || a->contains != b->contains
        || !ngx_http_legal_same(&a->hydrated_text, &b->hydrated_text))
    {
        return 0;
    }

    of_a = a->place_texts.elts;
    of_b = b->place_texts.elts;

    for (i = 0; i < a->place_texts.nelts; i++) {
        if (!ngx_http_legal_same(&of_a[i], &of_b[i])) {
            return 0;
        }
    }

    return 1;
}


static void
ngx_http_legal_unknown_jurisdiction(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_reference_t *ref)
{
    ngx_uint_t       i;
    ln_suggestion_t  guess;

    ln_suggest_init(&guess, ngx_http_legal_ln(ref->name));

    for (i = 0; i < ln_jurisdictions_count(lmcf->jurisdictions); i++) {
        ln_suggest_try(&guess, ln_jurisdictions_name(lmcf->jurisdictions, i));
    }

    ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                  "\"in\" directive: jurisdiction \"%V\" is not defined%s, "
                  "define it with legal_jurisdiction, in %s:%ui", &ref->name,
                  ln_suggest_text(&guess), ref->file,
                  ref->line);
}


static void
ngx_http_legal_unknown_rule(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_reference_t *ref)
{
    ngx_uint_t               i;
    ln_suggestion_t          guess;
    ngx_http_legal_rule_t  **rules;

    ln_suggest_init(&guess, ngx_http_legal_ln(ref->name));
    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        ln_suggest_try(&guess, ngx_http_legal_ln(rules[i]->name));
    }

    ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                  "\"legal_apply\" directive: no notice or restriction \"%V\" "
                  "is defined%s, define it with legal_notice or "
                  "legal_restriction, in %s:%ui", &ref->name,
                  ln_suggest_text(&guess), ref->file,
                  ref->line);
}


static ngx_int_t
ngx_http_legal_resolve_text(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    ngx_uint_t variant)
{
    ln_str_t             s;
    unsigned             line, column;
    ngx_int_t           *index;
    ngx_str_t            name;
    ngx_uint_t           i, n;
    ln_variable_t        known;
    ln_translation_t    *v;

    v = &rule->text.translations[variant];
    n = ln_template_nvariables(v->content);

    index = ngx_palloc(cf->pool, (n + 1) * sizeof(ngx_int_t));
    if (index == NULL) {
        return NGX_ERROR;
    }

    rule->variables[variant] = index;

    for (i = 0; i < n; i++) {
        s = ln_template_variable(v->content, i);

        name.len = s.len;
        name.data = ngx_pnalloc(cf->pool, s.len);
        if (name.data == NULL) {
            return NGX_ERROR;
        }

        ngx_strlow(name.data, (u_char *) s.data, s.len);

        if (ngx_http_legal_conf_variable(cf, &name, &known) != NGX_OK) {
            ln_template_where(v->content, i, &line, &column);
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"%s\" directive: unknown variable \"%V\" in the "
                          "placeholder at %s:%ud:%ud, set it or mend the "
                          "text, in %s:%ui",
                          rule->restriction ? "page" : "text", &name,
                          v->file, line, column, rule->text_where.file,
                          rule->text_where.line);
            return NGX_ERROR;
        }

        index[i] = ngx_http_get_variable_index(cf, &name);

        if (index[i] == NGX_ERROR
            || ngx_http_legal_add_variable(&rule->all_variables, index[i])
               != NGX_OK)
        {
            return NGX_ERROR;
        }

        ln_template_where(v->content, i, &line, &column);

        ngx_http_legal_resolve_warn(cf, rule, v, &name, known, line, column);

        if (known == LN_VARIABLE_RESPONSE
            && ngx_http_legal_add_variable(&rule->response_variables, index[i])
               != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* Some variables have no value when the text is written. */

static void
ngx_http_legal_resolve_warn(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    ln_translation_t *v, ngx_str_t *name, ln_variable_t known, unsigned line,
    unsigned column)
{
    const char  *when;

    static ngx_str_t  variant = ngx_string("legal_variant");

    when = (known == LN_VARIABLE_BODY) ? "when the body was sent" : NULL;

    if (known == LN_VARIABLE_RESPONSE && rule->restriction) {
        when = "with a response";

    } else if (ngx_http_legal_same(name, &variant)) {
        when = "with the text";
    }

    if (when) {
        ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                      "\"%s\" directive: variable \"%V\" of the placeholder "
                      "at %s:%ud:%ud is known only %s, it is empty in the "
                      "text, take another one, in %s:%ui",
                      rule->restriction ? "page" : "text", name, v->file,
                      line, column, when, rule->text_where.file,
                      rule->text_where.line);
    }
}


static ngx_int_t
ngx_http_legal_add_variable(ngx_array_t *indices, ngx_int_t index)
{
    ngx_int_t   *p;
    ngx_uint_t   i;

    p = indices->elts;

    for (i = 0; i < indices->nelts; i++) {
        if (p[i] == index) {
            return NGX_OK;
        }
    }

    p = ngx_array_push(indices);
    if (p == NULL) {
        return NGX_ERROR;
    }

    *p = index;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_resolve_apply(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_loc_conf_t *llcf)
{
    ngx_uint_t                   i;
    ngx_http_legal_rule_t       *rule, **slot;
    ngx_http_legal_reference_t  *names;

    names = llcf->apply_names->elts;

    for (i = 0; i < llcf->apply_names->nelts; i++) {

        rule = ngx_http_legal_rule_find(lmcf, &names[i].name);

        if (rule == NULL) {
            ngx_http_legal_unknown_rule(cf, lmcf, &names[i]);
            return NGX_ERROR;
        }

        if (rule->asks && lmcf->keys.n == 0) {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"acknowledge\" directive of restriction \"%V\" "
                          "needs a key, make one with \"openssl rand -out FILE "
                          "32\" and name it by \"legal_key FILE\", in %s:%ui",
                          &rule->name, rule->acknowledge_where.file,
                          rule->acknowledge_where.line);
            return NGX_ERROR;
        }

        slot = ngx_array_push(llcf->apply);
        if (slot == NULL) {
            return NGX_ERROR;
        }

        *slot = rule;
    }

    return NGX_OK;
}
