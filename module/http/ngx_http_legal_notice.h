/* The glue: what phases, filters and variables share. */

#ifndef NGX_HTTP_LEGAL_NOTICE_H
#define NGX_HTTP_LEGAL_NOTICE_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>
#include <ngx_md5.h>

#include "geo/address/ln_address.h"
#include "geo/location/ln_location.h"
#include "notice/ln_markup.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/directives/ngx_http_legal_conf_apply.h"
#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_create.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_jurisdiction.h"
#include "http/directives/ngx_http_legal_conf_place_cache.h"
#include "http/directives/ngx_http_legal_conf_preview.h"
#include "http/directives/ngx_http_legal_conf_resolve.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/counters/ngx_http_legal_counters.h"
#include "http/counters/ngx_http_legal_log.h"
#include "http/counters/ngx_http_legal_zone.h"
#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap.h"
#include "http/status/ngx_http_legal_status.h"
#include "http/context/ngx_http_legal_compat.h"
#include "http/page/ngx_http_legal_page.h"


#define NGX_HTTP_LEGAL_RESET        205

/* W/"LM-5f3a8c00-VARIANT" is made of a Last-Modified without an ETag. */
#define NGX_HTTP_LEGAL_MODIFIED     "LM-"


/* Where the requester is; from the address or code it was worked out from. */
typedef struct {
    struct sockaddr            *sockaddr;
    ngx_http_legal_client_t    *client;
    ngx_str_t                   value;

    ln_address_t                address;
    ln_location_t               location;
    ln_certainty_t             *answers;          /* one a jurisdiction */
    ngx_uint_t                  nanswers;
    unsigned                    preview:1;        /* value was asked for */
    unsigned                    moved:1;          /* since the verdict */
} ngx_http_legal_place_t;


/* What a location's legal_apply means for the request. */
typedef struct {
    ngx_http_legal_loc_conf_t  *conf;             /* decided for this .. */
    ngx_str_t                   uri;              /* .. and this */

    ngx_http_legal_rule_t      *refusal;          /* NULL: none */
    ngx_http_legal_rule_t     **notices;
    ngx_uint_t                  nnotices;
    unsigned                    uncertain:1;
} ngx_http_legal_verdict_t;


/* What a response says that it is: empty where it says nothing. */
struct ngx_http_legal_type_s {
    ngx_str_t                   name;             /* without parameters */
    ngx_str_t                   charset;
};


/* Of a response without a type: what its first bytes are. */
typedef struct ngx_http_legal_untyped_s  ngx_http_legal_untyped_t;


/* A bit of c->buffered that nginx has no use for. */
#define NGX_HTTP_LEGAL_BUFFERED  0x40


struct ngx_http_legal_ctx_s {
    ngx_http_legal_place_t      place;
    ngx_http_legal_verdict_t    verdict;
    ngx_http_legal_rule_t      *refused;          /* stays refused */
    ngx_http_legal_page_t      *page;
    ngx_http_legal_slices_t    *slices;           /* until r is over */
    u_char                      placed[NGX_HTTP_LEGAL_PLACED];

    ngx_table_elt_t            *taken;            /* off the request */
    ngx_uint_t                  ntaken;
    ngx_str_t                   asked;            /* the upstream, of this .. */
    ngx_http_legal_loc_conf_t  *asked_conf;       /* variant, decided here .. */
    ngx_table_elt_t            *asked_field;      /* by this */
    unsigned                    taken_over:1;
    ngx_http_legal_untyped_t   *untyped;          /* the header waits */
    unsigned                    replaced:1;       /* another body was sent */
    unsigned                    broken:1;         /* it ends without an end */
};


extern ngx_http_output_header_filter_pt  ngx_http_legal_next_header_filter;
extern ngx_http_output_body_filter_pt    ngx_http_legal_next_body_filter;


/* ngx_http_legal_request.c: the way of a request */
ngx_int_t ngx_http_legal_request_init(ngx_conf_t *cf, ngx_uint_t applied);
ngx_int_t ngx_http_legal_page_or_not(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_type_t *type);
ngx_http_legal_ctx_t *ngx_http_legal_get_ctx(ngx_http_request_t *r);
ngx_http_legal_ctx_t *ngx_http_legal_find_ctx(ngx_http_request_t *r);

