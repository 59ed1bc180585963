/* A version of a file: what fstat() says of it, and how it is read. */

#ifndef NGX_HTTP_LEGAL_VERSION_H
#define NGX_HTTP_LEGAL_VERSION_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* Two versions are the same where all their bytes are: no field is padded. */
typedef struct {
    uint64_t                    device;
    uint64_t                    inode;
    uint64_t                    modified;         /* ns */
    uint64_t                    changed;          /* ns */
    uint64_t                    size;
    uint64_t                    first;            /* what of it is the page */
    uint64_t                    last;
    uint64_t                    reading;          /* charset, XML, coding */
} ngx_http_legal_version_t;

_Static_assert(sizeof(ngx_http_legal_version_t) == 8 * sizeof(uint64_t),
               "versions are compared as bytes");


/*
 * The version of b's file; reading is that of ngx_http_legal_places_reading().
 * Changed is set to the time of the last change, in seconds.  NGX_DECLINED:
 * fstat() failed, or the file has become shorter than b.
 */
ngx_int_t ngx_http_legal_version(ngx_buf_t *b, uint64_t reading,
    ngx_http_legal_version_t *version, time_t *changed);

/* Whether a and b are the same version. */
ngx_uint_t ngx_http_legal_version_eq(ngx_http_legal_version_t *a,
    ngx_http_legal_version_t *b);


#endif
