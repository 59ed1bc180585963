/* What rows of legal_status say that is no counter. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/status/ngx_http_legal_status_value.h"


int64_t
ngx_http_legal_row_shown(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return ngx_http_legal_counters_shown(subject->counters);
}


/* Fragments and pages without a place are no page that takes it, either. */

int64_t
ngx_http_legal_row_no_page(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    ngx_atomic_t  *n;

    n = subject->counters->n;

    return n[NGX_HTTP_LEGAL_NO_PAGE] + n[NGX_HTTP_LEGAL_FRAGMENT]
           + n[NGX_HTTP_LEGAL_NO_PLACE];
}


int64_t
ngx_http_legal_row_built(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return ln_database_built(subject->database->db);
}


int64_t
ngx_http_legal_row_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    int64_t  age;

    age = ngx_time() - ln_database_built(subject->database->db);

    /* of a date in the future `built` says more */

    return age > 0 ? age : 0;
}


int64_t
ngx_http_legal_row_max_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return lmcf->max_age;
}


int64_t
ngx_http_legal_row_old(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return ngx_http_legal_database_old(lmcf, subject->database);
}


int64_t
ngx_http_legal_row_entries(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject)
{
    return ln_database_entries(subject->database->db);
}


ngx_str_t
ngx_http_legal_row_path(ngx_http_legal_subject_t *subject)
{
    return subject->database->path;
}


ngx_str_t
ngx_http_legal_row_name(ngx_http_legal_subject_t *subject)
{
    return subject->name;
}


ngx_str_t
ngx_http_legal_row_other(ngx_http_legal_subject_t *subject)
{
    return subject->other;
}


ngx_str_t
ngx_http_legal_row_type(ngx_http_legal_subject_t *subject)
{
    ngx_str_t  type;

    type.data = (u_char *) ln_database_type(subject->database->db);
    type.len = ngx_strlen(type.data);

    return type;
}
