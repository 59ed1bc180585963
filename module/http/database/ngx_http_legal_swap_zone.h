/* What workers share of their databases. */

#ifndef NGX_HTTP_LEGAL_SWAP_ZONE_H
#define NGX_HTTP_LEGAL_SWAP_ZONE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_database.h"


#define NGX_HTTP_LEGAL_HOLDERS  64


/* A worker that has the image of a generation. */
typedef struct {
    ngx_uint_t               generation;
    ngx_pid_t                pid;
    ngx_fd_t                 fd;
} ngx_http_legal_holder_t;


/* One database, in shared memory.  The master has read generation 0. */
struct ngx_http_legal_swap_s {
    ngx_uint_t               generation;
    ngx_file_info_t          info;              /* that generation's file */
    ino_t                    image;             /* the image's inode */
    ngx_file_info_t          refused;           /* a file that can't be used */
    ngx_msec_t               again;             /* when to try that again */
    ngx_pid_t                reader;            /* reads the file, or 0 */
    ngx_file_info_t          reads;             /* the file that it reads */
    ngx_uint_t               deaths;            /* of readers of that file */
    ngx_err_t                missing;           /* why; was logged; or 0 */
    ngx_uint_t               failed;            /* the file can't be used */
    time_t                   warned;            /* when an age was logged */
    ngx_uint_t               warned_of;         /* and of which generation */
    ngx_http_legal_holder_t  holders[NGX_HTTP_LEGAL_HOLDERS];
};


/* All databases, in each worker. */
struct ngx_http_legal_swaps_s {
    ngx_slab_pool_t         *pool;              /* shared; has the lock */
    ngx_event_t              event;             /* when files are looked at */
    ngx_connection_t         connection;        /* the event's, as a dummy */
};


/* Adds the shared memory, where there are databases. */
ngx_int_t ngx_http_legal_swap_zone(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);


#endif
