/*
 * What legal_status says, row by row: the one table that both of its forms are
 * written from.
 */

#ifndef NGX_HTTP_LEGAL_STATUS_TABLE_H
#define NGX_HTTP_LEGAL_STATUS_TABLE_H

#include <ngx_config.h>

#include "http/status/ngx_http_legal_status_subject.h"


/* What subjects are called: a key of JSON, a label for Prometheus. */
typedef struct {
    const char                 *json;             /* NULL: no key */
    const char                 *label;
    unsigned                    list:1;           /* a list, not an object */
    const char                 *other;            /* label of a second name */
} ngx_http_legal_of_name_t;


/* What a row's value is. */
typedef enum {
    NGX_HTTP_LEGAL_ROW_COUNTER = 0,
    NGX_HTTP_LEGAL_ROW_BY_PLACE,        /* a counter for each of the places */
    NGX_HTTP_LEGAL_ROW_BY_WHY,              /* .. for each reason */
    NGX_HTTP_LEGAL_ROW_NUMBER,
    NGX_HTTP_LEGAL_ROW_TIME,
    NGX_HTTP_LEGAL_ROW_FLAG,
    NGX_HTTP_LEGAL_ROW_TEXT
} ngx_http_legal_row_kind_t;


typedef struct {
    ngx_http_legal_of_t         of;
    ngx_http_legal_row_kind_t   kind;
    ngx_uint_t                  counter;          /* or the first of several */
    int64_t                   (*number)(ngx_http_legal_main_conf_t *lmcf,
                                        ngx_http_legal_subject_t *subject);
    unsigned                    total:1;          /* number only goes up */
    unsigned                    asks:1;           /* of rules that ask alone */
    ngx_str_t                 (*text)(ngx_http_legal_subject_t *subject);

    const char                 *object;           /* in JSON, around the key */
    const char                 *key;              /* NULL: not in JSON */
    const char                 *metric;           /* NULL: JSON only */
    const char                 *labels;
    const char                 *help;             /* where a metric begins */
} ngx_http_legal_row_t;


extern const ngx_http_legal_of_name_t
    ngx_http_legal_of_names[NGX_HTTP_LEGAL_OFS];

/* Rows of one metric stand together; the last row's metric and key are NULL. */
extern const ngx_http_legal_row_t  ngx_http_legal_rows[];


/* Whether row says something of subject, which is what it is of. */
ngx_uint_t ngx_http_legal_row_is_about(const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject);

/* What row says of subject: of a counter, a number, a time or a flag. */
int64_t ngx_http_legal_row_number(const ngx_http_legal_row_t *row,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_subject_t *subject);


#endif
