/* legal_archive: where each text in use is kept. */

#include <ngx_config.h>

#include "archive/ln_archive.h"
#include "http/archive/ngx_http_legal_conf_archive.h"


char *
ngx_http_legal_archive(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_str_t   *value;
    ln_error_t   err;

    if (lmcf->archive.data) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (value[1].len == 0) {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a directory or \"off\" is "
                                           "expected");
    }

    if (ngx_strcmp(value[1].data, "off") == 0) {
        ngx_str_set(&lmcf->archive, "");
        return NGX_CONF_OK;
    }

    lmcf->archive = value[1];

    if (ngx_conf_full_name(cf->cycle, &lmcf->archive, 1) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ln_archive_check((char *) lmcf->archive.data, &err) != LN_OK) {
        return ngx_http_legal_conf_failed(cf, &err);
    }

    return NGX_CONF_OK;
}
