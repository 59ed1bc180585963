/* The life of the configuration: made, completed, merged, freed. */

#include <ngx_config.h>

#include "html/placer/ln_placer.h"
#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_create.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_place_cache.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/directives/ngx_http_legal_conf_status.h"


static void *ngx_http_legal_palloc(void *arena, size_t size);
static void ngx_http_legal_conf_free(void *data);
static void ngx_http_legal_rule_free(ngx_http_legal_rule_t *rule);
static void ngx_http_legal_conf_merge_apply(ngx_http_legal_loc_conf_t *prev,
    ngx_http_legal_loc_conf_t *conf);
static ngx_uint_t ngx_http_legal_conf_is_covered(ngx_conf_t *cf);
static ngx_int_t ngx_http_legal_conf_note_block(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *conf);
static char *ngx_http_legal_conf_applied(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *conf);


void *
ngx_http_legal_conf_create_main(ngx_conf_t *cf)
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
    cln->handler = ngx_http_legal_conf_free;

    lmcf->check = NGX_CONF_UNSET_MSEC;
    lmcf->max_age = NGX_CONF_UNSET;
    lmcf->conflict = NGX_CONF_UNSET_UINT;
    lmcf->place_cache_max = NGX_CONF_UNSET_UINT;
    lmcf->place_cache_memory = NGX_CONF_UNSET_SIZE;
    lmcf->alloc.alloc = ngx_http_legal_palloc;
    lmcf->alloc.arena = cf->pool;

    if (ngx_array_init(&lmcf->databases, cf->pool, 2,
                       sizeof(ngx_http_legal_database_t))
        != NGX_OK
        || ngx_array_init(&lmcf->client_variables, cf->pool, 1,
                          sizeof(ngx_http_legal_reference_t)) != NGX_OK
        || ngx_array_init(&lmcf->scripts, cf->pool, 1,
                          sizeof(ngx_http_legal_rule_t *)) != NGX_OK
        || ngx_array_init(&lmcf->rules, cf->pool, 4,
                          sizeof(ngx_http_legal_rule_t *))
           != NGX_OK
        || ngx_array_init(&lmcf->applies, cf->pool, 4,
                          sizeof(ngx_http_legal_loc_conf_t *))
           != NGX_OK
        || ngx_array_init(&lmcf->in_force, cf->pool, 4,
                          sizeof(ngx_http_legal_loc_conf_t *))
           != NGX_OK
        || ngx_array_init(&lmcf->blocks, cf->temp_pool, 16,
                          sizeof(ngx_http_legal_scope_t))
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


static void *
ngx_http_legal_palloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


void
ngx_http_legal_conf_init_main(ngx_http_legal_main_conf_t *lmcf)
{
    ngx_conf_init_msec_value(lmcf->check, 60000);
    ngx_conf_init_value(lmcf->max_age, 30 * 24 * 60 * 60);
    ngx_conf_init_uint_value(lmcf->conflict, LN_CONFLICT_UNCERTAIN);
    ngx_conf_init_uint_value(lmcf->place_cache_max,
                             NGX_HTTP_LEGAL_PLACE_CACHE_DEFAULT);
    ngx_conf_init_size_value(lmcf->place_cache_memory,
                             NGX_HTTP_LEGAL_PLACE_CACHE_MEMORY);
}


/* Patterns and databases are malloc()'ed; the rest goes with the pool. */

static void
ngx_http_legal_conf_free(void *data)
{
    ngx_http_legal_main_conf_t  *lmcf = data;

    ngx_uint_t                   i;
    ngx_http_legal_rule_t      **rules;
    ngx_http_legal_database_t   *databases;

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        ln_database_close(databases[i].db);
    }

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        ngx_http_legal_rule_free(rules[i]);
    }
}


static void
ngx_http_legal_rule_free(ngx_http_legal_rule_t *rule)
{
    ngx_uint_t             i;
    ln_place_t            *places;
    ngx_http_legal_uri_t  *uris;

    uris = rule->uris.elts;

    for (i = 0; i < rule->uris.nelts; i++) {
        ln_pattern_free(uris[i].pattern);
    }

    places = rule->places.elts;

    for (i = 0; i < rule->places.nelts; i++) {
        if (places[i].pattern) {
            ln_pattern_free((ln_pattern_t *) places[i].pattern);
        }
    }
}


void *
ngx_http_legal_conf_create_loc(ngx_conf_t *cf)
{
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_loc_conf_t));
    if (llcf == NULL) {
        return NULL;
    }

    llcf->client = NGX_CONF_UNSET_PTR;
    llcf->apply = NGX_CONF_UNSET_PTR;
    llcf->within = NGX_CONF_UNSET_PTR;
    llcf->cache = NGX_CONF_UNSET_UINT;
    llcf->undeliverable = NGX_CONF_UNSET_UINT;
    llcf->preview = NGX_CONF_UNSET_PTR;
    llcf->inner_tier = NGX_CONF_UNSET;
    llcf->dry_run = NGX_CONF_UNSET;

    return llcf;
}


