/* What the rows of legal_status are said of. */

#ifndef NGX_HTTP_LEGAL_STATUS_SUBJECT_H
#define NGX_HTTP_LEGAL_STATUS_SUBJECT_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


typedef enum {
    NGX_HTTP_LEGAL_OF_REQUESTS = 0,     /* all of them, where rules apply */
    NGX_HTTP_LEGAL_OF_NOTICE,
    NGX_HTTP_LEGAL_OF_RESTRICTION,
    NGX_HTTP_LEGAL_OF_JURISDICTION,
    NGX_HTTP_LEGAL_OF_DATABASE,
    NGX_HTTP_LEGAL_OF_PAIR,
    NGX_HTTP_LEGAL_OFS
} ngx_http_legal_of_t;


/*
 * A certain notice, restriction, jurisdiction, database or pair of databases,
 * or all requests.
 */
typedef struct {
    ngx_str_t                   name;
    ngx_str_t                   other;            /* of a pair */
    ngx_http_legal_counters_t  *counters;
    ngx_http_legal_rule_t      *rule;             /* or NULL */
    ngx_http_legal_database_t  *database;         /* or NULL */
    unsigned                    again:1;          /* its paths came before */
} ngx_http_legal_subject_t;


/*
 * Looks from *i on for the next of what rows are said of, and sets *i to what
 * is behind it.  NGX_DECLINED: there are no more.
 */
ngx_int_t ngx_http_legal_subject(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_of_t of, ngx_uint_t *i, ngx_http_legal_subject_t *subject);

/* From when on the subject's rule is in force: for a row; 0: always. */
int64_t ngx_http_legal_subject_since(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);

/* When the subject's rule is in force no longer: for a row; 0: no end. */
int64_t ngx_http_legal_subject_until(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_subject_t *subject);

/* How many of a notice's places are counted apart. */
ngx_uint_t ngx_http_legal_subject_places(ngx_http_legal_subject_t *subject);


#endif
