/* Look-ups: from an address to its location and its jurisdictions. */

#ifndef NGX_HTTP_LEGAL_LOOKUP_H
#define NGX_HTTP_LEGAL_LOOKUP_H

#include <ngx_config.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "http/directives/ngx_http_legal_conf_database.h"


/*
 * Called when the whole configuration has been read: checks that the databases
 * have what every term needs.  If not, logs it and returns NGX_ERROR.
 */
ngx_int_t ngx_http_legal_lookup_init(ngx_conf_t *cf);

/*
 * Whether the databases have what every term needs and each GeoNames id, with
 * db in place of database, or, if database is NULL, as they are; and whether db
 * itself has what database answered so far, also where another one has it, too:
 * each is a witness.  If not, err says why, and file and line say for which
 * term, if it is one term.
 */
ngx_int_t ngx_http_legal_lookup_answers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, const char **file,
    unsigned *line, ln_error_t *err);

/* Called when another database is in use: at the start, and after a swap. */
void ngx_http_legal_lookup_learn(ngx_http_legal_main_conf_t *lmcf);

/*
 * Warns of terms that no database in use can answer for one family of
 * addresses, while one can for the other: at the start, and after a swap.
 */
void ngx_http_legal_lookup_families(ngx_http_legal_main_conf_t *lmcf,
    ngx_log_t *log);

/* What decisions are made from, for who explains one. */
const ln_decision_source_t *ngx_http_legal_lookup_source(
    ngx_http_legal_main_conf_t *lmcf);

/* Look-ups no longer use locations of databases whose bit in old is set. */
void ngx_http_legal_lookup_without(ngx_http_legal_main_conf_t *lmcf,
    unsigned old);

/*
 * Writes the location of address, the answer of each jurisdiction, and in which
 * of them the databases contradict each other.
 */
void ngx_http_legal_lookup(ngx_http_legal_main_conf_t *lmcf,
    ln_address_t *address, ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts);


#endif
