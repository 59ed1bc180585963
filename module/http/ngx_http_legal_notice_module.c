/*
 * The module: its directives, the life of its configuration, its start.
 * The way of a request is in ngx_http_legal_request.c.
 */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_preconfiguration(ngx_conf_t *cf);
static ngx_int_t ngx_http_legal_postconfiguration(ngx_conf_t *cf);
static void *ngx_http_legal_create_main_conf(ngx_conf_t *cf);
static char *ngx_http_legal_init_main_conf(ngx_conf_t *cf, void *conf);
static void *ngx_http_legal_create_loc_conf(ngx_conf_t *cf);
static char *ngx_http_legal_merge_loc_conf(ngx_conf_t *cf, void *parent,
    void *child);
static void *ngx_http_legal_palloc(void *arena, size_t size);
static void ngx_http_legal_free_main_conf(void *data);


static ngx_conf_enum_t  ngx_http_legal_undeliverable_policies[] = {
    { ngx_string("refuse"), NGX_HTTP_LEGAL_UNDELIVERABLE_REFUSE },
    { ngx_string("pass"), NGX_HTTP_LEGAL_UNDELIVERABLE_PASS },
    { ngx_null_string, 0 }
};


static ngx_command_t  ngx_http_legal_commands[] = {

    { ngx_string("legal_database"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_1MORE,
      ngx_http_legal_database,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_database_check"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_http_legal_database_check,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_database_max_age"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_database_max_age,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_client"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_client,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_jurisdiction"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_jurisdiction,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_notice"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_rule,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_restriction"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_rule,
      NGX_HTTP_MAIN_CONF_OFFSET,
      1,
      NULL },

    { ngx_string("legal_apply"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_apply,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_cache"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_cache,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_place_cache"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_place_cache,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_undeliverable"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_conf_set_enum_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, undeliverable),
      ngx_http_legal_undeliverable_policies },

    { ngx_string("legal_inner_tier"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_FLAG,
      ngx_conf_set_flag_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, inner_tier),
      NULL },

    { ngx_string("legal_dry_run"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_FLAG,
      ngx_conf_set_flag_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, dry_run),
      NULL },

    { ngx_string("legal_preview"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_preview,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_status"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS|NGX_CONF_TAKE1,
      ngx_http_legal_status,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

      ngx_null_command
};


static ngx_http_module_t  ngx_http_legal_notice_module_ctx = {
    ngx_http_legal_preconfiguration,       /* preconfiguration */
    ngx_http_legal_postconfiguration,      /* postconfiguration */

    ngx_http_legal_create_main_conf,       /* create main configuration */
    ngx_http_legal_init_main_conf,         /* init main configuration */

    NULL,                                  /* create server configuration */
    NULL,                                  /* merge server configuration */

    ngx_http_legal_create_loc_conf,        /* create location configuration */
    ngx_http_legal_merge_loc_conf          /* merge location configuration */
};


ngx_module_t  ngx_http_legal_notice_module = {
    NGX_MODULE_V1,
    &ngx_http_legal_notice_module_ctx,     /* module context */
    ngx_http_legal_commands,               /* module directives */
    NGX_HTTP_MODULE,                       /* module type */
    NULL,                                  /* init master */
    ngx_http_legal_ahead_init,             /* init module */
    ngx_http_legal_swap_start,             /* init process */
    NULL,                                  /* init thread */
    NULL,                                  /* exit thread */
    NULL,                                  /* exit process */
    NULL,                                  /* exit master */
    NGX_MODULE_V1_PADDING
};


static ngx_int_t
ngx_http_legal_preconfiguration(ngx_conf_t *cf)
{
    return ngx_http_legal_add_variables(cf);
}


static ngx_int_t
ngx_http_legal_postconfiguration(ngx_conf_t *cf)
{
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    if (ngx_http_legal_resolve(cf) != NGX_OK) {
        return NGX_ERROR;
    }

    if (ngx_http_legal_zone_add(cf) != NGX_OK) {
        return NGX_ERROR;
    }

    if (lmcf->applies.nelts && ngx_http_legal_counters_init(cf) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_request_init(cf, lmcf->applies.nelts != 0);
}


static void *
ngx_http_legal_create_main_conf(ngx_conf_t *cf)
{
    char                        *prefix;
    ngx_pool_cleanup_t          *cln;
    ngx_http_legal_main_conf_t  *lmcf;

    cln = ngx_pool_cleanup_add(cf->pool, sizeof(ngx_http_legal_main_conf_t));
    if (cln == NULL) {
        return NULL;
    }

    lmcf = cln->data;
    ngx_memzero(lmcf, sizeof(ngx_http_legal_main_conf_t));
    cln->handler = ngx_http_legal_free_main_conf;

    lmcf->check = NGX_CONF_UNSET_MSEC;
    lmcf->max_age = NGX_CONF_UNSET;
    lmcf->place_cache.max = NGX_CONF_UNSET_UINT;
    lmcf->place_cache.memory = NGX_CONF_UNSET_SIZE;
    lmcf->alloc.alloc = ngx_http_legal_palloc;
    lmcf->alloc.arena = cf->pool;

    if (ngx_array_init(&lmcf->databases, cf->pool, 2, sizeof(ln_database_t *))
        != NGX_OK
        || ngx_array_init(&lmcf->files, cf->pool, 2,
                          sizeof(ngx_http_legal_file_t))
           != NGX_OK
        || ngx_array_init(&lmcf->rules, cf->pool, 4,
                          sizeof(ngx_http_legal_rule_t *))
           != NGX_OK
        || ngx_array_init(&lmcf->applies, cf->pool, 4,
                          sizeof(ngx_http_legal_loc_conf_t *))
           != NGX_OK
        || ngx_array_init(&lmcf->shared, cf->pool, 4,
                          sizeof(ngx_http_legal_loc_conf_t *))
           != NGX_OK)
    {
        return NULL;
    }

    /* the prefix has no zero at its end */

    prefix = ngx_pcalloc(cf->pool, cf->cycle->conf_prefix.len + 1);
    if (prefix == NULL) {
        return NULL;
    }

    ngx_memcpy(prefix, cf->cycle->conf_prefix.data,
               cf->cycle->conf_prefix.len);

    lmcf->jurisdictions = ln_jurisdictions_create(&lmcf->alloc, prefix);
    if (lmcf->jurisdictions == NULL) {
        return NULL;
    }

    return lmcf;
}


static char *
ngx_http_legal_init_main_conf(ngx_conf_t *cf, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_uint_t  i;

    ngx_conf_init_msec_value(lmcf->check, 60000);
    ngx_conf_init_value(lmcf->max_age, 30 * 24 * 60 * 60);
    ngx_conf_init_uint_value(lmcf->place_cache.max, 4096);
    ngx_conf_init_size_value(lmcf->place_cache.memory,
                             NGX_HTTP_LEGAL_PLACE_CACHE_MEMORY);

    for (i = 0; i < lmcf->databases.nelts; i++) {
        ngx_http_legal_database_tell_age(lmcf, i, cf->log);
    }

    if (ngx_http_legal_swap_init(cf, lmcf) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


/* Patterns and databases are malloc()'ed; the rest goes with the pool. */

static void
ngx_http_legal_free_main_conf(void *data)
{
    ngx_http_legal_main_conf_t  *lmcf = data;

    ngx_uint_t               i, j;
    ln_place_t              *places;
    ln_database_t          **dbs;
    ngx_http_legal_uri_t    *uris;
    ngx_http_legal_rule_t  **rules;

    ngx_http_legal_place_cache_free(&lmcf->place_cache);

    dbs = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        ln_database_close(dbs[i]);
    }

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        uris = rules[i]->uris.elts;

        for (j = 0; j < rules[i]->uris.nelts; j++) {
            ln_pattern_free(uris[j].pattern);
        }

        places = rules[i]->places.elts;

        for (j = 0; j < rules[i]->places.nelts; j++) {
            if (places[j].pattern) {
                ln_pattern_free((ln_pattern_t *) places[j].pattern);
            }
        }
    }
}


static void *
ngx_http_legal_palloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


static void *
ngx_http_legal_create_loc_conf(ngx_conf_t *cf)
{
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_loc_conf_t));
    if (llcf == NULL) {
        return NULL;
    }

    llcf->client = NGX_CONF_UNSET_PTR;
    llcf->apply = NGX_CONF_UNSET_PTR;
    llcf->cache = NGX_CONF_UNSET_UINT;
    llcf->undeliverable = NGX_CONF_UNSET_UINT;
    llcf->preview = NGX_CONF_UNSET_PTR;
    llcf->inner_tier = NGX_CONF_UNSET;
    llcf->dry_run = NGX_CONF_UNSET;

    return llcf;
}


static char *
ngx_http_legal_merge_loc_conf(ngx_conf_t *cf, void *parent, void *child)
{
    ngx_http_legal_loc_conf_t *prev = parent;
    ngx_http_legal_loc_conf_t *conf = child;

    ngx_http_legal_loc_conf_t   **shared;
    ngx_http_legal_main_conf_t   *lmcf;

    ngx_conf_merge_ptr_value(conf->client, prev->client, NULL);

    if (conf->status && conf->apply == NGX_CONF_UNSET_PTR) {

        /* who reads the counters is no reader */

        conf->apply = NULL;
    }

    ngx_conf_merge_ptr_value(conf->apply, prev->apply, NULL);
    ngx_conf_merge_ptr_value(conf->preview, prev->preview, NULL);
    ngx_conf_merge_value(conf->inner_tier, prev->inner_tier, 0);
    ngx_conf_merge_value(conf->dry_run, prev->dry_run, 0);
    ngx_conf_merge_uint_value(conf->undeliverable, prev->undeliverable,
                              NGX_HTTP_LEGAL_UNDELIVERABLE_REFUSE);

    if (conf->cache == NGX_CONF_UNSET_UINT) {
        conf->cache_vary = prev->cache_vary;
        conf->cache_where = prev->cache_where;
    }

    ngx_conf_merge_uint_value(conf->cache, prev->cache,
                              NGX_HTTP_LEGAL_CACHE_PRIVATE);

    if (conf->apply && conf->cache == NGX_HTTP_LEGAL_CACHE_VARY) {
        lmcf = ngx_http_conf_get_module_main_conf(cf,
                                                ngx_http_legal_notice_module);
        shared = ngx_array_push(&lmcf->shared);
        if (shared == NULL) {
            return NGX_CONF_ERROR;
        }

        *shared = conf;
    }

    return NGX_CONF_OK;
}
