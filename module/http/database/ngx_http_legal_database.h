/* The age of databases. */

#ifndef NGX_HTTP_LEGAL_DATABASE_H
#define NGX_HTTP_LEGAL_DATABASE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_database.h"


/* Whether database was built longer ago than legal_database_max_age. */
ngx_uint_t ngx_http_legal_database_old(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database);

/*
 * How many days after today it was built, by its metadata: then the clock is
 * wrong, or its date, and nobody knows how old it is.  0: not so.
 */
ngx_uint_t ngx_http_legal_database_ahead(ngx_http_legal_database_t *database);

/*
 * Called before each look-up.  Under `legal_database_max_age TIME uncertain`,
 * look-ups no longer use the locations of databases that are too old.
 */
void ngx_http_legal_database_age(ngx_http_legal_main_conf_t *lmcf);

/* Logs that database is old, or of the future, at most once a day. */
void ngx_http_legal_database_tell_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log);


#endif
