/* legal_database, legal_database_check, legal_database_max_age. */

#include <ngx_config.h>

#include "geo/database/ln_use.h"
#include "http/directives/ngx_http_legal_conf_database.h"


_Static_assert(LN_DATABASES == 16, "an error text has the number");


static char *ngx_http_legal_database_use(ngx_conf_t *cf, unsigned *use,
    ngx_str_t **written);
static char *ngx_http_legal_database_add(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf, ngx_str_t *path, unsigned use,
    ngx_str_t *written);


char *
ngx_http_legal_database(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    char        *rv;
    unsigned     use;
    ngx_str_t   *value, *written, path;
    ngx_uint_t   i;

    rv = ngx_http_legal_database_use(cf, &use, &written);
    if (rv != NGX_CONF_OK) {
        return rv;
    }

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {

        if (&value[i] == written) {
            continue;
        }

        path = value[i];

        if (ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) {
            return NGX_CONF_ERROR;
        }

        rv = ngx_http_legal_database_add(cf, lmcf, &path, use, written);
        if (rv != NGX_CONF_OK) {
            return rv;
        }
    }

    return NGX_CONF_OK;
}


/* use=WORD,WORD is of all files of its line. */

static char *
ngx_http_legal_database_use(ngx_conf_t *cf, unsigned *use,
    ngx_str_t **written)
{
    ln_str_t     words;
    ngx_str_t   *value;
    ngx_uint_t   i;
    ln_error_t   err;

    *use = ~0u;
    *written = NULL;
    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {

        if (ngx_strncmp(value[i].data, "use=", 4) != 0) {
            continue;
        }

        if (*written) {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "one \"use=\" a line is "
                                               "allowed");
        }

        *written = &value[i];

        words = ngx_http_legal_ln(value[i]);
        words.data += 4;
        words.len -= 4;

        ngx_memzero(&err, sizeof(ln_error_t));

        if (ln_use_parse(words, use, &err) != LN_OK) {
            return ngx_http_legal_conf_failed(cf, &err);
        }
    }

    if (*written && cf->args->nelts == 2) {
        return ngx_http_legal_conf_invalid(cf, *written,
                                           "a database is expected before it");
    }

    return NGX_CONF_OK;
}


static char *
ngx_http_legal_database_add(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf,
    ngx_str_t *path, unsigned use, ngx_str_t *written)
{
    char                        has[LN_USE_WORDS];
    ln_error_t                  err;
    ngx_http_legal_database_t  *database;

    if (lmcf->databases.nelts == LN_DATABASES) {
        return "has too many databases, 16 are allowed";
    }

    database = ngx_array_push(&lmcf->databases);
    if (database == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(&err, sizeof(ln_error_t));
    ngx_memzero(database, sizeof(ngx_http_legal_database_t));
    database->path = *path;
    database->use = use;

    /* looked at before it is read: a change meanwhile is seen later */

    (void) ngx_file_info(path->data, &database->info);

    database->db = ln_database_open((char *) path->data, &err);

    if (database->db == NULL) {
        lmcf->databases.nelts--;
        return ngx_http_legal_conf_failed(cf, &err);
    }

    if ((ln_database_fields(database->db) & use) == 0) {
        ln_use_write(ln_database_fields(database->db), has);

        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"%V\" takes nothing from \"%V\", which has %s: "
                           "take out the word or the file", written, path,
                           has);
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
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a time like \"60s\" or \"off\" "
                                           "is expected");
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
        return ngx_http_legal_conf_invalid(cf, &value[1],
                                           "a time like \"30d\" is expected");
    }

    if (cf->args->nelts == 3) {

        if (ngx_strcmp(value[2].data, "uncertain") == 0) {
            lmcf->old_uncertain = 1;

        } else if (ngx_strcmp(value[2].data, "warn") != 0) {
            return ngx_http_legal_conf_invalid(cf, &value[2],
                                               "\"warn\" and \"uncertain\" "
                                               "are allowed");
        }
    }

    if (age < 24 * 60 * 60) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0,
                           "\"legal_database_max_age %V\" is %T seconds, and "
                           "every database is older: write days, like "
                           "\"30d\"", &value[1], age);
    }

    lmcf->max_age = age;

    return NGX_CONF_OK;
}
