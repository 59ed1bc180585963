/*
 * The shared memory of the counters, one entry a name.  They are kept over a
 * reload: nginx hands the old zone on, and a rule, jurisdiction or database
 * finds its entry by its name.
 */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_zone.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


#define NGX_HTTP_LEGAL_ZONE_MIN  (1024 * 1024)


typedef enum {
    NGX_HTTP_LEGAL_KIND_ALL = 1,
    NGX_HTTP_LEGAL_KIND_RULE,
    NGX_HTTP_LEGAL_KIND_JURISDICTION,
    NGX_HTTP_LEGAL_KIND_DATABASE,
    NGX_HTTP_LEGAL_KIND_PAIR
} ngx_http_legal_kind_t;


typedef struct {
    ngx_queue_t                  entries;
} ngx_http_legal_shared_t;


typedef struct {
    ngx_http_legal_main_conf_t  *lmcf;
    ngx_http_legal_shared_t     *shared;
    ngx_slab_pool_t             *pool;
} ngx_http_legal_zone_t;


static ngx_int_t ngx_http_legal_zone_init(ngx_shm_zone_t *shm, void *data);
static void ngx_http_legal_zone_bind(ngx_http_legal_zone_t *zone,
    ngx_log_t *log);
static ngx_http_legal_counters_t *ngx_http_legal_zone_entry(
    ngx_http_legal_zone_t *zone, ngx_http_legal_kind_t kind, ngx_str_t *name,
    ngx_log_t *log);
static void ngx_http_legal_bind_pairs(ngx_http_legal_zone_t *zone,
    ngx_log_t *log);
static void ngx_http_legal_bind_places(ngx_http_legal_rule_t *rule);


/* Where what finds no room in the zone is counted, unseen. */
static ngx_http_legal_counters_t  ngx_http_legal_nowhere;


