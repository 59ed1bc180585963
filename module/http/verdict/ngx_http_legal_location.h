/* The location of the reader, and the answer of each jurisdiction. */

#ifndef NGX_HTTP_LEGAL_LOCATION_H
#define NGX_HTTP_LEGAL_LOCATION_H

#include <ngx_config.h>

#include "geo/address/ln_address.h"
#include "geo/location/ln_location.h"
#include "geo/location/ln_certainty.h"
#include "http/context/ngx_http_legal_context.h"
#include "http/directives/ngx_http_legal_conf_client.h"


struct ngx_http_legal_location_s {

    /* What the location was worked out from: an address, or a value. */
    struct sockaddr            *sockaddr;
    ngx_http_legal_client_t    *client;
    ngx_str_t                   value;            /* of client, or preview */

    ln_address_t                address;          /* zeroed: by a code */
    ln_location_t               location;
    ln_certainty_t             *answers;          /* one a jurisdiction */
    ln_conflicts_t              conflicts;
    ngx_uint_t                  nanswers;
    unsigned                    preview:1;
    unsigned                    mistyped:1;       /* no place was asked for */
    unsigned                    moved:1;          /* since the verdict */
};


/*
 * The location of r's reader, as legal_client of r's location block says.  It
 * is worked out anew where the client has become another one: realip may run
 * between a variable's first use and the verdict.  All of it is wiped when r
 * ends.  NULL: there is no memory.
 */
ngx_http_legal_location_t *ngx_http_legal_locate(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* Whether r is a preview: it gets the page of a reader in another location. */
ngx_uint_t ngx_http_legal_is_preview(ngx_http_request_t *r);


#endif
