/*
 * Where the notices of a page go: the placer finds the placements in the page's
 * bytes, or the place cache remembers them.
 */

#ifndef NGX_HTTP_LEGAL_PLACES_H
#define NGX_HTTP_LEGAL_PLACES_H

#include <ngx_config.h>

#include "html/charset/ln_charset.h"
#include "html/layout/ln_layout.h"
#include "html/placer/ln_placer.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/places/ngx_http_legal_version.h"
#include "http/verdict/ngx_http_legal_verdict.h"


/* See slices.h. */
typedef struct ngx_http_legal_slices_s  ngx_http_legal_slices_t;


typedef struct {
    ngx_http_legal_item_t     **notices;          /* that the page takes */
    ngx_uint_t                  n;
    ln_place_list_t            *lists;            /* one a notice */

    ln_charset_t                charset;          /* of Content-Type */
    unsigned                    xml:1;            /* XHTML, by its type */
    unsigned                    coded:1;          /* the file is compressed */
    ngx_str_t                   coding;           /* .. by this */

    ln_placer_t                *placer;           /* NULL: none needed yet */
    const ln_page_t            *seen;             /* NULL: nothing yet */
    ln_placement_t             *found;
    ngx_uint_t                  nfound;

    unsigned                    looked_up:1;      /* in the place cache */
    ngx_http_legal_version_t   *version;          /* to be remembered by */
    ngx_buf_t                  *file;             /* whose bytes come in
                                                     memory, NULL: none */
    ngx_http_legal_slices_t    *slices;           /* NULL: all in the file */
    const ln_layout_t          *layout;           /* of a compressed page whose
                                                     gaps are known; found is
                                                     of its bytes then */
} ngx_http_legal_places_t;


/*
 * Readies places for those of n notices whose outcome is pending, in a response
 * of that type.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_places_init(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, ngx_http_legal_item_t **notices,
    ngx_uint_t n, ngx_http_legal_type_t *type);

/*
 * Reads the next bytes of the page, as long as some place is not found.  Last:
 * nothing follows them.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_places_feed(ngx_http_request_t *r,
    ngx_http_legal_places_t *places, u_char *data, size_t size,
    ngx_uint_t last);

/*
 * The upstream pauses: nothing that was read is waited with any more.  See
 * ln_placer_release().  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_places_release(ngx_http_request_t *r,
    ngx_http_legal_places_t *places);

/* How the bytes are read: a part of what is known by a file's version. */
uint64_t ngx_http_legal_places_reading(ngx_http_legal_places_t *places);


#endif
