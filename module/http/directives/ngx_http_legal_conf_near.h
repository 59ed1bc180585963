/* "did you mean ..": the defined name that is nearest to one that is not. */

#ifndef NGX_HTTP_LEGAL_CONF_NEAR_H
#define NGX_HTTP_LEGAL_CONF_NEAR_H

#include "http/directives/ngx_http_legal_conf.h"


/* The search for what was meant by a name that is not defined. */
typedef struct {
    ngx_str_t                   name;
    ngx_str_t                   best;
    ngx_uint_t                  distance;
    u_char                      text[128];
} ngx_http_legal_near_t;


void ngx_http_legal_near_init(ngx_http_legal_near_t *near, ngx_str_t *name);
void ngx_http_legal_near_try(ngx_http_legal_near_t *near,
    ngx_str_t *candidate);

/* ", did you mean ..?" or an empty string; kept in near. */
u_char *ngx_http_legal_near_text(ngx_http_legal_near_t *near);


#endif
