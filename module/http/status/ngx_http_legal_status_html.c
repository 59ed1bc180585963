/*
 * legal_status html: one page for those who have to know, without a script.
 *
 * Texts stand in it as they go into pages.  They are the operator's own, and
 * have no script.  The policy of the page lets nothing load, and no style count
 * but the sheet below: a `style` attribute of a text does nothing here.
 */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/status/ngx_http_legal_html_ask.h"
#include "http/status/ngx_http_legal_html_database.h"
#include "http/status/ngx_http_legal_html_rule.h"
#include "http/status/ngx_http_legal_html_warning.h"
#include "http/status/ngx_http_legal_status_html.h"
#include "ln_digest.h"


static ngx_int_t ngx_http_legal_html_fields(ngx_http_request_t *r);
static void ngx_http_legal_html_policy(u_char *value);
static void ngx_http_legal_html_head(ngx_http_legal_html_t *html);
static void ngx_http_legal_html_asked(ngx_http_legal_html_t *html);


#define NGX_HTTP_LEGAL_POLICY_BEGIN                                           \
    "default-src 'none'; base-uri 'none'; form-action 'self'; "               \
    "frame-ancestors 'none'; img-src 'self' data:; style-src 'sha256-"
#define NGX_HTTP_LEGAL_POLICY_END  "'"

#define NGX_HTTP_LEGAL_POLICY_HASH  44            /* base64 of 32 bytes */


static const char  ngx_http_legal_html_sheet[] =
    ":root{color-scheme:light dark;--text:#1b1b1d;--soft:#55555c;--ground:#fff;"
    "--card:#f5f5f7;--edge:#8a8a92;--link:#0b4a8f;--warn:#fff1d6;"
    "--warn-edge:#a85d00;--bad:#a1131b;--good:#1c6b2c}"
    "@media(prefers-color-scheme:dark){:root{--text:#ececf0;--soft:#b4b4bd;"
    "--ground:#141416;--card:#1f1f23;--edge:#7c7c86;--link:#8fc1ff;"
    "--warn:#3a2a08;--warn-edge:#e0a040;--bad:#ff9a9a;--good:#8fdc9d}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:62rem;padding:1rem;background:var(--ground);"
    "color:var(--text);font:1rem/1.5 system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.25rem;"
    "margin:2.5rem 0 .75rem}h3{font-size:1.1rem;margin:0 0 .5rem}"
    "a{color:var(--link)}:focus-visible{outline:3px solid var(--link);"
    "outline-offset:2px}"
    ".card{background:var(--card);border:1px solid var(--edge);"
    "border-radius:.5rem;padding:1rem;margin:0 0 1rem}"
    ".warning{background:var(--warn);border-color:var(--warn-edge)}"
    ".card p{margin:.25rem 0}.soft{color:var(--soft)}"
    ".bad{color:var(--bad);font-weight:bold}"
    ".good{color:var(--good);font-weight:bold}"
    "dl{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;"
    "gap:.25rem 1rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}"
    "th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;"
    "border-bottom:1px solid var(--edge)}th{font-weight:600}"
    "thead th{overflow-wrap:normal}"
    ".n{text-align:end;font-variant-numeric:tabular-nums}"
    "ul{margin:.25rem 0;padding-inline-start:1.25rem}"
    "code{font:.95em ui-monospace,monospace}"
    "summary{cursor:pointer;padding:.3rem 0;color:var(--link)}"
    "form{display:grid;gap:.5rem;max-width:34rem;margin:0 0 1rem}"
    "input,button{font:inherit;color:inherit;background:var(--ground);"
    "border:1px solid var(--edge);border-radius:.3rem;padding:.5rem;"
    "min-height:2.75rem;width:100%}button{background:var(--link);"
    "color:var(--ground);border-color:var(--link);font-weight:bold}"
    ".text{margin:.25rem 0 1.25rem;padding:.9rem 1.1rem;background:#fff6d6;"
    "color:#1d1d1f;border:1px solid #a85d00;border-inline-start-width:.4rem;"
    "overflow:auto}.text a{color:#0b4a8f}.text :first-child{margin-top:0}"
    ".text :last-child{margin-bottom:0}"
    "@media(max-width:30rem){dl{grid-template-columns:1fr;gap:0}"
    "dd{margin:0 0 .5rem}table{font-size:.9rem}}"
    "@media print{:root{--text:#000;--soft:#333;--ground:#fff;--card:#fff;"
    "--link:#000;--warn:#fff;--bad:#000;--good:#000}form,nav{display:none}"
    ".card{break-inside:avoid-page}body{max-width:none}}";


