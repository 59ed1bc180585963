/*
 * What was counted of a rule, in words: the rows of the one table, in order.
 */

#include <ngx_config.h>

#include "http/status/ngx_http_legal_html_count.h"
#include "http/status/ngx_http_legal_status_table.h"


typedef struct {
    const char  *key;
    const char  *notice;
    const char  *restriction;
} ngx_http_legal_word_t;


static void ngx_http_legal_html_count(ngx_http_legal_html_t *html,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject);
static void ngx_http_legal_html_count_line(ngx_http_legal_html_t *html,
    const char *words, ngx_str_t *what, uint64_t n);
static const char *ngx_http_legal_html_words(const ngx_http_legal_row_t *row,
    ngx_http_legal_rule_t *rule);


/* A key that is not here is written as it is. */

static const ngx_http_legal_word_t  ngx_http_legal_words[] = {
    { "decided", "due in", "due in" },
    { "uncertain", "of these, the location was uncertain",
      "of these, the location was uncertain" },
    { "spared", "not due, as the location was uncertain",
      "let through, as the location was uncertain" },
    { "dry_run", "would have been shown (dry run)",
      "would have been refused (dry run)" },
    { "already_there", "put in by an inner tier", NULL },
    { "not_modified", "304: the reader has this variant", NULL },
    { "shown", "shown", NULL },
    { "body", "shown at the end of the body, the fallback", NULL },
    { "end", "shown at the end of the page, the fallback", NULL },
    { "no_page", "no page that takes it: a picture, a redirect, a download",
      "a status page stood in place of the refusal" },
    { "fragments", "of these, a fragment of a page", NULL },
    { "no_place", "of these, a page without any of its places", NULL },
    { "outlet", "given to a script", NULL },
    { "head", "HEAD: only the header was asked for", NULL },
    { "aborted", "the reader or the upstream left before",
      "the reader left before" },
    { "lost", "lost: a fault of the module", "lost: a fault of the module" },
    { "asked", NULL, "of these, the page asked with its form" },
    { "acknowledged", NULL, "forms by which a reader lifted it" },
    { "lifted", NULL, "let through by a cookie" },
    { "invalid", NULL, "cookies and forms that were wrong, old or cut" },
    { "refused", "undeliverable, the page was refused", "refused" },
    { "passed", "undeliverable, the page went without it", NULL }
};


void
ngx_http_legal_html_counts(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_of_t          of;
    ngx_http_legal_subject_t     subject;
    const ngx_http_legal_row_t  *row;

    ngx_memzero(&subject, sizeof(ngx_http_legal_subject_t));
    subject.rule = rule;
    subject.name = rule->name;
    subject.counters = rule->counters;

    of = rule->restriction ? NGX_HTTP_LEGAL_OF_RESTRICTION
                           : NGX_HTTP_LEGAL_OF_NOTICE;

    if (rule->counters->n[NGX_HTTP_LEGAL_DECIDED] == 0
        && rule->counters->n[NGX_HTTP_LEGAL_SPARED] == 0
        && rule->counters->n[NGX_HTTP_LEGAL_LIFTED] == 0)
    {
        ngx_http_legal_html(html, "<p>It was due in no request since this "
                            "server started.</p>\n");
        return;
    }

    ngx_http_legal_html(html, "<table><thead><tr><th scope=\"col\">Requests"
                        "</th><th scope=\"col\" class=\"n\">Number</th></tr>"
                        "</thead>\n<tbody>\n");

    for (row = ngx_http_legal_rows; row->key || row->metric; row++) {
        if (row->of == of && row->key
            && ngx_http_legal_row_is_about(row, &subject))
        {
            ngx_http_legal_html_count(html, row, &subject);
        }
    }

    ngx_http_legal_html(html, "</tbody></table>\n");
}


static void
ngx_http_legal_html_count(ngx_http_legal_html_t *html,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject)
{
    ngx_str_t      why, *places;
    ngx_uint_t     i;
    const char    *words;
    ngx_atomic_t  *n;

    words = ngx_http_legal_html_words(row, subject->rule);
    n = &subject->counters->n[row->counter];

    switch (row->kind) {

    case NGX_HTTP_LEGAL_ROW_BY_PLACE:
        places = subject->rule->place_texts.elts;

        for (i = 0; i < ngx_http_legal_subject_places(subject); i++) {
            ngx_http_legal_html_count_line(html, "shown at", &places[i], n[i]);
        }

        return;

    case NGX_HTTP_LEGAL_ROW_BY_WHY:
        for (i = 0; i < NGX_HTTP_LEGAL_WHYS; i++) {
            why.data = (u_char *) ngx_http_legal_whys[i];
            why.len = ngx_strlen(why.data);
            ngx_http_legal_html_count_line(html, words, &why, n[i]);
        }

        return;

    default:
        ngx_http_legal_html_count_line(html, words, NULL,
                         ngx_http_legal_row_number(row, html->lmcf, subject));
    }
}


static void
ngx_http_legal_html_count_line(ngx_http_legal_html_t *html, const char *words,
    ngx_str_t *what, uint64_t n)
{
    if (n == 0) {
        return;
    }

    ngx_http_legal_html(html, "<tr><td>%s", words);

    if (what) {
        ngx_http_legal_html(html, " <code>");
        ngx_http_legal_html_text(html, what);
        ngx_http_legal_html(html, "</code>");
    }

    ngx_http_legal_html(html, "</td><td class=\"n\">%uL</td></tr>\n", n);
}


static const char *
ngx_http_legal_html_words(const ngx_http_legal_row_t *row,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t                    i;
    const ngx_http_legal_word_t  *word;

    for (i = 0;
         i < sizeof(ngx_http_legal_words) / sizeof(ngx_http_legal_words[0]);
         i++)
    {
        word = &ngx_http_legal_words[i];

        if (ngx_strcmp(word->key, row->key) == 0) {
            return rule->restriction ? word->restriction : word->notice;
        }
    }

    return row->key;
}
