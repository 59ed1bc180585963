/* The form on the status page: what a reader in a place would get, and why. */

#include <ngx_config.h>

#include "geo/location/ln_location.h"
#include "http/archive/ngx_http_legal_manifest.h"
#include "http/status/ngx_http_legal_html_ask.h"
#include "http/status/ngx_http_legal_html_why.h"
#include "http/verdict/ngx_http_legal_asked.h"
#include "http/verdict/ngx_http_legal_force.h"


static ngx_int_t ngx_http_legal_ask_argument(ngx_http_legal_html_t *html,
    const char *name, ngx_str_t *value);
static ngx_int_t ngx_http_legal_ask_encode(ngx_http_legal_html_t *html,
    u_char *p, u_char *end, ngx_str_t *out);
static ngx_int_t ngx_http_legal_ask_path(ngx_http_legal_html_t *html,
    ngx_str_t *url, ngx_str_t *path);
static void ngx_http_legal_ask_form(ngx_http_legal_html_t *html,
    ngx_str_t *url, ngx_str_t *place);
static void ngx_http_legal_ask_link(ngx_http_legal_html_t *html,
    ngx_str_t *url, ngx_str_t *place);
static void ngx_http_legal_ask_rules(ngx_http_legal_html_t *html,
    ngx_str_t *path, ngx_http_legal_explained_t *why);
static void ngx_http_legal_ask_rule(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_str_t *path, ln_certainty_t answer);
static const char *ngx_http_legal_ask_says(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_str_t *path, ln_certainty_t answer,
    ngx_uint_t *due);


void
ngx_http_legal_html_ask(ngx_http_legal_html_t *html)
{
    ngx_str_t                    url, place, path;
    const char                  *near;
    ngx_http_legal_explained_t  *why;

    if (ngx_http_legal_ask_argument(html, "url", &url) != NGX_OK
        || ngx_http_legal_ask_argument(html, "place", &place) != NGX_OK)
    {
        html->out.failed = 1;
        return;
    }

    ngx_http_legal_html(html, "<h2 id=\"ask\">What would a reader get?</h2>\n");
    ngx_http_legal_ask_form(html, &url, &place);

    if (url.len == 0 && place.len == 0) {
        return;
    }

    if (ngx_http_legal_ask_path(html, &url, &path) != NGX_OK) {
        ngx_http_legal_html(html, "<p class=\"bad\" role=\"alert\">That is no "
                            "URL: write it as in a browser, "
                            "<code>https://lantern.example/news/ferry.html"
                            "</code>, or its path alone.</p>\n");
        return;
    }

    why = ngx_http_legal_why(html, &place);

    if (why == NULL) {
        html->out.failed = 1;
        return;
    }

    if (!why->known) {
        near = ln_location_suggest(ngx_http_legal_ln(place));
        ngx_http_legal_html(html, "<p class=\"bad\" role=\"alert\">That is no "
                            "place: write a country (<code>RU</code>), a "
                            "region (<code>UA-43</code>) or an address.");

        if (near) {
            ngx_http_legal_html(html, " Did you mean <code>%s</code>?", near);
        }

        ngx_http_legal_html(html, "</p>\n");
        return;
    }

    ngx_http_legal_html(html, "<section class=\"card\" "
                        "aria-labelledby=\"asked\">\n<h3 id=\"asked\">A reader "
                        "in <code>");
    ngx_http_legal_html_text(html, &place);
    ngx_http_legal_html(html, "</code>, on <code>");
    ngx_http_legal_html_text(html, &path);
    ngx_http_legal_html(html, "</code></h3>\n");

    ngx_http_legal_ask_link(html, &url, &place);
    ngx_http_legal_ask_rules(html, &path, why);
    ngx_http_legal_why_write(html, why);

    ngx_http_legal_html(html, "</section>\n");
}


/* As a form sends it: + is a blank.  Without it, value is empty. */

