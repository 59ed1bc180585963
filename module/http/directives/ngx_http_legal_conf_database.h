/*
 * legal_database, legal_database_check and legal_database_max_age: which
 * databases there are, how often their files are checked, and when they are too
 * old.
 */

#ifndef NGX_HTTP_LEGAL_CONF_DATABASE_H
#define NGX_HTTP_LEGAL_CONF_DATABASE_H

#include <ngx_config.h>

#include "geo/database/ln_database.h"
#include "http/directives/ngx_http_legal_conf.h"


/* What workers share of a database, and the thread that reads its file anew. */
typedef struct ngx_http_legal_swap_s      ngx_http_legal_swap_t;
typedef struct ngx_http_legal_swap_job_s  ngx_http_legal_swap_job_t;


/* A database: its file, what was read from it, and its state in a worker. */
typedef struct {
    ngx_str_t                   path;
    ln_database_t              *db;               /* in use in this worker */
    unsigned                    use;              /* LN_FIELD_* that count */
    ngx_file_info_t             info;             /* of db's file */
    ngx_uint_t                  generation;       /* 0: read by the master */
    time_t                      warned;           /* when its age was logged */
    ngx_http_legal_counters_t  *counters;

    ngx_http_legal_swap_t      *swap;             /* in shared memory */
    ngx_socket_t                keep[2];          /* of the master, or -1 */
    ngx_file_info_t             seen;             /* may still be written */
    ngx_http_legal_swap_job_t  *job;              /* reads the file, or NULL */
} ngx_http_legal_database_t;


char *ngx_http_legal_database(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
char *ngx_http_legal_database_check(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
char *ngx_http_legal_database_max_age(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);


#endif
