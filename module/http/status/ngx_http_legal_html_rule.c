/* The rules on the status page: whom they are for, what was counted, texts. */

#include <ngx_config.h>

#include "http/archive/ngx_http_legal_manifest.h"
#include "http/status/ngx_http_legal_html_count.h"
#include "http/status/ngx_http_legal_html_rule.h"
#include "http/verdict/ngx_http_legal_values.h"
#include "notice/ln_form.h"
#include "notice/ln_markup.h"


/* More lines with legal_apply are only counted. */
#define NGX_HTTP_LEGAL_HTML_APPLIES  8

/* With more rules than this, each shows its texts on a page of its own. */
#define NGX_HTTP_LEGAL_HTML_RULES  12


static ngx_uint_t ngx_http_legal_html_is_long(ngx_http_legal_html_t *html);
static void ngx_http_legal_html_index(ngx_http_legal_html_t *html);
static void ngx_http_legal_html_rule(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_for(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_asks(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_dates(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_applies(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_uris(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_places(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_texts(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_html_translation(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_uint_t i);
static size_t ngx_http_legal_html_render(ngx_http_legal_rule_t *rule,
    ln_translation_t *v, ln_str_t *values, ln_template_form_t *form,
    u_char *out);
static ngx_int_t ngx_http_legal_html_values(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_uint_t i, ln_str_t **values);


void
ngx_http_legal_html_rules(ngx_http_legal_html_t *html)
{
    ngx_uint_t               i, n;
    ngx_http_legal_rule_t  **rules;

    rules = html->lmcf->rules.elts;
    n = html->lmcf->rules.nelts;

    ngx_http_legal_html(html, "<h2 id=\"rules\">Rules</h2>\n");

    if (n == 0) {
        ngx_http_legal_html(html, "<p>There are none. "
                            "<code>legal_notice</code> and "
                            "<code>legal_restriction</code> define them.</p>"
                            "\n");
    }

    if (ngx_http_legal_html_is_long(html)) {
        ngx_http_legal_html_index(html);
    }

    for (i = 0; i < n; i++) {
        if (html->rule.len == 0
            || ngx_http_legal_same(&html->rule, &rules[i]->name))
        {
            ngx_http_legal_html_rule(html, rules[i]);
        }
    }
}


static ngx_uint_t
ngx_http_legal_html_is_long(ngx_http_legal_html_t *html)
{
    return html->rule.len == 0
           && html->lmcf->rules.nelts > NGX_HTTP_LEGAL_HTML_RULES;
}


static void
ngx_http_legal_html_index(ngx_http_legal_html_t *html)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    rules = html->lmcf->rules.elts;

    ngx_http_legal_html(html, "<nav aria-label=\"Rules\"><details><summary>"
                        "All %ui by name</summary>\n<ul>\n",
                        html->lmcf->rules.nelts);

    for (i = 0; i < html->lmcf->rules.nelts; i++) {
        ngx_http_legal_html(html, "<li><a href=\"#rule-%V\">%V</a></li>\n",
                            &rules[i]->name, &rules[i]->name);
    }

    ngx_http_legal_html(html, "</ul>\n</details></nav>\n");
}


static void
ngx_http_legal_html_rule(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_html(html, "<section class=\"card\" id=\"rule-%V\" "
                        "aria-labelledby=\"name-%V\">\n"
                        "<h3 id=\"name-%V\">%s <code>%V</code></h3>\n<dl>\n",
                        &rule->name, &rule->name, &rule->name,
                        rule->restriction ? "Restriction" : "Notice",
                        &rule->name);

    ngx_http_legal_html_for(html, rule);
    ngx_http_legal_html_dates(html, rule);
    ngx_http_legal_html_applies(html, rule);
    ngx_http_legal_html_uris(html, rule);
    ngx_http_legal_html_places(html, rule);

    ngx_http_legal_html(html, "</dl>\n");

    ngx_http_legal_html_counts(html, rule);
    ngx_http_legal_html_texts(html, rule);

    ngx_http_legal_html(html, "</section>\n");
}


static void
ngx_http_legal_html_for(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t  i, *in;

    in = rule->in.elts;

    ngx_http_legal_html(html, "<dt>Readers in</dt><dd>");

    for (i = 0; i < rule->in.nelts; i++) {
        ngx_http_legal_html(html, "%s<code>", i ? ", " : "");
        ngx_http_legal_html_ln(html,
                      ln_jurisdictions_name(html->lmcf->jurisdictions, in[i]));
        ngx_http_legal_html(html, "</code>");
    }

    ngx_http_legal_html(html, "</dd>\n<dt>Where that is uncertain</dt><dd>%s"
                        "</dd>\n",
                        rule->restriction
                        ? (rule->uncertain ? "refused" : "let through")
                        : (rule->uncertain ? "shown" : "not shown"));

    if (rule->restriction) {
        ngx_http_legal_html(html, "<dt>Status</dt><dd>%ui</dd>\n",
                            rule->status);
    }

    if (rule->asks) {
        ngx_http_legal_html_asks(html, rule);
    }
}


static void
ngx_http_legal_html_asks(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    time_t       n;
    ngx_uint_t   i;

    static const struct {
        time_t       seconds;
        const char  *name;
    } units[] = {
        { 24 * 60 * 60, "day" }, { 60 * 60, "hour" }, { 60, "minute" },
        { 1, "second" }
    };

    n = rule->acknowledge;

    for (i = 0; n % units[i].seconds != 0; i++) {
        /* void: a second is the last one */
    }

    ngx_http_legal_html(html, "<dt>Asks its reader</dt><dd>and lets through "
                        "for ");

    if (n) {
        n /= units[i].seconds;
        ngx_http_legal_html(html, "%T %s%s", n, units[i].name,
                            n == 1 ? "" : "s");

    } else {
        ngx_http_legal_html(html, "the session");
    }

    ngx_http_legal_html(html, " who acknowledges, by the cookie <code>%V"
                        "</code></dd>\n", &rule->cookie);
}


static void
ngx_http_legal_html_dates(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    const char  *now, *how;

    how = "good";
    now = "in force";

    if (!ngx_http_legal_rule_in_use(html->lmcf, rule)) {
        how = "bad";
        now = "not in use: no legal_apply names it";

    } else if (rule->since && ngx_time() < rule->since) {
        how = "soft";
        now = "not yet in force";

    } else if (rule->until && ngx_time() >= rule->until) {
        how = "bad";
        now = "no longer in force";
    }

    ngx_http_legal_html(html, "<dt>State</dt><dd><span class=\"%s\">%s</span>"
                        "</dd>\n<dt>From</dt><dd>", how, now);
    ngx_http_legal_html_time(html, rule->since, "always");
    ngx_http_legal_html(html, "</dd>\n<dt>Until</dt><dd>");
    ngx_http_legal_html_time(html, rule->until, "no end");
    ngx_http_legal_html(html, "</dd>\n");
}


/* The lines that put the rule in force. */

static void
ngx_http_legal_html_applies(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t                    i, k, n;
    ngx_http_legal_reference_t   *names;
    ngx_http_legal_loc_conf_t   **applies;

    n = 0;
    applies = html->lmcf->applies.elts;

    for (i = 0; i < html->lmcf->applies.nelts; i++) {
        names = applies[i]->apply_names->elts;

        for (k = 0; k < applies[i]->apply_names->nelts; k++) {

            if (!ngx_http_legal_same(&names[k].name, &rule->name)
                || ++n > NGX_HTTP_LEGAL_HTML_APPLIES)
            {
                continue;
            }

            ngx_http_legal_html(html, "%s<code>%s:%ui</code>",
                                n == 1 ? "<dt><code>legal_apply</code> names "
                                         "it in</dt><dd>" : "<br>",
                                names[k].file, names[k].line);
        }
    }

    if (n > NGX_HTTP_LEGAL_HTML_APPLIES) {
        ngx_http_legal_html(html, "<br>and %ui more",
                            n - NGX_HTTP_LEGAL_HTML_APPLIES);
    }

    if (n) {
        ngx_http_legal_html(html, "</dd>\n");
    }
}


static void
ngx_http_legal_html_uris(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t                    i;
    ngx_http_legal_uri_t         *uris;
    ngx_http_legal_when_t        *whens;

    uris = rule->uris.elts;
    whens = rule->whens.elts;

    ngx_http_legal_html(html, "<dt>Pages</dt><dd>");

    for (i = 0; i < rule->uris.nelts; i++) {
        ngx_http_legal_html(html, "%s<code>", i ? "<br>" : "");
        ngx_http_legal_html(html, "%s~%s ", uris[i].negative ? "!" : "",
                            uris[i].caseless ? "*" : "");
        ngx_http_legal_html_text(html, &uris[i].text);
        ngx_http_legal_html(html, "</code>");
    }

    ngx_http_legal_html(html, "%s</dd>\n", i ? "" : "all");

    if (rule->whens.nelts == 0) {
        return;
    }

    ngx_http_legal_html(html, "<dt>When</dt><dd>");

    for (i = 0; i < rule->whens.nelts; i++) {
        ngx_http_legal_html(html, "%s<code>$", i ? " and " : "");
        ngx_http_legal_html_text(html, &whens[i].where.name);
        ngx_http_legal_html(html, "</code>");
    }

    ngx_http_legal_html(html, "</dd>\n");
}


static void
ngx_http_legal_html_places(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_str_t   *texts;
    ngx_uint_t   i;

    if (rule->restriction) {
        return;
    }

    texts = rule->place_texts.elts;

    ngx_http_legal_html(html, "<dt>Places</dt><dd>");

    for (i = 0; i < rule->place_texts.nelts; i++) {
        ngx_http_legal_html(html, "<code>");
        ngx_http_legal_html_text(html, &texts[i]);
        ngx_http_legal_html(html, "</code><br>");
    }

    ngx_http_legal_html(html, "%s</dd>\n",
                        rule->no_fallback ? "no fallback"
                                          : "else at the end of the body");
}


static void
ngx_http_legal_html_texts(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t  i;

    if (ngx_http_legal_html_is_long(html)) {
        ngx_http_legal_html(html, "<p><a href=\"?rule=%V\">Texts of "
                            "<code>%V</code></a></p>\n", &rule->name,
                            &rule->name);
        return;
    }

    ngx_http_legal_html(html, "<details open><summary>Texts: %ud %s</summary>\n"
                        "<p class=\"soft\">A placeholder without a value on "
                        "this server stands in double braces.</p>\n",
                        rule->text.ntranslations,
                        rule->text.ntranslations == 1 ? "language"
                                                      : "languages");

    for (i = 0; i < rule->text.ntranslations; i++) {
        ngx_http_legal_html_translation(html, rule, i);
    }

    ngx_http_legal_html(html, "</details>\n");
}


static void
ngx_http_legal_html_translation(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_uint_t i)
{
    u_char              *p, shown[LN_FORM_SHOWN];
    ln_str_t            *values, lang;
    ngx_str_t            markup;
    ln_translation_t    *v;
    ln_template_form_t   form;

    v = &rule->text.translations[i];
    lang = v->language;

    ngx_http_legal_html(html, "<p><code>");
    ngx_http_legal_html_ln(html, lang.len ? lang : ln_str("no language"));
    ngx_http_legal_html(html, "</code> <span class=\"soft\">digest <code>%s"
                        "</code></span></p>\n<div class=\"text\" dir=\"%s\"",
                        v->digest,
                        lang.len ? ln_language_dir(lang) : "auto");

    if (lang.len) {
        ngx_http_legal_html(html, " lang=\"");
        ngx_http_legal_html_ln(html, lang);
        ngx_http_legal_html(html, "\"");
    }

    if (ngx_http_legal_html_values(html, rule, i, &values) != NGX_OK) {
        html->out.failed = 1;
        return;
    }

    form = ln_form_shown(v, shown);
    markup.len = ngx_http_legal_html_render(rule, v, values, &form, NULL);

    p = ngx_pnalloc(html->out.pool, markup.len + 1);
    if (p == NULL) {
        html->out.failed = 1;
        return;
    }

    (void) ngx_http_legal_html_render(rule, v, values, &form, p);
    markup.data = p;

    ngx_http_legal_html(html, ">%V</div>\n", &markup);
}


static size_t
ngx_http_legal_html_render(ngx_http_legal_rule_t *rule, ln_translation_t *v,
    ln_str_t *values, ln_template_form_t *form, u_char *out)
{
    return rule->asks ? ln_template_render_form(v->content, values, form, out)
                      : ln_template_render(v->content, values, out);
}


/* Of this request; one that is empty here is its placeholder. */

static ngx_int_t
ngx_http_legal_html_values(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_uint_t i, ln_str_t **values)
{
    u_char         *p;
    ln_str_t        name;
    ngx_uint_t      k, n;
    ln_template_t  *content;

    content = rule->text.translations[i].content;
    n = ln_template_nvariables(content);

    if (ngx_http_legal_values(html->r, rule->variables[i], n, values)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    for (k = 0; k < n; k++) {

        if ((*values)[k].len) {
            continue;
        }

        name = ln_template_variable(content, k);

        p = ngx_pnalloc(html->out.pool, name.len + 4);
        if (p == NULL) {
            return NGX_ERROR;
        }

        (*values)[k].data = p;
        (*values)[k].len = ngx_sprintf(p, "{{%*s}}", name.len, name.data) - p;
    }

    return NGX_OK;
}
