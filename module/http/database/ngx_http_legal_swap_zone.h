/* What workers share of their databases. */

#ifndef NGX_HTTP_LEGAL_SWAP_ZONE_H
#define NGX_HTTP_LEGAL_SWAP_ZONE_H

#include "http/directives/ngx_http_legal_conf.h"


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


#endif
