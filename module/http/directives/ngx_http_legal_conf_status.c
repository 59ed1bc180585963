/* Location blocks in which the module itself answers. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_status.h"


static char *ngx_http_legal_conf_answers(ngx_conf_t *cf, ngx_command_t *cmd,
    ngx_http_legal_loc_conf_t *llcf);
static char *ngx_http_legal_conf_answers_beside(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf);


char *
ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    ngx_str_t  *value;

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

    return ngx_http_legal_conf_answers(cf, cmd, llcf);
}


char *
ngx_http_legal_outlet(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_loc_conf_t *llcf = conf;

    if (llcf->outlet) {
        return "is duplicate";
    }

    llcf->outlet = 1;

    return ngx_http_legal_conf_answers(cf, cmd, llcf);
}


static char *
ngx_http_legal_conf_answers(ngx_conf_t *cf, ngx_command_t *cmd,
    ngx_http_legal_loc_conf_t *llcf)
{
    ngx_str_t                 *value;
    ngx_http_handler_pt       *handler;
    ngx_http_core_loc_conf_t  *clcf;

    value = cf->args->elts;
    handler = cmd->post;
    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    ngx_http_legal_conf_here(cf, &llcf->answers_where);
    llcf->answers_where.name = value[0];
    llcf->answers = *handler;

    if (clcf->handler) {
        return ngx_http_legal_conf_answers_beside(cf, llcf);
    }

    clcf->handler = *handler;

    return NGX_CONF_OK;
}


/* One of both would never be asked: the site, or the notices of it. */

static char *
ngx_http_legal_conf_answers_beside(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf)
{
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                  "\"%V\" directive: another directive, as \"proxy_pass\" is "
                  "one, answers in this location block, put either into a "
                  "location block of its own, in %s:%ui",
                  &llcf->answers_where.name, llcf->answers_where.file,
                  llcf->answers_where.line);

    return NGX_CONF_ERROR;
}


char *
ngx_http_legal_conf_merge_answers(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *prev, ngx_http_legal_loc_conf_t *conf)
{
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    if (clcf->noname && conf->answers == NULL && clcf->handler == NULL) {

        /* nginx goes on with the handler of the block around an "if" */

        conf->status = prev->status;
        conf->outlet = prev->outlet;
        conf->answers_where = prev->answers_where;
    }

    return (conf->answers && clcf->handler != conf->answers)
           ? ngx_http_legal_conf_answers_beside(cf, conf) : NGX_CONF_OK;
}