static ngx_int_t
ngx_http_legal_ask_argument(ngx_http_legal_html_t *html, const char *name,
    ngx_str_t *value)
{
    u_char      *from, *to;
    ngx_str_t    raw;
    ngx_uint_t   i;

    ngx_str_null(value);

    if (ngx_http_arg(html->r, (u_char *) name, ngx_strlen(name), &raw)
        != NGX_OK)
    {
        return NGX_OK;
    }

    value->data = ngx_pnalloc(html->out.pool, 2 * raw.len + 1);
    if (value->data == NULL) {
        return NGX_ERROR;
    }

    from = value->data + raw.len;
    ngx_memcpy(from, raw.data, raw.len);

    for (i = 0; i < raw.len; i++) {
        if (from[i] == '+') {
            from[i] = ' ';
        }
    }

    to = value->data;
    ngx_unescape_uri(&to, &from, raw.len, 0);
    value->len = to - value->data;

    /* blanks around it come from copying */

    while (value->len && value->data[value->len - 1] == ' ') {
        value->len--;
    }

    while (value->len && value->data[0] == ' ') {
        value->data++;
        value->len--;
    }

    return NGX_OK;
}


/* A path as browsers send it, with some of its bytes percent-encoded. */

static ngx_int_t
ngx_http_legal_ask_encode(ngx_http_legal_html_t *html, u_char *p, u_char *end,
    ngx_str_t *out)
{
    u_char  *to;

    static u_char  hex[] = "0123456789ABCDEF";

    to = ngx_pnalloc(html->out.pool, 3 * (end - p) + 1);
    if (to == NULL) {
        return NGX_ERROR;
    }

    out->data = to;

    if (p == end || *p != '/') {
        *to++ = '/';
    }

    for ( /* void */ ; p < end && *p != '?' && *p != '#'; p++) {

        if (*p > ' ' && *p < 0x7f && ngx_strchr("\"<>`{}", *p) == NULL) {
            *to++ = *p;
            continue;
        }

        *to++ = '%';
        *to++ = hex[*p >> 4];
        *to++ = hex[*p & 0xf];
    }

    out->len = to - out->data;

    return NGX_OK;
}


/* What $uri would be: without a host and a query, as nginx reads it. */

static ngx_int_t
ngx_http_legal_ask_path(ngx_http_legal_html_t *html, ngx_str_t *url,
    ngx_str_t *path)
{
    u_char                  *p, *end;
    ngx_int_t                rc;
    ngx_http_legal_asked_t   asked;

    p = url->data;
    end = p + url->len;

    if (url->len > 8 && ngx_strncasecmp(p, (u_char *) "https://", 8) == 0) {
        p += 8;

    } else if (url->len > 7 && ngx_strncasecmp(p, (u_char *) "http://", 7) == 0)
    {
        p += 7;

    } else if (url->len == 0 || *p != '/' || (url->len > 1 && p[1] == '/')) {
        return NGX_DECLINED;
    }

    while (p < end && *p != '/' && *p != '?' && *p != '#') {
        p++;
    }

    ngx_memzero(&asked, sizeof(ngx_http_legal_asked_t));

    rc = ngx_http_legal_ask_encode(html, p, end, &asked.unparsed);

    if (rc == NGX_OK) {
        rc = ngx_http_legal_asked_parse(html->r, &asked);
    }

    if (rc == NGX_OK) {
        rc = ngx_http_legal_path(html->r, &asked.uri, path);
    }

    if (rc == NGX_ERROR) {
        html->out.failed = 1;
    }

    return (rc == NGX_OK) ? NGX_OK : NGX_DECLINED;
}


static void
ngx_http_legal_ask_form(ngx_http_legal_html_t *html, ngx_str_t *url,
    ngx_str_t *place)
{
    ngx_http_legal_html(html, "<form method=\"get\" action=\"#ask\">\n"
                        "<label for=\"url\">Page</label>\n"
                        "<input id=\"url\" name=\"url\" required "
                        "inputmode=\"url\" spellcheck=\"false\" "
                        "placeholder=\"https://lantern.example/news/ferry.html"
                        "\" value=\"");
    ngx_http_legal_html_text(html, url);
    ngx_http_legal_html(html, "\">\n<label for=\"place\">The reader is in: a "
                        "country (RU), a region (UA-43), or has this address"
                        "</label>\n<input id=\"place\" name=\"place\" required "
                        "spellcheck=\"false\" placeholder=\"RU\" value=\"");
    ngx_http_legal_html_text(html, place);
    ngx_http_legal_html(html, "\">\n<button>Say what, and why</button>\n"
                        "</form>\n");
}


/* A place has no character that a query would have to escape but `:`. */

