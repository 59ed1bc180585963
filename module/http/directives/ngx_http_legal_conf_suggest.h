/* "did you mean ..": the defined name that is most like an undefined one. */

#ifndef NGX_HTTP_LEGAL_CONF_SUGGEST_H
#define NGX_HTTP_LEGAL_CONF_SUGGEST_H

#include <ngx_config.h>
#include <ngx_core.h>


/* A name that is not defined, and the defined name that is most like it. */
typedef struct {
    ngx_str_t                   name;
    ngx_str_t                   best;             /* empty: none is near */
    ngx_uint_t                  distance;         /* edits from name to best */
    u_char                      text[128];
} ngx_http_legal_suggestion_t;


/* Begins with name; then tries each defined name.  No name is copied. */
void ngx_http_legal_suggest_init(ngx_http_legal_suggestion_t *guess,
    ngx_str_t *name);
void ngx_http_legal_suggest_try(ngx_http_legal_suggestion_t *guess,
    ngx_str_t *candidate);

/* ", did you mean ..?" or an empty string; kept in guess. */
u_char *ngx_http_legal_suggest_text(ngx_http_legal_suggestion_t *guess);


#endif
