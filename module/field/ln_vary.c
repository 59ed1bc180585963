#include "field/ln_field_list.h"
#include "field/ln_vary.h"
#include "ln_ascii.h"


/* A variable whose value differs from reader to reader. */
typedef struct {
    ln_str_t  name;             /* or how the name begins */
    ln_str_t  field;            /* of the request that it is made of */
    unsigned  prefix;
} ln_reader_variable_t;


static int ln_vary_has(ln_str_t vary, ln_str_t field);
static int ln_vary_tells_place(ln_str_t name);
static int ln_vary_is_field(ln_str_t name, ln_str_t field);


#define ln_null_string  { 0, NULL }


static const ln_reader_variable_t  ln_reader_variables[] = {
    { ln_string("cookie_"), ln_string("cookie"), 1 },
    { ln_string("remote_user"), ln_string("authorization"), 0 },
    { ln_string("remote_"), ln_null_string, 1 },
    { ln_string("binary_remote_addr"), ln_null_string, 0 },
    { ln_string("realip_remote_"), ln_null_string, 1 },
    { ln_string("proxy_protocol_"), ln_null_string, 1 },
    { ln_string("proxy_add_x_forwarded_for"), ln_null_string, 0 },
    { ln_string("connection"), ln_null_string, 1 },
    { ln_string("tcpinfo_"), ln_null_string, 1 },
    { ln_string("request_id"), ln_null_string, 0 },
    { ln_string("request_body"), ln_null_string, 1 },
    { ln_string("request_length"), ln_null_string, 0 },
    { ln_string("request_time"), ln_null_string, 0 },
    { ln_string("ssl_client_"), ln_null_string, 1 },
    { ln_string("ssl_session_"), ln_null_string, 1 },
    { ln_string("ssl_early_data"), ln_null_string, 0 },
    { ln_string("uid_"), ln_null_string, 1 },
    { ln_string("geoip_"), ln_null_string, 1 },
    { ln_string("limit_conn_status"), ln_null_string, 0 },
    { ln_string("limit_req_status"), ln_null_string, 0 },
    { ln_string("ancient_browser"), ln_string("user_agent"), 0 },
    { ln_string("modern_browser"), ln_string("user_agent"), 0 },
    { ln_string("msie"), ln_string("user_agent"), 0 },
    { ln_string("sent_http_set_cookie"), ln_null_string, 0 },
    { ln_string("upstream_http_set_cookie"), ln_null_string, 0 },
    { ln_string("upstream_cookie_"), ln_null_string, 1 }
};


/*
 * A field name is a token (RFC 9110, 5.1).  nginx would send `$http_x` as it
 * stands; `*` has caches store nothing, which `no-store` says in words.
 */

const char *
ln_vary_refuses(ln_str_t name)
{
    if (name.len == 0) {
        return "a header name is expected";
    }

    if (memchr(name.data, '$', name.len) != NULL) {
        return "name the header, not the variable, as in \"X-Country\"";
    }

    if (ln_str_eq(name, ln_str("*"))) {
        return "to have nothing stored say \"legal_cache no-store\"";
    }

    if (memchr(name.data, ',', name.len) != NULL) {
        return "name each header by itself, without commas";
    }

    return ln_field_is_token(name)
           ? NULL : "a header name is expected, as in \"X-Country\"";
}


int
ln_vary_lacks(ln_str_t vary, ln_str_t variable)
{
    size_t                       i;
    ln_str_t                     field, http = ln_string("http_");
    const ln_reader_variable_t  *v;

    if (variable.len > http.len && ln_str_caseless_begins(variable, http)) {
        field.data = variable.data + http.len;
        field.len = variable.len - http.len;

        return !ln_str_caseless_eq(field, ln_str("host"))
               && !ln_vary_has(vary, field);
    }

    for (i = 0;
         i < sizeof(ln_reader_variables) / sizeof(ln_reader_variables[0]);
         i++)
    {
        v = &ln_reader_variables[i];

        if (ln_str_caseless_begins(variable, v->name)
            && (v->prefix || variable.len == v->name.len))
        {
            return v->field.len == 0 || !ln_vary_has(vary, v->field);
        }
    }

    return 0;
}


static int
ln_vary_has(ln_str_t vary, ln_str_t field)
{
    ln_str_t  name;

    while (ln_field_list_next(&vary, &name) == LN_OK) {
        if (ln_vary_is_field(name, field)) {
            return 1;
        }
    }

    return 0;
}


int
ln_vary_tells_places(ln_str_t vary)
{
    ln_str_t  name;

    while (ln_field_list_next(&vary, &name) == LN_OK) {
        if (ln_vary_tells_place(name)) {
            return 1;
        }
    }

    return 0;
}


static int
ln_vary_tells_place(ln_str_t name)
{
    size_t  i;

    static const ln_str_t  begins[] = {
        ln_string("Accept-"), ln_string("Access-Control-"),
        ln_string("CloudFront-Is-"), ln_string("HX-"), ln_string("If-"),
        ln_string("Next-"), ln_string("Sec-"), ln_string("X-Inertia"),
        ln_string("X-Turbo-"), ln_string("Turbo-")
    };

    static const ln_str_t  names[] = {
        ln_string("Accept"), ln_string("Authorization"),
        ln_string("CF-Device-Type"), ln_string("Content-Type"),
        ln_string("Cookie"), ln_string("Device-Memory"), ln_string("DNT"),
        ln_string("Downlink"), ln_string("DPR"), ln_string("ECT"),
        ln_string("Host"), ln_string("Origin"), ln_string("Prefer"),
        ln_string("Range"), ln_string("Referer"), ln_string("RSC"),
        ln_string("RTT"), ln_string("Save-Data"),
        ln_string("Upgrade-Insecure-Requests"), ln_string("User-Agent"),
        ln_string("Viewport-Width"), ln_string("Width"),
        ln_string("X-Forwarded-Host"), ln_string("X-Forwarded-Port"),
        ln_string("X-Forwarded-Proto"), ln_string("X-PJAX"),
        ln_string("X-Requested-With"), ln_string("X-UA-Device")
    };

    for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        if (ln_str_caseless_begins(name, begins[i])) {
            return 0;
        }
    }

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (ln_str_caseless_eq(name, names[i])) {
            return 0;
        }
    }

    return 1;
}


/* Whether a name is that of a field, which is written as in a variable. */

static int
ln_vary_is_field(ln_str_t name, ln_str_t field)
{
    size_t         i;
    unsigned char  c, d;

    if (name.len != field.len) {
        return 0;
    }

    for (i = 0; i < name.len; i++) {
        c = ln_lower(name.data[i]);
        d = ln_lower(field.data[i]);

        if (c != d && !(c == '-' && d == '_')) {
            return 0;
        }
    }

    return 1;
}


int
ln_vary_variable_next(ln_str_t *text, ln_str_t *name)
{
    const unsigned char  *p, *end;

    end = text->data + text->len;
    p = text->len ? memchr(text->data, '$', text->len) : NULL;

    if (p == NULL) {
        return LN_DECLINED;
    }

    p++;
    p += (p < end && *p == '{');
    name->data = p;

    while (p < end && (*p == '_' || ln_is_digit(*p) || ln_is_alpha(*p))) {
        p++;
    }

    name->len = p - name->data;
    text->data = p;
    text->len = end - p;

    return LN_OK;
}
