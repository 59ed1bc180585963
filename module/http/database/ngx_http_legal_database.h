/* Databases: their directives, where an address is by them, their age. */

#ifndef NGX_HTTP_LEGAL_DATABASE_H
#define NGX_HTTP_LEGAL_DATABASE_H

#include "http/directives/ngx_http_legal_conf.h"


char *ngx_http_legal_database(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_database_check(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
char *ngx_http_legal_database_max_age(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
void ngx_http_legal_database_age(ngx_http_legal_main_conf_t *lmcf);
void ngx_http_legal_database_locate(ngx_http_legal_main_conf_t *lmcf,
    ln_address_t *address, ln_location_t *location, ln_certainty_t *answers);
ngx_uint_t ngx_http_legal_database_old(ngx_http_legal_main_conf_t *lmcf,
    ln_database_t *db);
void ngx_http_legal_database_tell_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);


#endif
