/* The manifest of an archive: which texts are in use, and since when. */

#ifndef NGX_HTTP_LEGAL_MANIFEST_H
#define NGX_HTTP_LEGAL_MANIFEST_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/* Whether some legal_apply names the rule. */
ngx_uint_t ngx_http_legal_rule_in_use(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule);

/* Whether the rule is in force where a request may come, and no dry run is. */
ngx_uint_t ngx_http_legal_rule_in_force(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule);

/*
 * A line of JSON for each text of each rule that is in force, in the memory of
 * cycle.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_manifest(ngx_cycle_t *cycle,
    ngx_http_legal_main_conf_t *lmcf, ngx_str_t *lines);


#endif
