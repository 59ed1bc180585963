/* Databases: their directives, where an address is by them, their age. */

#include "ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_DAY  86400


char *
ngx_http_legal_database(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_str_t              *value, path;
    ngx_uint_t              i;
    ln_error_t              err;
    ln_database_t         **db;
    ngx_http_legal_file_t  *file;

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {
        path = value[i];

        if (ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) {
            return NGX_CONF_ERROR;
        }

        if (lmcf->databases.nelts == LN_DATABASES) {
            return "has too many databases, 16 are allowed";
        }

        file = ngx_array_push(&lmcf->files);
        db = ngx_array_push(&lmcf->databases);

        if (file == NULL || db == NULL) {
            return NGX_CONF_ERROR;
        }

        ngx_memzero(&err, sizeof(ln_error_t));
        ngx_memzero(file, sizeof(ngx_http_legal_file_t));
        file->path = path;

        /* looked at before it is read: a change meanwhile is seen later */

        (void) ngx_file_info(path.data, &file->info);

        *db = ln_database_open((char *) path.data, &err);

        if (*db == NULL) {
            lmcf->databases.nelts--;
            return ngx_http_legal_conf_failed(cf, &err);
        }

        lmcf->fields |= ln_database_fields(*db);
    }

    return NGX_CONF_OK;
}


char *
ngx_http_legal_database_check(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_int_t   time;
    ngx_str_t  *value;

    if (lmcf->check != NGX_CONF_UNSET_MSEC) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (ngx_strcmp(value[1].data, "off") == 0) {
        lmcf->check = 0;
        return NGX_CONF_OK;
    }

    time = ngx_parse_time(&value[1], 0);

    if (time == NGX_ERROR || time == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, a time "
                           "like \"60s\" or \"off\" is expected", &value[1],
                           &value[0]);
        return NGX_CONF_ERROR;
    }

    lmcf->check = time;

    return NGX_CONF_OK;
}


char *
ngx_http_legal_database_max_age(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    time_t      age;
    ngx_str_t  *value;

    if (lmcf->max_age != NGX_CONF_UNSET) {
        return "is duplicate";
    }

    value = cf->args->elts;
    age = ngx_parse_time(&value[1], 1);

    if (age == (time_t) NGX_ERROR || age == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid value \"%V\" in \"%V\" directive, a time "
                           "like \"30d\" is expected", &value[1], &value[0]);
        return NGX_CONF_ERROR;
    }

    if (cf->args->nelts == 3) {

        if (ngx_strcmp(value[2].data, "uncertain") == 0) {
            lmcf->old_uncertain = 1;

        } else if (ngx_strcmp(value[2].data, "warn") != 0) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "invalid value \"%V\" in \"%V\" directive, "
                               "\"warn\" and \"uncertain\" are allowed",
                               &value[2], &value[0]);
            return NGX_CONF_ERROR;
        }
    }

    lmcf->max_age = age;

    return NGX_CONF_OK;
}


/*
 * Under `legal_database_max_age TIME uncertain` the places of databases that
 * are too old are passed over.  What was decided before is of another
 * generation from the moment that one of them is.
 */

void
ngx_http_legal_database_age(ngx_http_legal_main_conf_t *lmcf)
{
    unsigned         old;
    ngx_uint_t       i;
    ln_database_t  **dbs;

    dbs = lmcf->databases.elts;
    old = 0;

    for (i = 0; lmcf->old_uncertain && i < lmcf->databases.nelts; i++) {
        if (ngx_http_legal_database_old(lmcf, dbs[i])) {
            old |= 1u << i;
        }
    }

    if (old != lmcf->old) {
        lmcf->old = old;
        lmcf->generation++;
    }
}


/* Where address is, and in which jurisdictions. */

void
ngx_http_legal_database_locate(ngx_http_legal_main_conf_t *lmcf,
    ln_address_t *address, ln_location_t *location, ln_certainty_t *answers)
{
    ln_decision_source_t  source;

    source.set = lmcf->jurisdictions;
    source.databases = lmcf->databases.elts;
    source.n = lmcf->databases.nelts;
    source.old = lmcf->old;
    source.generation = lmcf->generation;

    ln_decision_cache_decide(lmcf->decision_cache, &source, address, location,
                             answers);
}


ngx_uint_t
ngx_http_legal_database_old(ngx_http_legal_main_conf_t *lmcf,
    ln_database_t *db)
{
    return ngx_time() - ln_database_built(db) > lmcf->max_age;
}


/* Once a day, if database i is too old. */

void
ngx_http_legal_database_tell_age(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log)
{
    ln_database_t          *db;
    ngx_http_legal_file_t  *file;

    db = ((ln_database_t **) lmcf->databases.elts)[i];
    file = (ngx_http_legal_file_t *) lmcf->files.elts + i;

    if (!ngx_http_legal_database_old(lmcf, db)
        || ngx_time() - file->warned < NGX_HTTP_LEGAL_DAY)
    {
        return;
    }

    file->warned = ngx_time();

    ngx_log_error(NGX_LOG_WARN, log, 0,
                  "database \"%V\" was built %T days ago, "
                  "legal_database_max_age is %T days%s, update it",
                  &file->path,
                  (ngx_time() - ln_database_built(db)) / NGX_HTTP_LEGAL_DAY,
                  lmcf->max_age / NGX_HTTP_LEGAL_DAY,
                  lmcf->old_uncertain ? ", its places are uncertain" : "");
}