/* ngx_http_legal_body.c: the body of a response */
ngx_int_t ngx_http_legal_body_filter(ngx_http_request_t *r, ngx_chain_t *in);
void ngx_http_legal_drop(ngx_chain_t *in);

/* ngx_http_legal_place.c: client -> location -> jurisdictions */
ngx_http_legal_place_t *ngx_http_legal_locate(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_place_wipe(ngx_http_legal_place_t *place);

/* ngx_http_legal_preview.c: who may ask for another place */
ngx_uint_t ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value);
ngx_uint_t ngx_http_legal_preview_asked(ngx_http_request_t *r,
    ngx_str_t *value);

/* ngx_http_legal_inner.c: notices that an inner tier has put in already */
ngx_uint_t ngx_http_legal_present(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* ngx_http_legal_verdict.c: jurisdictions -> verdict */
ngx_http_legal_verdict_t *ngx_http_legal_decide(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_uint_t ngx_http_legal_decided(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_in_force(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* ngx_http_legal_variant.c: verdict -> the key of what is shown or refused */
ngx_int_t ngx_http_legal_variant(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_str_t *variant);

/* ngx_http_legal_refusal.c: answers that are not the page */
ngx_int_t ngx_http_legal_refuse(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule);
ngx_int_t ngx_http_legal_refuse_late(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule);
ngx_int_t ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t reason, const char *why);

/* ngx_http_legal_headers_in.c: what the request may not ask for */
ngx_int_t ngx_http_legal_take_over(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_give_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_give_all_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* ngx_http_legal_conditions.c: which copy the reader has */
ngx_int_t ngx_http_legal_map_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_answer_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t variant);
ngx_int_t ngx_http_legal_confirmed(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* ngx_http_legal_headers_out.c: what a response says of itself */
ngx_table_elt_t *ngx_http_legal_header_find(ngx_http_request_t *r,
    const char *name);
ngx_table_elt_t *ngx_http_legal_header_next(ngx_http_request_t *r,
    const char *name, ngx_table_elt_t *after);
void ngx_http_legal_header_clear(ngx_http_request_t *r, const char *name);
ngx_int_t ngx_http_legal_header_add(ngx_http_request_t *r, const char *name,
    ngx_str_t *value);
ngx_int_t ngx_http_legal_cache_headers(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);
ngx_int_t ngx_http_legal_no_store(ngx_http_request_t *r);
ngx_int_t ngx_http_legal_never_stored(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);
ngx_int_t ngx_http_legal_variant_headers(ngx_http_request_t *r,
    ngx_str_t *variant);
void ngx_http_legal_variant_trailers(ngx_http_request_t *r);

/* ngx_http_legal_type.c: the type of a response */
void ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_takes(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_of_type(ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_is_type(ngx_str_t *type, ngx_str_t *name);

/* ngx_http_legal_shown.c: whether a browser shows it */
ngx_uint_t ngx_http_legal_has_page(ngx_http_request_t *r);

/* ngx_http_legal_untyped.c: a response without a Content-Type */
ngx_uint_t ngx_http_legal_untyped(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_type_t *type);
ngx_http_legal_untyped_t *ngx_http_legal_untyped_create(ngx_http_request_t *r);
ngx_int_t ngx_http_legal_untyped_body(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);

/* ngx_http_legal_render.c: a text for this request */
ngx_int_t ngx_http_legal_values(ngx_http_request_t *r, ngx_int_t *variables,
    ngx_uint_t n, ln_str_t **values);
ngx_int_t ngx_http_legal_render_notice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant, ln_charset_t charset,
    ngx_str_t *out);
ngx_int_t ngx_http_legal_render_page(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *title, ngx_str_t *out);
ngx_str_t *ngx_http_legal_accept_language(ngx_http_request_t *r);

/* ngx_http_legal_variables.c */
ngx_int_t ngx_http_legal_add_variables(ngx_conf_t *cf);

/* ngx_http_legal_counters_TMP.c: what is counted */
ngx_int_t ngx_http_legal_counters_init(ngx_conf_t *cf);
void ngx_http_legal_count(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t what);
void ngx_http_legal_count_placed(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t rank);
void ngx_http_legal_count_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t why, ngx_uint_t passed);


#endif
