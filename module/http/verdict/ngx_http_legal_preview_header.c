/* Legal-Preview: who asks for a preview is told which one it is. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_preview_header.h"


ngx_int_t
ngx_http_legal_preview_header(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_str_t  value;

    static ngx_str_t  name = ngx_string("Legal-Preview");

    value = verdict->preview;

    if (verdict->mistyped) {
        ngx_str_set(&value, "invalid");
    }

    if (value.len == 0) {
        return NGX_OK;
    }

    /* an inner tier may have said the same */

    ngx_http_legal_field_clear(r, &name);

    return ngx_http_legal_field_add(r, "Legal-Preview", &value);
}
