/* What workers share of their databases; private to the swap's files. */

#ifndef NGX_HTTP_LEGAL_SWAP_H
#define NGX_HTTP_LEGAL_SWAP_H

#include "ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_HOLDERS  64


/* A worker that has the image of a generation. */
typedef struct {
    ngx_uint_t         generation;
    ngx_pid_t          pid;
    ngx_fd_t           fd;
} ngx_http_legal_holder_t;

/* The database of one file.  Generation 0 is what the master has read. */
typedef struct {
    ngx_uint_t               generation;
    ngx_file_info_t          info;              /* of that generation's file */
    ino_t                    image;             /* its inode */
    ngx_file_info_t          refused;
    ngx_msec_t               again;             /* it's to be tried then */
    ngx_pid_t                reader;            /* reads the file, or 0 */
    ngx_uint_t               missing;           /* has been logged */
    time_t                   warned;            /* of the age .. */
    ngx_uint_t               warned_of;         /* .. of that generation */
    ngx_http_legal_holder_t  holders[NGX_HTTP_LEGAL_HOLDERS];
} ngx_http_legal_swap_t;

struct ngx_http_legal_swap_zone_s {
    ngx_slab_pool_t         *pool;              /* has the lock */
    ngx_http_legal_swap_t   *swaps;             /* one a file */
    ngx_uint_t               n;
};


/* ngx_http_legal_swap.c: db, which becomes lmcf's, is its database i now */
void ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ln_database_t *db, ngx_file_info_t *info, ngx_uint_t generation);

/*
 * ngx_http_legal_swap_look.c: whether something is to be looked at again soon;
 * whether info is of the very file that was refused
 */
ngx_uint_t ngx_http_legal_swap_look(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);
ngx_uint_t ngx_http_legal_swap_known(ngx_http_legal_swap_t *swap,
    ngx_file_info_t *info);

/*
 * ngx_http_legal_swap_image.c: takes over the image that is in use, whether it
 * is to be tried again soon; notes under the lock that this worker has it
 */
ngx_uint_t ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);
void ngx_http_legal_swap_hold(ngx_http_legal_swap_t *swap, ln_database_t *db,
    ngx_uint_t generation);


#endif
