/* What was counted, in the Prometheus text exposition format 0.0.4. */

#ifndef NGX_HTTP_LEGAL_STATUS_PROMETHEUS_H
#define NGX_HTTP_LEGAL_STATUS_PROMETHEUS_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/status/ngx_http_legal_report.h"


void ngx_http_legal_status_prometheus(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf);


#endif
