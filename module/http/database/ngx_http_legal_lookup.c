/* Where an address is by the databases, and in which jurisdictions. */

#include <ngx_config.h>

#include "geo/compare/ln_coverage.h"
#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "http/database/ngx_http_legal_lookup.h"


struct ngx_http_legal_lookup_s {
    ln_decision_source_t   source;                   /* what decisions are by */
    ln_database_t         *databases[LN_DATABASES];  /* source's, in order */
    unsigned               fields[LN_DATABASES];     /* source's, likewise */
    unsigned               old;                      /* bits of databases */
    ln_decision_cache_t   *cache;                    /* each worker's own */
};


static ngx_int_t ngx_http_legal_lookup_refuse(ngx_conf_t *cf, const char *file,
    unsigned line, ln_error_t *err);
static void ngx_http_legal_lookup_fields(ngx_http_legal_main_conf_t *lmcf);
static void ngx_http_legal_lookup_warn(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
static unsigned ngx_http_legal_lookup_told(ngx_http_legal_main_conf_t *lmcf);
static ngx_int_t ngx_http_legal_lookup_keeps(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, ln_error_t *err);
static unsigned ngx_http_legal_lookup_gazetteers(
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_database_t *database,
    ln_database_t *db, ln_database_t **gazetteers);
static void ngx_http_legal_lookup_warning(void *data, const char *file,
    unsigned line, const char *text);


ngx_int_t
ngx_http_legal_lookup_init(ngx_conf_t *cf)
{
    unsigned                     line;
    ln_error_t                   err;
    const char                  *file;
    ngx_http_legal_lookup_t     *lookup;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    ngx_memzero(&err, sizeof(ln_error_t));

    if (ngx_http_legal_lookup_answers(lmcf, NULL, NULL, &file, &line, &err)
        != NGX_OK)
    {
        return ngx_http_legal_lookup_refuse(cf, file, line, &err);
    }

    if (ln_jurisdictions_end(lmcf->jurisdictions, &err) != LN_OK) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "%s", err.text);
        return NGX_ERROR;
    }

    lookup = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_lookup_t));
    if (lookup == NULL) {
        return NGX_ERROR;
    }

    lookup->source.set = lmcf->jurisdictions;
    lookup->source.databases = lookup->databases;
    lookup->source.fields = lookup->fields;
    lookup->source.n = lmcf->databases.nelts;
    lookup->source.policy = lmcf->conflict;
    lmcf->lookup = lookup;

    ngx_http_legal_lookup_fields(lmcf);
    ngx_http_legal_lookup_learn(lmcf);

    ngx_http_legal_lookup_warn(cf, lmcf);

    lookup->cache = ln_decision_cache_create(&lmcf->alloc,
                                  ln_jurisdictions_count(lmcf->jurisdictions),
                                  lookup->source.n);

    return lookup->cache ? NGX_OK : NGX_ERROR;
}


static ngx_int_t
ngx_http_legal_lookup_refuse(ngx_conf_t *cf, const char *file, unsigned line,
    ln_error_t *err)
{
    ngx_http_legal_reference_t  where;

    where.file = (u_char *) file;
    where.line = line;
    ngx_http_legal_conf_error_at(cf, &where, err->text);

    return NGX_ERROR;
}


/* Of what is allowed, and leaves readers out whom somebody means. */

static void
ngx_http_legal_lookup_warn(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    ln_jurisdictions_warn(lmcf->jurisdictions, ngx_http_legal_lookup_warning,
                          cf->log);
    ngx_http_legal_lookup_families(lmcf, cf->log);
}


void
ngx_http_legal_lookup_families(ngx_http_legal_main_conf_t *lmcf, ngx_log_t *log)
{
    ngx_uint_t                  i;
    const char                 *paths[LN_DATABASES];
    ngx_http_legal_database_t  *databases;

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        paths[i] = (const char *) databases[i].path.data;
    }

    ln_coverage_warn(&lmcf->lookup->source,
                     ln_jurisdictions_needs(lmcf->jurisdictions)
                     & ~ngx_http_legal_lookup_told(lmcf),
                     LN_FAMILY_IPV4|LN_FAMILY_IPV6, paths,
                     ngx_http_legal_lookup_warning, log);
}


/* What a header tells of all readers, so that no database has to. */

static unsigned
ngx_http_legal_lookup_told(ngx_http_legal_main_conf_t *lmcf)
{
    return lmcf->country_client && !lmcf->by_address
           ? LN_FIELD_COUNTRY|LN_FIELD_REGION : 0;
}


