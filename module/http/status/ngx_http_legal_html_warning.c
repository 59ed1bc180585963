/* Warnings on the status page: what is wrong, and what to do. */

#include <ngx_config.h>

#include "http/archive/ngx_http_legal_manifest.h"
#include "http/counters/ngx_http_legal_counters.h"
#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_swap_look.h"
#include "http/status/ngx_http_legal_html_warning.h"


#define NGX_HTTP_LEGAL_DAY   86400
#define NGX_HTTP_LEGAL_SOON  (14 * NGX_HTTP_LEGAL_DAY)


typedef struct {
    ngx_http_legal_html_t  *html;
    ngx_uint_t              n;
} ngx_http_legal_warnings_t;


static void ngx_http_legal_warn(ngx_http_legal_warnings_t *warnings,
    ngx_str_t *name, uint64_t n, const char *what, const char *remedy);
static void ngx_http_legal_warn_rule(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_warn_undeliverable(
    ngx_http_legal_warnings_t *warnings, ngx_http_legal_rule_t *rule);
static void ngx_http_legal_warn_dates(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_warn_databases(ngx_http_legal_warnings_t *warnings);
static void ngx_http_legal_warn_file(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_database_t *database);
static void ngx_http_legal_warn_requests(ngx_http_legal_warnings_t *warnings);


static const char *const  ngx_http_legal_why_remedies[NGX_HTTP_LEGAL_WHYS] = {
    [NGX_HTTP_LEGAL_WHY_ENCODING] = "Let the upstream send gzip, or no "
                                    "Content-Encoding.",
    [NGX_HTTP_LEGAL_WHY_CORRUPT] = "The upstream's Content-Encoding is corrupt "
                                   "or cut: look at it, and at the network.",
    [NGX_HTTP_LEGAL_WHY_PART] = "Let the upstream send whole pages, not 206.",
    [NGX_HTTP_LEGAL_WHY_CHARSET] = "Let the upstream send UTF-8.",
    [NGX_HTTP_LEGAL_WHY_FRAMESET] = "A frameset shows no notice: take it out, "
                                    "or take the page out by \"uri\".",
    [NGX_HTTP_LEGAL_WHY_UNCONFIRMED] = "The upstream says 304 to a request "
                                       "without conditions: look at it."
};


void
ngx_http_legal_html_warnings(ngx_http_legal_html_t *html)
{
    ngx_uint_t                  i;
    ngx_http_legal_rule_t     **rules;
    ngx_http_legal_warnings_t   warnings;

    warnings.html = html;
    warnings.n = 0;

    ngx_http_legal_html(html, "<h2 id=\"warnings\">Warnings</h2>\n");

    rules = html->lmcf->rules.elts;

    for (i = 0; i < html->lmcf->rules.nelts; i++) {
        ngx_http_legal_warn_rule(&warnings, rules[i]);
    }

    ngx_http_legal_warn_databases(&warnings);
    ngx_http_legal_warn_requests(&warnings);

    if (warnings.n == 0) {
        ngx_http_legal_html(html, "<p class=\"good\">There are none.</p>\n");
    }
}


/* n is left out where it is 0. */

static void
ngx_http_legal_warn(ngx_http_legal_warnings_t *warnings, ngx_str_t *name,
    uint64_t n, const char *what, const char *remedy)
{
    ngx_http_legal_html_t  *html;

    html = warnings->html;
    warnings->n++;

    ngx_http_legal_html(html, "<div class=\"card warning\"><p>");

    if (name) {
        ngx_http_legal_html(html, "<code>");
        ngx_http_legal_html_text(html, name);
        ngx_http_legal_html(html, "</code>: ");
    }

    ngx_http_legal_html(html, "%s", what);

    if (n) {
        ngx_http_legal_html(html, " Requests: <strong>%uL</strong>.", n);
    }

    ngx_http_legal_html(html, "</p><p>%s</p></div>\n", remedy);
}


static void
ngx_http_legal_warn_rule(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_rule_t *rule)
{
    ngx_atomic_t  *n, shown, fallback;

    n = rule->counters->n;

    if (n[NGX_HTTP_LEGAL_LOST]) {
        ngx_http_legal_warn(warnings, &rule->name, n[NGX_HTTP_LEGAL_LOST],
                            "it was due, and nobody knows what became of it.",
                            "This is a fault of the module: report it, with "
                            "the line of the error log.");
    }

    if (!rule->restriction) {
        ngx_http_legal_warn_undeliverable(warnings, rule);
    }

    if (n[NGX_HTTP_LEGAL_DRY_RUN]) {
        ngx_http_legal_warn(warnings, &rule->name, n[NGX_HTTP_LEGAL_DRY_RUN],
                            "a dry run has kept it from acting: readers were "
                            "not warned, nothing was refused.",
                            "Take out <code>legal_dry_run on</code> where the "
                            "rule is to be in force.");
    }

    shown = ngx_http_legal_counters_shown(rule->counters);
    fallback = n[NGX_HTTP_LEGAL_SHOWN_BODY] + n[NGX_HTTP_LEGAL_SHOWN_END];

    if (rule->places.nelts && fallback > shown / 10) {
        ngx_http_legal_warn(warnings, &rule->name, fallback,
                            "pages had none of its places, and have it at "
                            "their end.",
                            "Name a place that these pages have: the command "
                            "<code>legal-notice place --offset</code> says "
                            "which one a page has.");
    }

    ngx_http_legal_warn_dates(warnings, rule);
}


static void
ngx_http_legal_warn_undeliverable(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_rule_t *rule)
{
    ngx_uint_t     i;
    ngx_atomic_t  *n;

    n = rule->counters->n;

    for (i = 0; i < NGX_HTTP_LEGAL_WHYS; i++) {

        if (n[NGX_HTTP_LEGAL_PASSED + i]) {
            ngx_http_legal_warn(warnings, &rule->name,
                                n[NGX_HTTP_LEGAL_PASSED + i],
                                "pages went to readers without it, as "
                                "<code>legal_undeliverable pass</code> says.",
                                ngx_http_legal_why_remedies[i]);
        }

        if (n[NGX_HTTP_LEGAL_UNDELIVERABLE + i]) {
            ngx_http_legal_warn(warnings, &rule->name,
                                n[NGX_HTTP_LEGAL_UNDELIVERABLE + i],
                                "pages could not take it, and were refused.",
                                ngx_http_legal_why_remedies[i]);
        }
    }
}


static void
ngx_http_legal_warn_dates(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_rule_t *rule)
{
    if (!ngx_http_legal_rule_in_use(warnings->html->lmcf, rule)) {
        ngx_http_legal_warn(warnings, &rule->name, 0,
                            "no <code>legal_apply</code> names it, and so it "
                            "does nothing.",
                            "Name it in a server or a location block, or take "
                            "it out.");

    } else if (rule->until && ngx_time() >= rule->until) {
        ngx_http_legal_warn(warnings, &rule->name, 0,
                            "its <code>until</code> is past: it is in force no "
                            "longer.", "Write another date, or take it out.");

    } else if (rule->until && rule->until - ngx_time() < NGX_HTTP_LEGAL_SOON) {
        ngx_http_legal_warn(warnings, &rule->name, 0,
                            "its <code>until</code> comes within two weeks.",
                            "Write a later date if the duty goes on.");
    }
}


static void
ngx_http_legal_warn_databases(ngx_http_legal_warnings_t *warnings)
{
    ngx_uint_t                  i;
    ngx_http_legal_database_t  *databases;
    ngx_http_legal_main_conf_t *lmcf;

    lmcf = warnings->html->lmcf;
    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {

        if (ngx_http_legal_database_old(lmcf, &databases[i])) {
            ngx_http_legal_warn(warnings, &databases[i].path, 0,
                                lmcf->old_uncertain
                                ? "it is old, and so its places do not count."
                                : "it is old: readers may have moved.",
                                "Run geoipupdate, or whatever fetches it, and "
                                "read its log.");
        }

        if (ngx_http_legal_database_ahead(&databases[i])) {
            ngx_http_legal_warn(warnings, &databases[i].path, 0,
                                "its date is in the future: nobody can tell "
                                "when it is old.",
                                "Fetch it again, or set the clock.");
        }

        ngx_http_legal_warn_file(warnings, &databases[i]);
    }
}


static void
ngx_http_legal_warn_file(ngx_http_legal_warnings_t *warnings,
    ngx_http_legal_database_t *database)
{
    switch (ngx_http_legal_swap_state(database)) {

    case NGX_HTTP_LEGAL_SWAP_MISSING:
        ngx_http_legal_warn(warnings, &database->path, 0,
                            "its file is gone: nginx goes on with what it has "
                            "read, and cannot start or reload.",
                            "Fetch the file again.");
        break;

    case NGX_HTTP_LEGAL_SWAP_HIDDEN:
        ngx_http_legal_warn(warnings, &database->path, 0,
                            "the workers cannot look at its file: nginx goes "
                            "on with what it has read.",
                            "Let their user search the directories above.");
        break;

    case NGX_HTTP_LEGAL_SWAP_FAILED:
        ngx_http_legal_warn(warnings, &database->path, 0,
                            "a new file could not be used; the old one stayed.",
                            "The error log says why. Fetch the file again.");
        break;

    default: /* NGX_HTTP_LEGAL_SWAP_FINE */
        break;
    }
}


static void
ngx_http_legal_warn_requests(ngx_http_legal_warnings_t *warnings)
{
    ngx_atomic_t  *n;

    n = warnings->html->lmcf->counters->n;

    if (n[NGX_HTTP_LEGAL_UNLOCATED] > n[NGX_HTTP_LEGAL_REQUESTS] / 5
        && warnings->html->lmcf->databases.nelts)
    {
        ngx_http_legal_warn(warnings, NULL, n[NGX_HTTP_LEGAL_UNLOCATED],
                            "More than one request in five is of a reader whom "
                            "no database knows.",
                            "Is <code>$remote_addr</code> the reader's "
                            "address? Behind a proxy or a CDN it is not, until "
                            "the realip module is set up.");
    }

    if (n[NGX_HTTP_LEGAL_CONFLICTS] > n[NGX_HTTP_LEGAL_REQUESTS] / 50) {
        ngx_http_legal_warn(warnings, NULL, n[NGX_HTTP_LEGAL_CONFLICTS],
                            "More than one request in fifty is of a reader on "
                            "whom databases contradict each other.",
                            "The rows of databases below say which. The "
                            "command <code>legal-notice compare</code> says "
                            "where.");
    }

    if (n[NGX_HTTP_LEGAL_PATTERN_LIMITS]) {
        ngx_http_legal_warn(warnings, NULL, n[NGX_HTTP_LEGAL_PATTERN_LIMITS],
                            "Matches of <code>uri</code> and "
                            "<code>place</code> patterns took too long: a rule "
                            "was taken to apply, a place was not found.",
                            "The error log names the pattern: make it "
                            "simpler.");
    }
}
