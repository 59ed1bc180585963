/*
 * Read before each source of module/http: what it takes from a pool is memory
 * of its own, so that AddressSanitizer sees where it ends, as nginx's
 * NGX_DEBUG_PALLOC has it for all of nginx.
 */

#ifndef LN_FUZZ_PALLOC_H
#define LN_FUZZ_PALLOC_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


static inline void *
fuzz_pcalloc(ngx_pool_t *pool, size_t size)
{
    void  *p;

    p = ngx_pmemalign(pool, size, NGX_ALIGNMENT);
    if (p != NULL) {
        ngx_memzero(p, size);
    }

    return p;
}


#define ngx_palloc(pool, size)   ngx_pmemalign(pool, size, NGX_ALIGNMENT)
#define ngx_pnalloc(pool, size)  ngx_pmemalign(pool, size, sizeof(void *))
#define ngx_pcalloc(pool, size)  fuzz_pcalloc(pool, size)


#endif