static void
ngx_http_legal_lookup_warning(void *data, const char *file, unsigned line,
    const char *text)
{
    ngx_log_t *log = data;

    if (file) {
        ngx_log_error(NGX_LOG_WARN, log, 0, "%s in %s:%ud", text, file, line);

    } else {
        ngx_log_error(NGX_LOG_WARN, log, 0, "%s", text);
    }
}


ngx_int_t
ngx_http_legal_lookup_answers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, const char **file,
    unsigned *line, ln_error_t *err)
{
    unsigned                    n, fields;
    ngx_uint_t                  i;
    ln_database_t              *gazetteers[LN_DATABASES];
    ngx_http_legal_database_t  *databases;

    databases = lmcf->databases.elts;
    fields = ngx_http_legal_lookup_told(lmcf);
    *file = NULL;
    *line = 0;

    if (database
        && ngx_http_legal_lookup_keeps(lmcf, database, db, err) != NGX_OK)
    {
        return NGX_ERROR;
    }

    for (i = 0; i < lmcf->databases.nelts; i++) {
        fields |= databases[i].use
                  & ln_database_fields(&databases[i] == database
                                       ? db : databases[i].db);
    }

    if (ln_jurisdictions_check(lmcf->jurisdictions, fields, file, line, err)
        != LN_OK)
    {
        return NGX_ERROR;
    }

    n = ngx_http_legal_lookup_gazetteers(lmcf, database, db, gazetteers);

    return ln_jurisdictions_check_geonames(lmcf->jurisdictions, gazetteers, n,
                                           file, line, err)
           == LN_OK ? NGX_OK : NGX_ERROR;
}


/* Whether or not another file answers the same: that is a witness less. */

static ngx_int_t
ngx_http_legal_lookup_keeps(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db, ln_error_t *err)
{
    unsigned       needs;
    ln_coverage_t  was, now;

    needs = database->use & ln_jurisdictions_needs(lmcf->jurisdictions)
            & ~ngx_http_legal_lookup_told(lmcf);

    was.fields = ln_database_fields(database->db);
    was.families = ln_database_families(database->db);
    now.fields = ln_database_fields(db);
    now.families = ln_database_families(db);

    return ln_coverage_keeps(&was, &now, needs, err) == LN_OK
           ? NGX_OK : NGX_ERROR;
}


/* The databases that GeoNames ids are of, with db in place of database's. */

static unsigned
ngx_http_legal_lookup_gazetteers(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ln_database_t **gazetteers)
{
    unsigned                    n;
    ngx_uint_t                  i;
    ngx_http_legal_database_t  *databases;

    databases = lmcf->databases.elts;
    n = 0;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        if (databases[i].use & LN_FIELD_GEONAME) {
            gazetteers[n++] = &databases[i] == database ? db : databases[i].db;
        }
    }

    return n;
}


/* Of a database that is too old, its locations do not count. */

static void
ngx_http_legal_lookup_fields(ngx_http_legal_main_conf_t *lmcf)
{
    ngx_uint_t                  i;
    ngx_http_legal_lookup_t    *lookup;
    ngx_http_legal_database_t  *databases;

    lookup = lmcf->lookup;
    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        lookup->fields[i] = databases[i].use;

        if (lookup->old & (1u << i)) {
            lookup->fields[i] &= ~(unsigned) LN_FIELD_LOCATION;
        }
    }

    lookup->source.generation++;
}


void
ngx_http_legal_lookup_learn(ngx_http_legal_main_conf_t *lmcf)
{
    unsigned                    n;
    ngx_uint_t                  i;
    ln_database_t              *gazetteers[LN_DATABASES];
    ngx_http_legal_lookup_t    *lookup;
    ngx_http_legal_database_t  *databases;

    lookup = lmcf->lookup;
    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        lookup->databases[i] = databases[i].db;
    }

    n = ngx_http_legal_lookup_gazetteers(lmcf, NULL, NULL, gazetteers);

    ln_jurisdictions_learn_geonames(lmcf->jurisdictions, gazetteers, n);

    lookup->source.generation++;
}


void
ngx_http_legal_lookup_without(ngx_http_legal_main_conf_t *lmcf, unsigned old)
{
    if (lmcf->lookup->old != old) {
        lmcf->lookup->old = old;
        ngx_http_legal_lookup_fields(lmcf);
    }
}


void
ngx_http_legal_lookup(ngx_http_legal_main_conf_t *lmcf, ln_address_t *address,
    ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts)
{
    ln_decision_cache_decide(lmcf->lookup->cache, &lmcf->lookup->source,
                             address, location, answers, conflicts);
}


const ln_decision_source_t *
ngx_http_legal_lookup_source(ngx_http_legal_main_conf_t *lmcf)
{
    return &lmcf->lookup->source;
}
