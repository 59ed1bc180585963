/* legal_status: where the counters are read, and in which form. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_status.h"


char *
ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t                 *value;
    ngx_http_handler_pt       *handler;
    ngx_http_core_loc_conf_t  *clcf;

    if (llcf->status != NGX_HTTP_LEGAL_STATUS_NONE) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (cf->args->nelts == 1 || ngx_strcmp(value[1].data, "json") == 0) {
        llcf->status = NGX_HTTP_LEGAL_STATUS_JSON;

    } else if (ngx_strcmp(value[1].data, "prometheus") == 0) {
        llcf->status = NGX_HTTP_LEGAL_STATUS_PROMETHEUS;

    } else if (ngx_strcmp(value[1].data, "html") == 0) {
        llcf->status = NGX_HTTP_LEGAL_STATUS_HTML;

    } else {
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "\"html\", \"json\" and "
                                           "\"prometheus\" are allowed");
    }

    handler = cmd->post;
    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    clcf->handler = *handler;

    return NGX_CONF_OK;
}
