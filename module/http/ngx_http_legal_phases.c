/* Handlers of phases: how they get there, and where they are then. */

#include <ngx_config.h>

#include "http/ngx_http_legal_phases.h"


ngx_int_t
ngx_http_legal_run(ngx_conf_t *cf, ngx_http_phases phase,
    ngx_http_handler_pt handler)
{
    ngx_http_handler_pt        *h;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);

    h = ngx_array_push(&cmcf->phases[phase].handlers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    *h = handler;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_run_last(ngx_conf_t *cf, ngx_http_phases phase,
    ngx_http_handler_pt handler)
{
    ngx_array_t                *handlers;
    ngx_http_handler_pt        *h;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    handlers = &cmcf->phases[phase].handlers;

    if (ngx_array_push(handlers) == NULL) {
        return NGX_ERROR;
    }

    h = handlers->elts;
    ngx_memmove(&h[1], h, (handlers->nelts - 1) * sizeof(ngx_http_handler_pt));
    *h = handler;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_last_run(ngx_cycle_t *cycle, ngx_http_handler_pt handler)
{
    ngx_int_t                   i, last;
    ngx_http_phase_handler_t   *ph;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_cycle_get_module_main_conf(cycle, ngx_http_core_module);
    ph = cmcf->phase_engine.handlers;
    last = NGX_MAX_INT_T_VALUE;

    for (i = 0; ph[i].checker; i++) {
        if (ph[i].handler == handler) {
            last = i;
        }
    }

    return last;
}
