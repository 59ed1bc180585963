/* What was counted, in the Prometheus text exposition format 0.0.4. */

#include "http/status/ngx_http_legal_status_text.h"


static void ngx_http_legal_metric(ngx_http_legal_text_t *out,
    const char *name, const char *type, const char *help);
static void ngx_http_legal_metrics_rules(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t restriction,
    const char *name, ngx_uint_t what, const char *help);
static void ngx_http_legal_metrics_shown(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_metric_shown(ngx_http_legal_text_t *out,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_metrics_undeliverable(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_metrics_jurisdictions(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_metrics_databases(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
static ngx_uint_t ngx_http_legal_named_before(ngx_http_legal_database_t *files,
    ngx_uint_t i);
static void ngx_http_legal_metric_database(ngx_http_legal_text_t *out,
    const char *name, ngx_http_legal_database_t *file);


void
ngx_http_legal_status_prometheus(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t     i;
    ngx_atomic_t  *n;

    static const struct {
        const char  *name;
        const char  *labels;
        ngx_uint_t   what;
        const char  *help;                        /* NULL: as the one above */
    } all[] = {
        { "legal_requests_total", "", NGX_HTTP_LEGAL_REQUESTS,
          "Requests where legal_apply names something." },
        { "legal_unlocated_total", "", NGX_HTTP_LEGAL_UNLOCATED,
          "Those whose place no database knows." },
        { "legal_previews_total", "{answer=\"given\"}",
          NGX_HTTP_LEGAL_PREVIEWS,
          "Previews that were asked for; the counts of notices have none." },
        { "legal_previews_total", "{answer=\"refused\"}",
          NGX_HTTP_LEGAL_PREVIEWS_REFUSED, NULL },
        { "legal_place_cache_total", "{result=\"hit\"}",
          NGX_HTTP_LEGAL_CACHE_HITS,
          "Files whose places were looked for in the place cache." },
        { "legal_place_cache_total", "{result=\"miss\"}",
          NGX_HTTP_LEGAL_CACHE_MISSES, NULL },
        { "legal_place_cache_memory_total", "", NGX_HTTP_LEGAL_CACHE_MEMORY,
          "Those found of which short parts were sent from memory." },
        { "legal_pattern_limits_total", "", NGX_HTTP_LEGAL_PATTERN_LIMITS,
          "Matches of a uri pattern given up at its limits." }
    };

    n = lmcf->counters->n;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {

        if (all[i].help) {
            ngx_http_legal_metric(out, all[i].name, "counter", all[i].help);
        }

        ngx_http_legal_write(out, "%s%s %uA\n", all[i].name, all[i].labels,
                             n[all[i].what]);
    }

    ngx_http_legal_metrics_rules(out, lmcf, 0, "decided",
        NGX_HTTP_LEGAL_DECIDED, "Requests that a notice was owed to.");
    ngx_http_legal_metrics_rules(out, lmcf, 0, "uncertain",
        NGX_HTTP_LEGAL_UNCERTAIN, "Those whose place is uncertain.");
    ngx_http_legal_metrics_rules(out, lmcf, 0, "spared",
        NGX_HTTP_LEGAL_SPARED, "Requests of uncertain place not shown one.");
    ngx_http_legal_metrics_rules(out, lmcf, 0, "dry_run",
        NGX_HTTP_LEGAL_DRY_RUN, "Pages that would have got a notice.");
    ngx_http_legal_metrics_rules(out, lmcf, 0, "already_there",
        NGX_HTTP_LEGAL_PRESENT, "Pages an inner tier put the notice into.");
    ngx_http_legal_metrics_rules(out, lmcf, 0, "not_modified",
        NGX_HTTP_LEGAL_NOT_MODIFIED, "304 to holders of this very variant.");

    ngx_http_legal_metrics_shown(out, lmcf);
    ngx_http_legal_metrics_undeliverable(out, lmcf);

    ngx_http_legal_metrics_rules(out, lmcf, 1, "decided",
        NGX_HTTP_LEGAL_DECIDED, "Requests that a restriction held for.");
    ngx_http_legal_metrics_rules(out, lmcf, 1, "refused",
        NGX_HTTP_LEGAL_REFUSED, "Requests that were refused.");
    ngx_http_legal_metrics_rules(out, lmcf, 1, "uncertain",
        NGX_HTTP_LEGAL_UNCERTAIN, "Those whose place is uncertain.");
    ngx_http_legal_metrics_rules(out, lmcf, 1, "spared",
        NGX_HTTP_LEGAL_SPARED, "Requests of uncertain place let through.");
    ngx_http_legal_metrics_rules(out, lmcf, 1, "dry_run",
        NGX_HTTP_LEGAL_DRY_RUN, "Requests that would have been refused.");

    ngx_http_legal_metrics_jurisdictions(out, lmcf);
    ngx_http_legal_metrics_databases(out, lmcf);
}


static void
ngx_http_legal_metric(ngx_http_legal_text_t *out, const char *name,
    const char *type, const char *help)
{
    ngx_http_legal_write(out, "# HELP %s %s\n# TYPE %s %s\n", name, help,
                         name, type);
}


/* One counter of each notice, or of each restriction. */

static void
ngx_http_legal_metrics_rules(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t restriction,
    const char *name, ngx_uint_t what, const char *help)
{
    u_char                   metric[64];
    ngx_uint_t               i;
    const char              *kind;
    ngx_http_legal_rule_t  **rules;

    kind = restriction ? "restriction" : "notice";

    (void) ngx_snprintf(metric, sizeof(metric), "legal_%s_%s_total%Z", kind,
                        name);

    ngx_http_legal_metric(out, (char *) metric, "counter", help);

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        if (rules[i]->restriction == restriction) {
            ngx_http_legal_write(out, "%s{%s=\"%V\"} %uA\n", metric, kind,
                                 &rules[i]->name, rules[i]->counters->n[what]);
        }
    }
}


static void
ngx_http_legal_metrics_shown(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    ngx_http_legal_metric(out, "legal_notice_shown_total", "counter",
                          "Notices put into pages, by the place that was "
                          "found.");

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        if (!rules[i]->restriction) {
            ngx_http_legal_metric_shown(out, rules[i]);
        }
    }
}


static void
ngx_http_legal_metric_shown(ngx_http_legal_text_t *out,
    ngx_http_legal_rule_t *rule)
{
    ngx_str_t     *text;
    ngx_uint_t     i;
    ngx_atomic_t  *n;

    n = rule->counters->n;
    text = rule->place_texts.elts;

    for (i = 0; i < ngx_min(rule->place_texts.nelts, NGX_HTTP_LEGAL_PLACES);
         i++)
    {
        ngx_http_legal_write(out, "legal_notice_shown_total{notice=\"%V\","
                             "rank=\"%ui\",place=\"", &rule->name, i + 1);
        ngx_http_legal_write_quoted(out, &text[i], 0);
        ngx_http_legal_write(out, "\"} %uA\n", n[NGX_HTTP_LEGAL_SHOWN + i]);
    }

    ngx_http_legal_write(out, "legal_notice_shown_total{notice=\"%V\","
                         "rank=\"fallback\",place=\"append body\"} %uA\n",
                         &rule->name, n[NGX_HTTP_LEGAL_SHOWN_BODY]);

    ngx_http_legal_write(out, "legal_notice_shown_total{notice=\"%V\","
                         "rank=\"fallback\",place=\"end\"} %uA\n",
                         &rule->name, n[NGX_HTTP_LEGAL_SHOWN_END]);
}


static void
ngx_http_legal_metrics_undeliverable(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t               i, j;
    ngx_atomic_t            *n;
    ngx_http_legal_rule_t  **rules;

    ngx_http_legal_metric(out, "legal_notice_undeliverable_total", "counter",
                          "Pages a notice could not be put into.");

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {

        if (rules[i]->restriction) {
            continue;
        }

        n = rules[i]->counters->n;

        for (j = 0; j < 2 * NGX_HTTP_LEGAL_WHYS; j++) {
            ngx_http_legal_write(out, "legal_notice_undeliverable_total{"
                                 "notice=\"%V\",why=\"%s\",page=\"%s\"} %uA\n",
                                 &rules[i]->name,
                                 ngx_http_legal_whys[j % NGX_HTTP_LEGAL_WHYS],
                                 j < NGX_HTTP_LEGAL_WHYS ? "refused"
                                                         : "passed",
                                 n[NGX_HTTP_LEGAL_UNDELIVERABLE + j]);
        }
    }
}


static void
ngx_http_legal_metrics_jurisdictions(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ln_str_t                      name;
    ngx_uint_t                    i, j;
    ngx_http_legal_counters_t   **counters;

    static const char  *answers[] = { "in", "uncertain" };

    ngx_http_legal_metric(out, "legal_jurisdiction_requests_total", "counter",
                          "Requests in a jurisdiction, or perhaps in it.");

    counters = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {
        name = ln_jurisdictions_name(lmcf->jurisdictions, i);

        for (j = 0; j < 2; j++) {
            ngx_http_legal_write(out, "legal_jurisdiction_requests_total{"
                                 "jurisdiction=\"%*s\",answer=\"%s\"} %uA\n",
                                 name.len, name.data, answers[j],
                                 counters[i]->n[NGX_HTTP_LEGAL_ANSWER_IN + j]);
        }
    }
}


static void
ngx_http_legal_metrics_databases(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    time_t                   value;
    ngx_str_t                type;
    ngx_uint_t               i, j;
    ngx_http_legal_database_t  *files;

    static const struct {
        const char  *name;
        const char  *type;
        const char  *help;
    } metrics[] = {
        { "legal_database_info", "gauge", "The type of each database." },
        { "legal_database_built_timestamp_seconds", "gauge",
          "When it was built." },
        { "legal_database_age_seconds", "gauge", "How long ago that was." },
        { "legal_database_max_age_seconds", "gauge",
          "legal_database_max_age." },
        { "legal_database_entries", "gauge", "Its distinct records." },
        { "legal_database_swaps_total", "counter",
          "Replaced files that were put in use." },
        { "legal_database_failed_swaps_total", "counter",
          "Replaced files that could not be used." }
    };

    files = lmcf->databases.elts;

    for (j = 0; j < sizeof(metrics) / sizeof(metrics[0]); j++) {

        ngx_http_legal_metric(out, metrics[j].name, metrics[j].type,
                              metrics[j].help);

        for (i = 0; i < lmcf->databases.nelts; i++) {

            if (ngx_http_legal_named_before(files, i)) {
                continue;
            }

            ngx_http_legal_metric_database(out, metrics[j].name, &files[i]);

            switch (j) {

            case 0:
                type.data = (u_char *) ln_database_type(files[i].db);
                type.len = ngx_strlen(type.data);

                ngx_http_legal_write(out, ",type=\"");
                ngx_http_legal_write_quoted(out, &type, 0);
                ngx_http_legal_write(out, "\"} 1\n");
                continue;

            case 1:
                value = ln_database_built(files[i].db);
                break;

            case 2:
                value = ngx_time() - ln_database_built(files[i].db);
                break;

            case 3:
                value = lmcf->max_age;
                break;

            case 4:
                value = ln_database_entries(files[i].db);
                break;

            default: /* 5, 6 */
                value = files[i].counters->n[NGX_HTTP_LEGAL_SWAPS + j - 5];
            }

            ngx_http_legal_write(out, "} %T\n", value);
        }
    }
}


/* A file that is named twice has one series: two would spoil them all. */

static ngx_uint_t
ngx_http_legal_named_before(ngx_http_legal_database_t *files, ngx_uint_t i)
{
    ngx_uint_t  k;

    for (k = 0; k < i; k++) {
        if (files[k].path.len == files[i].path.len
            && ngx_memcmp(files[k].path.data, files[i].path.data,
                          files[i].path.len) == 0)
        {
            return 1;
        }
    }

    return 0;
}


static void
ngx_http_legal_metric_database(ngx_http_legal_text_t *out, const char *name,
    ngx_http_legal_database_t *file)
{
    ngx_http_legal_write(out, "%s{database=\"", name);
    ngx_http_legal_write_quoted(out, &file->path, 0);
    ngx_http_legal_write(out, "\"");
}
