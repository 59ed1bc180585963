/* The age of databases. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_lookup.h"


#define NGX_HTTP_LEGAL_DAY  86400


_Static_assert(LN_DATABASES <= 8 * sizeof(unsigned),
               "each database has a bit of those that are old");


ngx_uint_t
ngx_http_legal_database_old(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database)
{
    return ngx_time() - ln_database_built(database->db) > lmcf->max_age;
}


ngx_uint_t
ngx_http_legal_database_ahead(ngx_http_legal_database_t *database)
{
    time_t  built;

    built = ln_database_built(database->db);

    return built > ngx_time() ? (built - ngx_time()) / NGX_HTTP_LEGAL_DAY : 0;
}


void
ngx_http_legal_database_age(ngx_http_legal_main_conf_t *lmcf)
{
    unsigned                    old;
    ngx_uint_t                  i;
    ngx_http_legal_database_t  *databases;

    databases = lmcf->databases.elts;
    old = 0;

    for (i = 0; lmcf->old_uncertain && i < lmcf->databases.nelts; i++) {
        if (ngx_http_legal_database_old(lmcf, &databases[i])) {
            old |= 1u << i;
        }
    }

    ngx_http_legal_lookup_without(lmcf, old);
}


void
ngx_http_legal_database_tell_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log)
{
    ngx_uint_t  ahead;

    ahead = ngx_http_legal_database_ahead(database);

    if ((ahead == 0 && !ngx_http_legal_database_old(lmcf, database))
        || ngx_time() - database->warned < NGX_HTTP_LEGAL_DAY)
    {
        return;
    }

    database->warned = ngx_time();

    if (ahead) {
        ngx_log_error(NGX_LOG_WARN, log, 0,
                      "database \"%V\" has a date that is %ui days in the "
                      "future, so nobody can tell when it is old, get it anew "
                      "or set the clock", &database->path, ahead);
        return;
    }

    ngx_log_error(NGX_LOG_WARN, log, 0,
                  "database \"%V\" was built %T days ago, "
                  "legal_database_max_age is %T days%s, update it",
                  &database->path,
                  (ngx_time() - ln_database_built(database->db))
                  / NGX_HTTP_LEGAL_DAY,
                  lmcf->max_age / NGX_HTTP_LEGAL_DAY,
                  lmcf->old_uncertain ? ", its places are uncertain" : "");
}