ngx_int_t
ngx_http_legal_zone_add(ngx_conf_t *cf)
{
    size_t                       size, n, npairs;
    ngx_shm_zone_t              *shm;
    ngx_http_legal_zone_t       *zone;
    ngx_http_legal_main_conf_t  *lmcf;

    static ngx_str_t  name = ngx_string("legal_status");

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    zone = ngx_pcalloc(cf->pool, sizeof(ngx_http_legal_zone_t));
    if (zone == NULL) {
        return NGX_ERROR;
    }

    zone->lmcf = lmcf;

    n = ln_jurisdictions_count(lmcf->jurisdictions);

    if (ngx_array_init(&lmcf->answer_counters, cf->pool, n + 1,
                       sizeof(ngx_http_legal_counters_t *))
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    lmcf->answer_counters.nelts = n;

    npairs = ln_pair(0, lmcf->databases.nelts ? lmcf->databases.nelts : 1);

    if (ngx_array_init(&lmcf->pair_counters, cf->pool, npairs + 1,
                       sizeof(ngx_http_legal_counters_t *))
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    lmcf->pair_counters.nelts = npairs;

    /* a size that seldom changes: a zone of another size starts at nought */

    n += lmcf->rules.nelts + lmcf->databases.nelts + npairs + 1;
    size = NGX_HTTP_LEGAL_ZONE_MIN;

    while (size < n * 4 * (sizeof(ngx_http_legal_counters_t) + 32)) {
        size *= 2;
    }

    shm = ngx_shared_memory_add(cf, &name, size, &ngx_http_legal_notice_module);
    if (shm == NULL) {
        return NGX_ERROR;
    }

    shm->init = ngx_http_legal_zone_init;
    shm->data = zone;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_zone_init(ngx_shm_zone_t *shm, void *data)
{
    ngx_http_legal_zone_t *old = data;

    ngx_http_legal_zone_t  *zone;

    zone = shm->data;
    zone->pool = (ngx_slab_pool_t *) shm->shm.addr;

    if (old) {
        zone->shared = old->shared;

    } else {
        zone->shared = ngx_slab_alloc(zone->pool,
                                      sizeof(ngx_http_legal_shared_t));
        if (zone->shared == NULL) {
            return NGX_ERROR;
        }

        ngx_queue_init(&zone->shared->entries);
        zone->pool->log_nomem = 0;
    }

    ngx_http_legal_zone_bind(zone, shm->shm.log);

    return NGX_OK;
}


/* Gives each name of the new configuration its entry. */

static void
ngx_http_legal_zone_bind(ngx_http_legal_zone_t *zone, ngx_log_t *log)
{
    ln_str_t                      s;
    ngx_str_t                     name;
    ngx_uint_t                    i;
    ngx_http_legal_rule_t       **rules;
    ngx_http_legal_database_t    *databases;
    ngx_http_legal_main_conf_t   *lmcf;

    lmcf = zone->lmcf;

    ngx_str_set(&name, "");
    lmcf->counters = ngx_http_legal_zone_entry(zone, NGX_HTTP_LEGAL_KIND_ALL,
                                               &name, log);
    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        rules[i]->counters = ngx_http_legal_zone_entry(zone,
                                                    NGX_HTTP_LEGAL_KIND_RULE,
                                                    &rules[i]->name, log);
        ngx_http_legal_bind_places(rules[i]);

        if (rules[i]->script) {

            /* what is logged of the script is logged for a notice */

            rules[i]->script->counters = rules[i]->counters;
        }
    }

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {
        s = ln_jurisdictions_name(lmcf->jurisdictions, i);
        name.len = s.len;
        name.data = (u_char *) s.data;

        ((ngx_http_legal_counters_t **) lmcf->answer_counters.elts)[i] =
                 ngx_http_legal_zone_entry(zone,
                                           NGX_HTTP_LEGAL_KIND_JURISDICTION,
                                           &name, log);
    }

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        databases[i].counters = ngx_http_legal_zone_entry(zone,
                                                  NGX_HTTP_LEGAL_KIND_DATABASE,
                                                  &databases[i].path, log);
    }

    ngx_http_legal_bind_pairs(zone, log);
}


/* A pair is known by both paths, in whatever order they are configured. */

static void
ngx_http_legal_bind_pairs(ngx_http_legal_zone_t *zone, ngx_log_t *log)
{
    u_char                       *p;
    u_char                        name[2 * NGX_MAX_PATH + 3];
    ngx_str_t                     s, *low, *high, *other;
    ngx_uint_t                    one, two;
    ngx_http_legal_database_t    *databases;
    ngx_http_legal_counters_t   **counters;

    databases = zone->lmcf->databases.elts;
    counters = zone->lmcf->pair_counters.elts;

    for (two = 1; two < zone->lmcf->databases.nelts; two++) {
        for (one = 0; one < two; one++) {
            low = &databases[one].path;
            high = &databases[two].path;

            if (ngx_strcmp(low->data, high->data) > 0) {
                other = low;
                low = high;
                high = other;
            }

            p = ngx_slprintf(name, name + sizeof(name), "%V + %V", low, high);
            s.data = name;
            s.len = p - name;

            counters[ln_pair(one, two)] =
                   ngx_http_legal_zone_entry(zone, NGX_HTTP_LEGAL_KIND_PAIR,
                                             &s, log);
        }
    }
}


/* Never NULL.  Only the master process gets here, so nobody adds meanwhile. */

static ngx_http_legal_counters_t *
ngx_http_legal_zone_entry(ngx_http_legal_zone_t *zone,
    ngx_http_legal_kind_t kind, ngx_str_t *name, ngx_log_t *log)
{
    ngx_uint_t                  hash;
    ngx_queue_t                *q;
    ngx_http_legal_counters_t  *entry;

    hash = ngx_hash_key(name->data, name->len);

    for (q = ngx_queue_head(&zone->shared->entries);
         q != ngx_queue_sentinel(&zone->shared->entries);
         q = ngx_queue_next(q))
    {
        entry = ngx_queue_data(q, ngx_http_legal_counters_t, queue);

        if (entry->kind == kind && entry->hash == hash
            && entry->len == name->len
            && ngx_memcmp(entry->name, name->data, name->len) == 0)
        {
            return entry;
        }
    }

    entry = ngx_slab_calloc(zone->pool,
                            sizeof(ngx_http_legal_counters_t) + name->len);
    if (entry == NULL) {
        ngx_log_error(NGX_LOG_WARN, log, 0,
                      "no room is left to count \"%V\", names that are gone "
                      "since the start fill it: restart nginx to count anew",
                      name);
        return &ngx_http_legal_nowhere;
    }

    entry->kind = kind;
    entry->hash = hash;
    entry->len = name->len;
    ngx_memcpy(entry->name, name->data, name->len);

    ngx_queue_insert_tail(&zone->shared->entries, &entry->queue);

    return entry;
}


/*
 * A place that has become another one is counted anew.  What was shown at the
 * former one stays in the sum, which is what was decided.  Workers of the old
 * configuration may still count.
 */

static void
ngx_http_legal_bind_places(ngx_http_legal_rule_t *rule)
{
    ngx_str_t                  *text;
    ngx_uint_t                  i, hash;
    ngx_atomic_t               *shown;
    ngx_atomic_int_t            n;
    ngx_http_legal_counters_t  *counters;

    counters = rule->counters;
    text = rule->place_texts.elts;

    for (i = 0; i < NGX_HTTP_LEGAL_PLACES; i++) {
        hash = i < rule->place_texts.nelts
               ? ngx_hash_key(text[i].data, text[i].len) : 0;

        if (counters->places[i] != hash) {
            counters->places[i] = hash;

            shown = &counters->n[NGX_HTTP_LEGAL_SHOWN + i];
            n = *shown;

            (void) ngx_atomic_fetch_add(shown, -n);
            (void) ngx_atomic_fetch_add(
                              &counters->n[NGX_HTTP_LEGAL_SHOWN_FORMER], n);
        }
    }
}
