/*
 * The modules whose filters must not stand above this one.
 *
 * Modules are initialized in the order of cycle->modules, and of their filters
 * the one initialized last runs first.  A compressor above us would be given
 * the page before its notices: we take Accept-Encoding off the request, so it
 * does nothing, and the page goes out plain.
 */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/ngx_http_legal_order.h"


static ngx_uint_t ngx_http_legal_order_compresses(const char *name);


void
ngx_http_legal_order_warn(ngx_conf_t *cf)
{
    ngx_uint_t      i, above;
    ngx_module_t  **modules;

    above = 0;
    modules = cf->cycle->modules;

    for (i = 0; modules[i]; i++) {

        if (modules[i] == &ngx_http_legal_notice_module) {
            above = 1;
            continue;
        }

        if (above && ngx_http_legal_order_compresses(modules[i]->name)) {
            ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                          "\"%s\" stands above \"%s\", so it leaves pages that "
                          "owe a notice uncompressed: load it before, with an "
                          "earlier \"load_module\"",
                          modules[i]->name,
                          ngx_http_legal_notice_module.name);
        }
    }
}


/* By its name: a filter that compresses, and none that undoes it. */

static ngx_uint_t
ngx_http_legal_order_compresses(const char *name)
{
    size_t              n;
    static const char  *words[] = {
        "brotli", "zstd", "zstandard", "gzip", "zopfli", "deflate"
    };

    if (strstr(name, "filter") == NULL || strstr(name, "http_un")) {
        return 0;
    }

    for (n = 0; n < sizeof(words) / sizeof(words[0]); n++) {
        if (strstr(name, words[n])) {
            return 1;
        }
    }

    return 0;
}
