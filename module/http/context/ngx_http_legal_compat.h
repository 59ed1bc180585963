/* Where versions of nginx differ. */

#ifndef NGX_HTTP_LEGAL_COMPAT_H
#define NGX_HTTP_LEGAL_COMPAT_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* 1.23.0 chained header fields of one name. */
#if (nginx_version >= 1023000)
#define ngx_http_legal_end_header(h)  (h)->next = NULL
#else
#define ngx_http_legal_end_header(h)
#endif

/* 1.27.2 passes an upstream's trailers on. */
#if (nginx_version >= 1027002)
#define ngx_http_legal_has_trailers(r)                                        \
    ((r)->expect_trailers                                                     \
     || ((r)->upstream && (r)->upstream->conf->pass_trailers))
#else
#define ngx_http_legal_has_trailers(r)  ((r)->expect_trailers)
#endif


#endif