static void
ngx_http_legal_ask_link(ngx_http_legal_html_t *html, ngx_str_t *url,
    ngx_str_t *place)
{
    u_char     *end;
    ngx_str_t   head, tail;

    /* the first argument of the name counts: the page's own may have one */

    end = url->data + url->len;

    for (head = *url, head.len = 0; url->data + head.len < end; head.len++) {
        if (head.data[head.len] == '?' || head.data[head.len] == '#') {
            break;
        }
    }

    tail.data = url->data + head.len;
    tail.len = url->len - head.len;

    ngx_http_legal_html(html, "<p><a target=\"_blank\" rel=\"noopener\" "
                        "href=\"");
    ngx_http_legal_html_text(html, &head);
    ngx_http_legal_html(html, "?legal_preview=");
    ngx_http_legal_html_text(html, place);

    if (tail.len && tail.data[0] == '?') {
        ngx_http_legal_html(html, "&amp;");
        tail.data++;
        tail.len--;
    }

    ngx_http_legal_html_text(html, &tail);
    ngx_http_legal_html(html, "\">Open the page as this reader gets it</a>"
                        "<br><span class=\"soft\">Your address must be in a "
                        "network of <code>legal_preview</code> there: the "
                        "response has <code>Legal-Preview</code> then.</span>"
                        "</p>\n");
}


static void
ngx_http_legal_ask_rules(ngx_http_legal_html_t *html, ngx_str_t *path,
    ngx_http_legal_explained_t *why)
{
    ngx_uint_t               i, k, *in;
    ln_certainty_t           answer;
    ngx_http_legal_rule_t  **rules;

    rules = html->lmcf->rules.elts;

    ngx_http_legal_html(html, "<table><thead><tr><th scope=\"col\">Rule, where "
                        "<code>legal_apply</code> names it</th>"
                        "<th scope=\"col\">It is</th></tr></thead>\n<tbody>\n");

    for (i = 0; i < html->lmcf->rules.nelts; i++) {
        in = rules[i]->in.elts;
        answer = LN_OUT;

        for (k = 0; k < rules[i]->in.nelts; k++) {
            answer = ngx_max(answer, why->answers[in[k]]);
        }

        ngx_http_legal_ask_rule(html, rules[i], path, answer);
    }

    ngx_http_legal_html(html, "</tbody></table>\n<p><strong>Whether this page "
                        "is in a location block with such a "
                        "<code>legal_apply</code>, this answer does not "
                        "know.</strong> Nor does it see <code>rewrite</code>, "
                        "<code>try_files</code>, <code>legal_client</code> and "
                        "<code>legal_dry_run</code>. The link above shows what "
                        "the page really gets. <code>legal-notice check</code> "
                        "also says where in the page the notice is.</p>\n");
}


static void
ngx_http_legal_ask_rule(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_str_t *path, ln_certainty_t answer)
{
    ngx_uint_t   due;
    const char  *says;

    says = ngx_http_legal_ask_says(html, rule, path, answer, &due);

    ngx_http_legal_html(html, "<tr><th scope=\"row\"><code>%V</code></th><td>"
                        "<span class=\"%s\">%s</span>%s</td></tr>\n",
                        &rule->name, due ? "good" : "soft",
                        !due ? "not due" : rule->restriction ? "refused"
                                                             : "due",
                        says);
}


/* In the order in which the verdict asks. */

static const char *
ngx_http_legal_ask_says(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule, ngx_str_t *path, ln_certainty_t answer,
    ngx_uint_t *due)
{
    *due = 0;

    if (!ngx_http_legal_rule_in_use(html->lmcf, rule)) {
        return ": no <code>legal_apply</code> names it";
    }

    if (answer == LN_OUT) {
        return ": the reader is in none of its jurisdictions";
    }

    if (!ngx_http_legal_in_time(rule)) {
        return ": it is not in force now";
    }

    if (!ngx_http_legal_uri_matches(html->r, rule, path)) {
        return ": its <code>uri</code> leaves this page out";
    }

    if (answer == LN_UNCERTAIN && !rule->uncertain) {
        return ": the location is uncertain";
    }

    *due = 1;

    if (rule->whens.nelts) {
        return ", if its <code>when</code> holds";
    }

    return answer == LN_UNCERTAIN ? ": the location is uncertain" : "";
}