char *
ngx_http_legal_conf_merge_loc(ngx_conf_t *cf, void *parent, void *child)
{
    ngx_http_legal_loc_conf_t *prev = parent;
    ngx_http_legal_loc_conf_t *conf = child;

    if (ngx_http_legal_conf_note_block(cf, conf) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    if (ngx_http_legal_conf_merge_answers(cf, prev, conf) != NGX_CONF_OK) {
        return NGX_CONF_ERROR;
    }

    ngx_conf_merge_ptr_value(conf->client, prev->client, NULL);

    ngx_http_legal_conf_merge_apply(prev, conf);

    if (conf->outlet && conf->apply == NULL) {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"legal_notices\" directive: no rule is in force "
                      "there, name the notices that it answers with by "
                      "\"legal_apply\" in its location block, in %s:%ui",
                      conf->answers_where.file, conf->answers_where.line);
        return NGX_CONF_ERROR;
    }

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

    return conf->apply ? ngx_http_legal_conf_applied(cf, conf)
                       : NGX_CONF_OK;
}


/*
 * Who reads the counters is no reader.  What is within that location block is
 * of the site again.  The level of http is not merged: it has no `within`.
 */

static void
ngx_http_legal_conf_merge_apply(ngx_http_legal_loc_conf_t *prev,
    ngx_http_legal_loc_conf_t *conf)
{
    ngx_conf_init_ptr_value(prev->within, prev->apply);
    ngx_conf_merge_ptr_value(conf->within, conf->apply, prev->within);
    ngx_conf_init_ptr_value(conf->within, NULL);

    if (conf->apply == NGX_CONF_UNSET_PTR) {
        conf->apply = conf->status ? NULL : conf->within;
    }
}


/*
 * Notes a block with what nginx's rewrite module does there.  It has no header:
 * the codes are the first field of its settings.
 */

static ngx_int_t
ngx_http_legal_conf_note_block(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *conf)
{
    ngx_uint_t                    i;
    ngx_module_t                **modules;
    ngx_http_conf_ctx_t          *ctx;
    ngx_http_legal_scope_t       *block;
    ngx_http_legal_main_conf_t   *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    modules = cf->cycle->modules;
    ctx = cf->ctx;

    block = ngx_array_push(&lmcf->blocks);
    if (block == NULL) {
        return NGX_ERROR;
    }

    block->server = ngx_http_conf_get_module_srv_conf(cf, ngx_http_core_module);
    block->conf = conf;
    block->codes = NULL;

    for (i = 0; modules[i]; i++) {
        if (ngx_strcmp(modules[i]->name, "ngx_http_rewrite_module") == 0) {
            block->codes =
                *(ngx_array_t **) ctx->loc_conf[modules[i]->ctx_index];
        }
    }

    return NGX_OK;
}


/* Notes what is to be known of all location blocks with rules. */

static char *
ngx_http_legal_conf_applied(ngx_conf_t *cf, ngx_http_legal_loc_conf_t *conf)
{
    ngx_http_legal_loc_conf_t   **shared, **in_force;
    ngx_http_legal_main_conf_t   *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    if ((conf->client == NULL || !conf->client->country)
        && !ngx_http_legal_conf_is_covered(cf))
    {
        lmcf->by_address = 1;
    }

    if (!conf->dry_run) {
        in_force = ngx_array_push(&lmcf->in_force);
        if (in_force == NULL) {
            return NGX_CONF_ERROR;
        }

        *in_force = conf;
    }

    if (conf->cache == NGX_HTTP_LEGAL_CACHE_VARY) {
        shared = ngx_array_push(&lmcf->shared);
        if (shared == NULL) {
            return NGX_CONF_ERROR;
        }

        *shared = conf;
    }

    return NGX_CONF_OK;
}


/* Whether the block is a server's that has `location /`: no page is its own. */

static ngx_uint_t
ngx_http_legal_conf_is_covered(ngx_conf_t *cf)
{
    ngx_queue_t                *q;
    ngx_http_core_loc_conf_t   *clcf;
    ngx_http_location_queue_t  *lq;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    if (clcf->name.len || clcf->locations == NULL) {
        return 0;
    }

    for (q = ngx_queue_head(clcf->locations);
         q != ngx_queue_sentinel(clcf->locations);
         q = ngx_queue_next(q))
    {
        lq = (ngx_http_location_queue_t *) q;

        if (lq->inclusive && lq->name->len == 1 && lq->name->data[0] == '/') {
            return 1;
        }
    }

    return 0;
}
