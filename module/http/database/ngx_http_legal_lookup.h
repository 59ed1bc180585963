/* Where an address is by the databases, and in which jurisdictions. */

#ifndef NGX_HTTP_LEGAL_LOOKUP_H
#define NGX_HTTP_LEGAL_LOOKUP_H

#include <ngx_config.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "http/directives/ngx_http_legal_conf_database.h"


/*
 * When the whole configuration has been read: checks that the databases answer
 * every term of it.  NGX_ERROR where they do not, which is logged.
 */
ngx_int_t ngx_http_legal_lookup_init(ngx_conf_t *cf);

/*
 * Whether every term can be answered, with db in place of database; NULL: as
 * the databases are.  If not, err says why, file and line which term it is.
 */
ngx_int_t ngx_http_legal_lookup_answers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, const char **file,
    unsigned *line, ln_error_t *err);

/* The databases in use are others now. */
void ngx_http_legal_lookup_learn(ngx_http_legal_main_conf_t *lmcf);

/* Passes over locations by databases whose bit in old is set. */
void ngx_http_legal_lookup_without(ngx_http_legal_main_conf_t *lmcf,
    unsigned old);

/* Another number after each change of what a look-up may give. */
ngx_uint_t ngx_http_legal_lookup_generation(ngx_http_legal_main_conf_t *lmcf);

/* Writes where address is, and the answer of each jurisdiction. */
void ngx_http_legal_lookup(ngx_http_legal_main_conf_t *lmcf,
    ln_address_t *address, ln_location_t *location, ln_certainty_t *answers);


#endif
