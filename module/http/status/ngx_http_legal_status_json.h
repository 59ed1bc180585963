/* What was counted, as one JSON object. */

#ifndef NGX_HTTP_LEGAL_STATUS_JSON_H
#define NGX_HTTP_LEGAL_STATUS_JSON_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/status/ngx_http_legal_report.h"


void ngx_http_legal_status_json(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf);


#endif