ngx_int_t
ngx_http_legal_status_html(ngx_http_legal_html_t *html)
{
    if (ngx_http_legal_html_fields(html->r) != NGX_OK) {
        return NGX_ERROR;
    }

    ngx_http_legal_html_asked(html);
    ngx_http_legal_html_head(html);

    if (html->rule.len == 0) {
        ngx_http_legal_html_warnings(html);
        ngx_http_legal_html_ask(html);
    }

    ngx_http_legal_html_rules(html);

    if (html->rule.len == 0) {
        ngx_http_legal_html_databases(html);
    }

    ngx_http_legal_html(html, "</main>\n</body>\n</html>\n");

    return html->out.failed ? NGX_ERROR : NGX_OK;
}


/* ?rule=NAME: one rule, with its texts. */

static void
ngx_http_legal_html_asked(ngx_http_legal_html_t *html)
{
    ngx_str_t  name;

    if (ngx_http_arg(html->r, (u_char *) "rule", 4, &name) == NGX_OK
        && ngx_http_legal_rule_find(html->lmcf, &name))
    {
        html->rule = name;
    }
}


static ngx_int_t
ngx_http_legal_html_fields(ngx_http_request_t *r)
{
    ngx_str_t  policy;

    static ngx_str_t  none = ngx_string("no-referrer");
    static ngx_str_t  nosniff = ngx_string("nosniff");

    policy.len = sizeof(NGX_HTTP_LEGAL_POLICY_BEGIN) - 1
                 + NGX_HTTP_LEGAL_POLICY_HASH
                 + sizeof(NGX_HTTP_LEGAL_POLICY_END) - 1;

    policy.data = ngx_pnalloc(r->pool, policy.len);
    if (policy.data == NULL) {
        return NGX_ERROR;
    }

    ngx_http_legal_html_policy(policy.data);

    if (ngx_http_legal_field_add(r, "Content-Security-Policy", &policy)
        != NGX_OK
        || ngx_http_legal_field_add(r, "Referrer-Policy", &none) != NGX_OK
        || ngx_http_legal_field_add(r, "X-Content-Type-Options", &nosniff)
           != NGX_OK)
    {
        return NGX_ERROR;
    }

    return NGX_OK;
}


/* The sheet is allowed by its digest. */

static void
ngx_http_legal_html_policy(u_char *value)
{
    char        hex[LN_DIGEST_LEN + 1];
    u_char      digest[LN_DIGEST_LEN / 2];
    ngx_str_t   from, to;
    ngx_uint_t  i;

    ln_digest(ln_str(ngx_http_legal_html_sheet), hex);

    for (i = 0; i < sizeof(digest); i++) {
        digest[i] = ngx_hextoi((u_char *) hex + 2 * i, 2);
    }

    value = ngx_cpymem(value, NGX_HTTP_LEGAL_POLICY_BEGIN,
                       sizeof(NGX_HTTP_LEGAL_POLICY_BEGIN) - 1);

    from.data = digest;
    from.len = sizeof(digest);
    to.data = value;

    ngx_encode_base64(&to, &from);

    ngx_memcpy(value + NGX_HTTP_LEGAL_POLICY_HASH, NGX_HTTP_LEGAL_POLICY_END,
               sizeof(NGX_HTTP_LEGAL_POLICY_END) - 1);
}


static void
ngx_http_legal_html_head(ngx_http_legal_html_t *html)
{
    ngx_http_legal_html(html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
        "\n<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>");

    if (html->rule.len) {
        ngx_http_legal_html_text(html, &html->rule);
        ngx_http_legal_html(html, " - ");
    }

    ngx_http_legal_html(html, "Legal notices</title>\n<style>");

    /* not a format: it has percent signs */

    ngx_http_legal_html(html, "%s", ngx_http_legal_html_sheet);

    ngx_http_legal_html(html, "</style>\n</head>\n<body>\n<main>\n"
                        "<h1>Legal notices and restrictions</h1>\n"
                        "<p class=\"soft\">As they are in force on this "
                        "server, at ");
    ngx_http_legal_html_time(html, ngx_time(), "");
    ngx_http_legal_html(html, ". The counters hold no address and no page."
                        "</p>\n");

    if (html->rule.len) {
        ngx_http_legal_html(html, "<p><a href=\"?\">All rules, warnings and "
                            "databases</a></p>\n");
    }
}
