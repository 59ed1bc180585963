/* What was counted, as one JSON object. */

#include "http/database/ngx_http_legal_database.h"
#include "http/status/ngx_http_legal_status_text.h"


static void ngx_http_legal_json_rules(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t restriction);
static void ngx_http_legal_json_notice(ngx_http_legal_text_t *out,
    ngx_http_legal_rule_t *rule);
static void ngx_http_legal_json_whys(ngx_http_legal_text_t *out,
    ngx_atomic_t *n);
static void ngx_http_legal_json_jurisdictions(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_json_databases(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf);


void
ngx_http_legal_status_json(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_atomic_t  *n;

    n = lmcf->counters->n;

    ngx_http_legal_write(out, "{\n  \"requests\": %uA,\n"
                         "  \"unlocated\": %uA,\n",
                         n[NGX_HTTP_LEGAL_REQUESTS],
                         n[NGX_HTTP_LEGAL_UNLOCATED]);

    ngx_http_legal_write(out, "  \"previews\": {\"given\": %uA, "
                         "\"refused\": %uA},\n",
                         n[NGX_HTTP_LEGAL_PREVIEWS],
                         n[NGX_HTTP_LEGAL_PREVIEWS_REFUSED]);

    ngx_http_legal_write(out, "  \"place_cache\": {\"hits\": %uA, "
                         "\"misses\": %uA, \"memory\": %uA},\n",
                         n[NGX_HTTP_LEGAL_CACHE_HITS],
                         n[NGX_HTTP_LEGAL_CACHE_MISSES],
                         n[NGX_HTTP_LEGAL_CACHE_MEMORY]);

    ngx_http_legal_write(out, "  \"pattern_limits\": %uA,\n",
                         n[NGX_HTTP_LEGAL_PATTERN_LIMITS]);

    ngx_http_legal_write(out, "  \"notices\": {");
    ngx_http_legal_json_rules(out, lmcf, 0);

    ngx_http_legal_write(out, "\n  },\n  \"restrictions\": {");
    ngx_http_legal_json_rules(out, lmcf, 1);

    ngx_http_legal_write(out, "\n  },\n  \"jurisdictions\": {");
    ngx_http_legal_json_jurisdictions(out, lmcf);

    ngx_http_legal_write(out, "\n  },\n  \"databases\": [");
    ngx_http_legal_json_databases(out, lmcf);

    ngx_http_legal_write(out, "\n  ]\n}\n");
}


static void
ngx_http_legal_json_rules(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t restriction)
{
    ngx_uint_t               i;
    const char              *comma;
    ngx_atomic_t            *n;
    ngx_http_legal_rule_t  **rules;

    rules = lmcf->rules.elts;
    comma = "";

    for (i = 0; i < lmcf->rules.nelts; i++) {

        if (rules[i]->restriction != restriction) {
            continue;
        }

        n = rules[i]->counters->n;

        ngx_http_legal_write(out, "%s\n    \"%V\": {\n"
                             "      \"decided\": %uA,\n"
                             "      \"uncertain\": %uA,\n"
                             "      \"spared\": %uA,\n"
                             "      \"dry_run\": %uA,\n",
                             comma, &rules[i]->name,
                             n[NGX_HTTP_LEGAL_DECIDED],
                             n[NGX_HTTP_LEGAL_UNCERTAIN],
                             n[NGX_HTTP_LEGAL_SPARED],
                             n[NGX_HTTP_LEGAL_DRY_RUN]);

        if (restriction) {
            ngx_http_legal_write(out, "      \"refused\": %uA\n    }",
                                 n[NGX_HTTP_LEGAL_REFUSED]);

        } else {
            ngx_http_legal_json_notice(out, rules[i]);
        }

        comma = ",";
    }
}


static void
ngx_http_legal_json_notice(ngx_http_legal_text_t *out,
    ngx_http_legal_rule_t *rule)
{
    ngx_str_t     *text;
    ngx_uint_t     i;
    ngx_atomic_t  *n;

    n = rule->counters->n;

    ngx_http_legal_write(out, "      \"shown\": %uA,\n      \"places\": [",
                         ngx_http_legal_shown(rule));

    text = rule->place_texts.elts;

    for (i = 0; i < ngx_min(rule->place_texts.nelts, NGX_HTTP_LEGAL_PLACES);
         i++)
    {
        ngx_http_legal_write(out, "%s{\"place\": \"", i ? ", " : "");
        ngx_http_legal_write_quoted(out, &text[i], 1);
        ngx_http_legal_write(out, "\", \"shown\": %uA}",
                             n[NGX_HTTP_LEGAL_SHOWN + i]);
    }

    ngx_http_legal_write(out, "],\n      \"fallback\": {\"body\": %uA, "
                         "\"end\": %uA},\n",
                         n[NGX_HTTP_LEGAL_SHOWN_BODY],
                         n[NGX_HTTP_LEGAL_SHOWN_END]);

    ngx_http_legal_write(out, "      \"already_there\": %uA,\n"
                         "      \"not_modified\": %uA,\n",
                         n[NGX_HTTP_LEGAL_PRESENT],
                         n[NGX_HTTP_LEGAL_NOT_MODIFIED]);

    ngx_http_legal_write(out, "      \"undeliverable\": {\"refused\": ");
    ngx_http_legal_json_whys(out, &n[NGX_HTTP_LEGAL_UNDELIVERABLE]);
    ngx_http_legal_write(out, ", \"passed\": ");
    ngx_http_legal_json_whys(out, &n[NGX_HTTP_LEGAL_PASSED]);
    ngx_http_legal_write(out, "}\n    }");
}


static void
ngx_http_legal_json_whys(ngx_http_legal_text_t *out, ngx_atomic_t *n)
{
    ngx_uint_t  i;

    for (i = 0; i < NGX_HTTP_LEGAL_WHYS; i++) {
        ngx_http_legal_write(out, "%s\"%s\": %uA", i ? ", " : "{",
                             ngx_http_legal_whys[i], n[i]);
    }

    ngx_http_legal_write(out, "}");
}


static void
ngx_http_legal_json_jurisdictions(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ln_str_t                      name;
    ngx_uint_t                    i;
    ngx_http_legal_counters_t   **counters;

    counters = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {
        name = ln_jurisdictions_name(lmcf->jurisdictions, i);

        ngx_http_legal_write(out, "%s\n    \"%*s\": {\"in\": %uA, "
                             "\"uncertain\": %uA}", i ? "," : "",
                             name.len, name.data,
                             counters[i]->n[NGX_HTTP_LEGAL_ANSWER_IN],
                             counters[i]->n[NGX_HTTP_LEGAL_ANSWER_UNCERTAIN]);
    }
}


static void
ngx_http_legal_json_databases(ngx_http_legal_text_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    ngx_tm_t                 tm;
    ngx_str_t                type;
    ngx_uint_t               i;
    ngx_atomic_t            *n;
    ngx_http_legal_database_t  *files;

    files = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        n = files[i].counters->n;

        type.data = (u_char *) ln_database_type(files[i].db);
        type.len = ngx_strlen(type.data);

        ngx_gmtime(ln_database_built(files[i].db), &tm);

        ngx_http_legal_write(out, "%s\n    {\"path\": \"", i ? "," : "");
        ngx_http_legal_write_quoted(out, &files[i].path, 1);
        ngx_http_legal_write(out, "\", \"type\": \"");
        ngx_http_legal_write_quoted(out, &type, 1);

        ngx_http_legal_write(out, "\",\n     \"built\": "
                             "\"%4d-%02d-%02dT%02d:%02d:%02dZ\", "
                             "\"age\": %T, \"old\": %s, \"entries\": %ui,\n"
                             "     \"swaps\": %uA, \"failed_swaps\": %uA}",
                             tm.ngx_tm_year, tm.ngx_tm_mon, tm.ngx_tm_mday,
                             tm.ngx_tm_hour, tm.ngx_tm_min, tm.ngx_tm_sec,
                             ngx_time() - ln_database_built(files[i].db),
                             ngx_http_legal_database_old(lmcf, &files[i])
                             ? "true" : "false",
                             (ngx_uint_t) ln_database_entries(files[i].db),
                             n[NGX_HTTP_LEGAL_SWAPS],
                             n[NGX_HTTP_LEGAL_SWAPS_FAILED]);
    }
}
