/* What workers share of their databases. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_keep.h"
#include "http/database/ngx_http_legal_swap_zone.h"


static ngx_int_t ngx_http_legal_swap_zone_init(ngx_shm_zone_t *shm,
    void *data);


ngx_int_t
ngx_http_legal_swap_zone(ngx_conf_t *cf, ngx_http_legal_main_conf_t *lmcf)
{
    size_t                      size;
    ngx_uint_t                  i;
    ngx_shm_zone_t             *shm;
    ngx_http_legal_database_t  *databases;

    static ngx_str_t  name = ngx_string("legal_databases");

    if (lmcf->databases.nelts == 0) {
        return NGX_OK;
    }

    lmcf->swaps = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_swaps_t));
    if (lmcf->swaps == NULL) {
        return NGX_ERROR;
    }

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        if (ngx_http_legal_swap_keep_open(cf, &databases[i]) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    size = ngx_align(lmcf->databases.nelts * sizeof(ngx_http_legal_swap_t)
                     + 8 * ngx_pagesize, ngx_pagesize);

    shm = ngx_shared_memory_add(cf, &name, size,
                                &ngx_http_legal_notice_module);
    if (shm == NULL) {
        return NGX_ERROR;
    }

    /* a reload reads the files anew: generations begin again */

    shm->init = ngx_http_legal_swap_zone_init;
    shm->data = lmcf;
    shm->noreuse = 1;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_swap_zone_init(ngx_shm_zone_t *shm, void *data)
{
    ngx_uint_t                   i, n;
    ngx_slab_pool_t             *pool;
    ngx_http_legal_swap_t       *swaps;
    ngx_http_legal_database_t   *databases;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = shm->data;
    databases = lmcf->databases.elts;
    n = lmcf->databases.nelts;
    pool = (ngx_slab_pool_t *) shm->shm.addr;

    swaps = ngx_slab_calloc(pool, n * sizeof(ngx_http_legal_swap_t));
    if (swaps == NULL) {
        return NGX_ERROR;
    }

    for (i = 0; i < n; i++) {
        databases[i].swap = &swaps[i];
    }

    lmcf->swaps->pool = pool;

    return NGX_OK;
}
