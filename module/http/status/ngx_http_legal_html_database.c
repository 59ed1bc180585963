/* Databases on the status page, and jurisdictions by their answers. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/status/ngx_http_legal_html_database.h"
#include "http/status/ngx_http_legal_status_subject.h"


#define NGX_HTTP_LEGAL_DAY  86400


static void ngx_http_legal_html_jurisdictions(ngx_http_legal_html_t *html);
static void ngx_http_legal_html_database(ngx_http_legal_html_t *html,
    ngx_http_legal_subject_t *subject);
static void ngx_http_legal_html_pairs(ngx_http_legal_html_t *html);


void
ngx_http_legal_html_databases(ngx_http_legal_html_t *html)
{
    ngx_uint_t                i;
    ngx_http_legal_subject_t  subject;

    ngx_http_legal_html_jurisdictions(html);

    ngx_http_legal_html(html, "<h2 id=\"databases\">Databases</h2>\n");

    if (html->lmcf->databases.nelts == 0) {
        ngx_http_legal_html(html, "<p>There are none: terms of networks need "
                            "none, and a CDN can say where readers are.</p>"
                            "\n");
        return;
    }

    i = 0;

    while (ngx_http_legal_subject(html->lmcf, NGX_HTTP_LEGAL_OF_DATABASE, &i,
                                  &subject)
           == NGX_OK)
    {
        ngx_http_legal_html_database(html, &subject);
    }

    ngx_http_legal_html_pairs(html);
}


static void
ngx_http_legal_html_jurisdictions(ngx_http_legal_html_t *html)
{
    ngx_uint_t                i;
    ngx_atomic_t             *n;
    ngx_http_legal_subject_t  subject;

    ngx_http_legal_html(html, "<h2 id=\"jurisdictions\">Jurisdictions</h2>\n");

    if (html->lmcf->answer_counters.nelts == 0) {
        ngx_http_legal_html(html, "<p>There are none.</p>\n");
        return;
    }

    ngx_http_legal_html(html, "<table><thead><tr>"
                        "<th scope=\"col\">Requests of readers</th>"
                        "<th scope=\"col\" class=\"n\">in it</th>"
                        "<th scope=\"col\" class=\"n\">uncertain</th>"
                        "<th scope=\"col\" class=\"n\">conflict</th>"
                        "</tr></thead>\n<tbody>\n");

    i = 0;

    while (ngx_http_legal_subject(html->lmcf, NGX_HTTP_LEGAL_OF_JURISDICTION,
                                  &i, &subject)
           == NGX_OK)
    {
        n = subject.counters->n;

        ngx_http_legal_html(html, "<tr><th scope=\"row\"><code>");
        ngx_http_legal_html_text(html, &subject.name);
        ngx_http_legal_html(html, "</code></th><td class=\"n\">%uA</td>"
                            "<td class=\"n\">%uA</td><td class=\"n\">%uA</td>"
                            "</tr>\n", n[NGX_HTTP_LEGAL_ANSWER_IN],
                            n[NGX_HTTP_LEGAL_ANSWER_UNCERTAIN],
                            n[NGX_HTTP_LEGAL_ANSWER_CONFLICT]);
    }

    ngx_http_legal_html(html, "</tbody></table>\n");
}


static void
ngx_http_legal_html_database(ngx_http_legal_html_t *html,
    ngx_http_legal_subject_t *subject)
{
    time_t          age;
    ngx_uint_t      old, ahead;
    ngx_atomic_t   *n;
    ln_database_t  *db;

    db = subject->database->db;
    age = ngx_time() - ln_database_built(db);
    old = ngx_http_legal_database_old(html->lmcf, subject->database);
    ahead = ngx_http_legal_database_ahead(subject->database);
    n = subject->counters->n;

    ngx_http_legal_html(html, "<section class=\"card\">\n<h3><code>");
    ngx_http_legal_html_text(html, &subject->name);
    ngx_http_legal_html(html, "</code></h3>\n<dl>\n<dt>Type</dt><dd>");
    ngx_http_legal_html_ln(html, ln_str(ln_database_type(db)));
    ngx_http_legal_html(html, "</dd>\n<dt>Built</dt><dd>");
    ngx_http_legal_html_time(html, ln_database_built(db), "not known");

    if (ahead) {
        ngx_http_legal_html(html, ", <span class=\"bad\">in the future</span>");

    } else {
        ngx_http_legal_html(html, ", %T days ago%s", age / NGX_HTTP_LEGAL_DAY,
                            old ? ": <span class=\"bad\">old</span>" : "");
    }

    ngx_http_legal_html(html, "</dd>\n<dt>Swaps</dt><dd>%uA "
                        "since the start, %uA failed</dd>\n</dl>\n</section>\n",
                        n[NGX_HTTP_LEGAL_SWAPS],
                        n[NGX_HTTP_LEGAL_SWAPS_FAILED]);
}


static void
ngx_http_legal_html_pairs(ngx_http_legal_html_t *html)
{
    ngx_uint_t                i;
    ngx_http_legal_subject_t  subject;

    if (html->lmcf->pair_counters.nelts == 0) {
        return;
    }

    ngx_http_legal_html(html, "<table><thead><tr><th scope=\"col\">Databases "
                        "that contradict each other</th><th scope=\"col\" "
                        "class=\"n\">Requests</th></tr></thead>\n<tbody>\n");

    i = 0;

    while (ngx_http_legal_subject(html->lmcf, NGX_HTTP_LEGAL_OF_PAIR, &i,
                                  &subject)
           == NGX_OK)
    {
        ngx_http_legal_html(html, "<tr><td><code>");
        ngx_http_legal_html_text(html, &subject.name);
        ngx_http_legal_html(html, "</code> and <code>");
        ngx_http_legal_html_text(html, &subject.other);
        ngx_http_legal_html(html, "</code></td><td class=\"n\">%uA</td></tr>\n",
                            subject.counters->n[NGX_HTTP_LEGAL_PAIR_CONFLICTS]);
    }

    ngx_http_legal_html(html, "</tbody></table>\n");
}
