/* Legal-Preview: who asks for a preview is told which one it is. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


static ngx_str_t  ngx_http_legal_preview_field = ngx_string("Legal-Preview");


static ngx_int_t ngx_http_legal_preview_say(ngx_http_request_t *r,
    ngx_str_t *place);


static ngx_str_t  ngx_http_legal_preview_mistyped = ngx_string("invalid");


ngx_int_t
ngx_http_legal_preview_header(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    if (verdict->mistyped) {
        return ngx_http_legal_preview_say(r, &ngx_http_legal_preview_mistyped);
    }

    return verdict->preview.len
           ? ngx_http_legal_preview_say(r, &verdict->preview) : NGX_OK;
}


ngx_int_t
ngx_http_legal_preview_without_rules(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf)
{
    ngx_str_t  value, place;

    switch (ngx_http_legal_previews(r, llcf, &value)) {

    case NGX_HTTP_LEGAL_PREVIEW_NONE:
        return NGX_DECLINED;

    case NGX_HTTP_LEGAL_PREVIEW_MISTYPED:
        return ngx_http_legal_preview_say(r, &ngx_http_legal_preview_mistyped);

    default: /* NGX_HTTP_LEGAL_PREVIEW_GIVEN */
        break;
    }

    if (ngx_http_legal_preview_name(r, &value, &place) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_preview_say(r, &place);
}


void
ngx_http_legal_preview_keep_out(ngx_http_request_t *r)
{
#if (NGX_HTTP_CACHE)
    ngx_http_legal_fields_t  fields;

    if (r->upstream == NULL || !r->upstream->cacheable) {
        return;
    }

    ngx_http_legal_response_fields(r, &fields);

    if (ngx_http_legal_field_next(&fields, &ngx_http_legal_preview_field)) {
        r->upstream->cacheable = 0;
    }
#endif
}


static ngx_int_t
ngx_http_legal_preview_say(ngx_http_request_t *r, ngx_str_t *place)
{
#if (NGX_HTTP_CACHE)
    if (r->upstream) {
        r->upstream->cacheable = 0;
    }
#endif

    /* an inner tier may have said the same */

    ngx_http_legal_field_clear(r, &ngx_http_legal_preview_field);

    return ngx_http_legal_field_add(r, "Legal-Preview", place);
}
