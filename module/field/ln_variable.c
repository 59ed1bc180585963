#include "field/ln_variable.h"
#include "ln_ascii.h"


typedef struct {
    ln_str_t       name;                /* or how the name begins */
    ln_variable_t  known;
    unsigned       prefix;
} ln_variable_name_t;


/* Of those of two rows that fit, the first one counts. */

static const ln_variable_name_t  ln_variable_names[] = {
    { ln_string("http_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("arg_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("cookie_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("args"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("query_string"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("is_args"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("uri"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("document_uri"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("document_root"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("realpath_root"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request_uri"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request_method"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request_filename"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request_id"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("request_port"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("host"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("hostname"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("https"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("http2"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("http3"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("scheme"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("content_type"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("content_length"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("server_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("remote_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("binary_remote_addr"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("realip_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("proxy_protocol_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("ssl_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("geoip_"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("invalid_referer"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("secure_link"), LN_VARIABLE_REQUEST, 1 },
    { ln_string("ancient_browser"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("modern_browser"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("msie"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("legal_country"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("legal_region"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("legal_asn"), LN_VARIABLE_REQUEST, 0 },
    { ln_string("legal_jurisdictions"), LN_VARIABLE_REQUEST, 0 },

    { ln_string("legal_uncertain"), LN_VARIABLE_VERDICT, 0 },
    { ln_string("legal_notices"), LN_VARIABLE_VERDICT, 0 },
    { ln_string("legal_restriction"), LN_VARIABLE_VERDICT, 0 },
    { ln_string("legal_variant"), LN_VARIABLE_VERDICT, 0 },
    { ln_string("legal_conflict"), LN_VARIABLE_VERDICT, 0 },

    { ln_string("legal_sent"), LN_VARIABLE_BODY, 0 },
    { ln_string("sent_trailer_"), LN_VARIABLE_BODY, 1 },
    { ln_string("upstream_trailer_"), LN_VARIABLE_BODY, 1 },
    { ln_string("upstream_response_"), LN_VARIABLE_BODY, 1 },
    { ln_string("upstream_bytes_"), LN_VARIABLE_BODY, 1 },
    { ln_string("bytes_sent"), LN_VARIABLE_BODY, 0 },
    { ln_string("body_bytes_sent"), LN_VARIABLE_BODY, 0 },
    { ln_string("gzip_ratio"), LN_VARIABLE_BODY, 0 },
    { ln_string("request_completion"), LN_VARIABLE_BODY, 0 },

    { ln_string("upstream_"), LN_VARIABLE_RESPONSE, 1 },
    { ln_string("sent_http_"), LN_VARIABLE_RESPONSE, 1 },
    { ln_string("status"), LN_VARIABLE_RESPONSE, 0 }
};


ln_variable_t
ln_variable(ln_str_t name)
{
    size_t                     i;
    const ln_variable_name_t  *v;

    for (i = 0; i < sizeof(ln_variable_names) / sizeof(ln_variable_names[0]);
         i++)
    {
        v = &ln_variable_names[i];

        if (ln_str_caseless_begins(name, v->name)
            && (v->prefix || name.len == v->name.len))
        {
            return v->known;
        }
    }

    return LN_VARIABLE_UNKNOWN;
}
