/* The phases of nginx, in which the module has handlers. */

#ifndef NGX_HTTP_LEGAL_PHASES_H
#define NGX_HTTP_LEGAL_PHASES_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/*
 * Has the handler run in the phase, at the end of the configuration: before
 * those that are there.  Handlers of a phase run last-registered first.
 * NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_run(ngx_conf_t *cf, ngx_http_phases phase,
    ngx_http_handler_pt handler);

/* The same behind all of them: realip and try_files must have run before. */
ngx_int_t ngx_http_legal_run_last(ngx_conf_t *cf, ngx_http_phases phase,
    ngx_http_handler_pt handler);

/*
 * Where the handler runs for the last time, as r->phase_handler counts: the
 * handlers of all phases are one list, in their order.  A number beyond all of
 * them: nowhere.
 */
ngx_int_t ngx_http_legal_last_run(ngx_cycle_t *cycle,
    ngx_http_handler_pt handler);


#endif
