/* What the rows of legal_status are said of. */

#include <ngx_config.h>

#include "http/status/ngx_http_legal_status_subject.h"


static ngx_int_t ngx_http_legal_subject_rule(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t restriction, ngx_uint_t *i, ngx_http_legal_subject_t *subject);
static ngx_int_t ngx_http_legal_subject_jurisdiction(
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_http_legal_subject_t *subject);
static ngx_int_t ngx_http_legal_subject_database(
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_http_legal_subject_t *subject);
static ngx_int_t ngx_http_legal_subject_pair(
    ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_http_legal_subject_t *subject);


ngx_int_t
ngx_http_legal_subject(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_of_t of, ngx_uint_t *i, ngx_http_legal_subject_t *subject)
{
    ngx_memzero(subject, sizeof(ngx_http_legal_subject_t));

    switch (of) {

    case NGX_HTTP_LEGAL_OF_REQUESTS:
        subject->counters = lmcf->counters;
        return (*i)++ == 0 ? NGX_OK : NGX_DECLINED;

    case NGX_HTTP_LEGAL_OF_NOTICE:
        return ngx_http_legal_subject_rule(lmcf, 0, i, subject);

    case NGX_HTTP_LEGAL_OF_RESTRICTION:
        return ngx_http_legal_subject_rule(lmcf, 1, i, subject);

    case NGX_HTTP_LEGAL_OF_JURISDICTION:
        return ngx_http_legal_subject_jurisdiction(lmcf, (*i)++, subject);

    case NGX_HTTP_LEGAL_OF_DATABASE:
        return ngx_http_legal_subject_database(lmcf, (*i)++, subject);

    default: /* NGX_HTTP_LEGAL_OF_PAIR */
        return ngx_http_legal_subject_pair(lmcf, (*i)++, subject);
    }
}


static ngx_int_t
ngx_http_legal_subject_rule(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t restriction, ngx_uint_t *i, ngx_http_legal_subject_t *subject)
{
    ngx_http_legal_rule_t  *rule;

    while (*i < lmcf->rules.nelts) {
        rule = ((ngx_http_legal_rule_t **) lmcf->rules.elts)[(*i)++];

        if (rule->restriction == restriction) {
            subject->name = rule->name;
            subject->counters = rule->counters;
            subject->rule = rule;
            return NGX_OK;
        }
    }

    return NGX_DECLINED;
}


static ngx_int_t
ngx_http_legal_subject_jurisdiction(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_http_legal_subject_t *subject)
{
    ln_str_t                     name;
    ngx_http_legal_counters_t  **counters;

    if (i >= lmcf->answer_counters.nelts) {
        return NGX_DECLINED;
    }

    name = ln_jurisdictions_name(lmcf->jurisdictions, i);
    counters = lmcf->answer_counters.elts;

    subject->name.len = name.len;
    subject->name.data = (u_char *) name.data;
    subject->counters = counters[i];

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_subject_database(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_http_legal_subject_t *subject)
{
    ngx_uint_t                  k;
    ngx_http_legal_database_t  *databases;

    if (i >= lmcf->databases.nelts) {
        return NGX_DECLINED;
    }

    databases = lmcf->databases.elts;

    subject->name = databases[i].path;
    subject->counters = databases[i].counters;
    subject->database = &databases[i];

    for (k = 0; k < i; k++) {
        if (ngx_http_legal_same(&databases[k].path, &databases[i].path)) {
            subject->again = 1;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_subject_pair(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ngx_http_legal_subject_t *subject)
{
    ngx_uint_t                    k, one, two;
    ngx_http_legal_database_t    *databases;
    ngx_http_legal_counters_t   **counters;

    if (i >= lmcf->pair_counters.nelts) {
        return NGX_DECLINED;
    }

    for (two = 1; ln_pair(0, two + 1) <= i; two++) { /* void */ }

    one = i - ln_pair(0, two);

    databases = lmcf->databases.elts;
    counters = lmcf->pair_counters.elts;

    subject->name = databases[one].path;
    subject->other = databases[two].path;
    subject->counters = counters[i];

    for (k = 0; k < i; k++) {
        subject->again |= (counters[k] == counters[i]);
    }

    return NGX_OK;
}


ngx_uint_t
ngx_http_legal_subject_places(ngx_http_legal_subject_t *subject)
{
    return ngx_min(subject->rule->place_texts.nelts, NGX_HTTP_LEGAL_PLACES);
}


int64_t
ngx_http_legal_subject_since(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return subject->rule->since;
}


int64_t
ngx_http_legal_subject_until(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return subject->rule->until;
}
