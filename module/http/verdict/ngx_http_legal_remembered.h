/*
 * The variables of a request as they were before something asked for them.  A
 * variable that was worked out once keeps its value: one of the response would
 * be empty for good.
 */

#ifndef NGX_HTTP_LEGAL_REMEMBERED_H
#define NGX_HTTP_LEGAL_REMEMBERED_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* What working out variables leaves behind in a request. */
typedef struct {
    ngx_http_variable_value_t  *values;
    size_t                      size;
    ngx_uint_t                  ncaptures;
    int                        *captures;
    u_char                     *captures_data;
    unsigned                    realloc_captures:1;
} ngx_http_legal_remembered_t;


/*
 * Remembers r's variables, and the captures of regular expressions, in r's
 * pool.  Each call is followed by one of ngx_http_legal_restore_variables().
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_remember_variables(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved);

/* From now on they are as if nobody had asked for them since. */
void ngx_http_legal_restore_variables(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved);

/*
 * The captures alone, where values may stay: `$1` of a location block or of a
 * server's name is not that of a `map`.
 */
void ngx_http_legal_remember_captures(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved);
void ngx_http_legal_restore_captures(ngx_http_request_t *r,
    ngx_http_legal_remembered_t *saved);


#endif
