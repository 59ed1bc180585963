/*
 * Counters of each name, kept over a reload: nginx hands the old zone on, and
 * a rule, jurisdiction or database finds its entry by its name.
 */

#include "ngx_http_legal_notice.h"


#define NGX_HTTP_LEGAL_ZONE_MIN   (1024 * 1024)
#define NGX_HTTP_LEGAL_LOG_EVERY  60


typedef enum {
    NGX_HTTP_LEGAL_KIND_ALL = 1,
    NGX_HTTP_LEGAL_KIND_RULE,
    NGX_HTTP_LEGAL_KIND_JURISDICTION,
    NGX_HTTP_LEGAL_KIND_DATABASE
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
static void ngx_http_legal_bind_places(ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_log_handler(ngx_http_request_t *r);
static void ngx_http_legal_count_verdict(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_count_notice(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t i);
static void ngx_http_legal_count_spared(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_count_decided(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule);
static ln_certainty_t ngx_http_legal_answer(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule);


/* Where what finds no room in the zone is counted, unseen. */
static ngx_http_legal_counters_t  ngx_http_legal_nowhere;


ngx_int_t
ngx_http_legal_counters_init(ngx_conf_t *cf)
{
    size_t                       size, n;
    ngx_shm_zone_t              *shm;
    ngx_http_handler_pt         *h;
    ngx_http_legal_zone_t       *zone;
    ngx_http_core_main_conf_t   *cmcf;
    ngx_http_legal_main_conf_t  *lmcf;

    static ngx_str_t  name = ngx_string("legal_status");

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);

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

    /* a size that seldom changes: a zone of another size starts at nought */

    n += lmcf->rules.nelts + lmcf->files.nelts + 1;
    size = NGX_HTTP_LEGAL_ZONE_MIN;

    while (size < n * 4 * (sizeof(ngx_http_legal_counters_t) + 64)) {
        size *= 2;
    }

    shm = ngx_shared_memory_add(cf, &name, size, &ngx_http_legal_notice_module);
    if (shm == NULL) {
        return NGX_ERROR;
    }

    shm->init = ngx_http_legal_zone_init;
    shm->data = zone;

    if (lmcf->applies.nelts == 0) {
        return NGX_OK;
    }

    h = ngx_array_push(&cmcf->phases[NGX_HTTP_LOG_PHASE].handlers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    *h = ngx_http_legal_log_handler;

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
    ngx_http_legal_file_t        *files;
    ngx_http_legal_rule_t       **rules;
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

    files = lmcf->files.elts;

    for (i = 0; i < lmcf->files.nelts; i++) {
        files[i].counters = ngx_http_legal_zone_entry(zone,
                                                  NGX_HTTP_LEGAL_KIND_DATABASE,
                                                  &files[i].path, log);
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


/* A place that has become another one is counted anew. */

static void
ngx_http_legal_bind_places(ngx_http_legal_rule_t *rule)
{
    ngx_str_t                  *text;
    ngx_uint_t                  i, hash;
    ngx_http_legal_counters_t  *counters;

    counters = rule->counters;
    text = rule->place_texts.elts;

    for (i = 0; i < NGX_HTTP_LEGAL_PLACES; i++) {
        hash = i < rule->place_texts.nelts
               ? ngx_hash_key(text[i].data, text[i].len) : 0;

        if (counters->places[i] != hash) {
            counters->places[i] = hash;
            counters->n[NGX_HTTP_LEGAL_SHOWN + i] = 0;
        }
    }
}


/*
 * Counts for rule, or for all requests when rule is NULL.  What is done for a
 * preview is counted as a preview alone.
 */

void
ngx_http_legal_count(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t what)
{
    ngx_http_legal_ctx_t        *ctx;
    ngx_http_legal_main_conf_t  *lmcf;

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    if (ctx && ctx->place.preview) {
        return;
    }

    if (rule) {
        ngx_http_legal_add(rule->counters, what);
        return;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    ngx_http_legal_add(lmcf->counters, what);
}


/*
 * rule's notice goes into the page of r at its place of that rank.  Counted at
 * the request's end: another body may yet be sent instead.
 */

void
ngx_http_legal_count_placed(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t rank)
{
    ngx_uint_t             i, what;
    ngx_http_legal_ctx_t  *ctx;

    if (rank == rule->places.nelts) {
        what = NGX_HTTP_LEGAL_SHOWN_BODY;

    } else if (rank > rule->places.nelts) {
        what = NGX_HTTP_LEGAL_SHOWN_END;

    } else {
        what = NGX_HTTP_LEGAL_SHOWN
               + ngx_min(rank, NGX_HTTP_LEGAL_PLACES - 1);
    }

    ctx = ngx_http_get_module_ctx(r, ngx_http_legal_notice_module);

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (i < NGX_HTTP_LEGAL_PLACED && ctx->verdict.notices[i] == rule) {
            ctx->placed[i] = (u_char) what;
        }
    }
}


void
ngx_http_legal_count_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t why, ngx_uint_t passed)
{
    ngx_uint_t             i, what;
    ngx_http_legal_type_t  type;

    ngx_http_legal_type(r, &type);

    what = (passed ? NGX_HTTP_LEGAL_PASSED : NGX_HTTP_LEGAL_UNDELIVERABLE)
           + why;

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (why == NGX_HTTP_LEGAL_WHY_UNCONFIRMED
            || ngx_http_legal_takes(r, ctx->verdict.notices[i], &type))
        {
            ngx_http_legal_count(r, ctx->verdict.notices[i], what);
        }
    }
}


/*
 * Whether cause, of rule or of all requests when rule is NULL, may be logged
 * now: once a minute for all workers.
 */

ngx_uint_t
ngx_http_legal_log_due(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t cause)
{
    ngx_atomic_t                *logged;
    ngx_atomic_uint_t            last, now;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    logged = rule ? &rule->counters->logged[cause]
                  : &lmcf->counters->logged[cause];
    last = *logged;
    now = ngx_time();

    return (last == 0 || now - last >= NGX_HTTP_LEGAL_LOG_EVERY)
           && ngx_atomic_cmp_set(logged, last, now);
}


/* The log of r's location, which adds no reader's address to a line. */

ngx_log_t *
ngx_http_legal_log(ngx_http_request_t *r)
{
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    return clcf->error_log;
}


/* The path that was asked for, as it was sent and without its arguments. */

ngx_str_t *
ngx_http_legal_log_path(ngx_http_request_t *r)
{
    size_t  i;

    static ngx_str_t  path;

    path = r->unparsed_uri;

    for (i = 0; i < path.len; i++) {
        if (path.data[i] == '?') {
            path.len = i;
        }
    }

    return &path;
}


/*
 * At a request's end, when its last verdict is known: phases, variables and
 * the header filter may each have asked for one.
 */

static ngx_int_t
ngx_http_legal_log_handler(ngx_http_request_t *r)
{
    ngx_str_t                    value;
    ngx_http_legal_ctx_t        *ctx;
    ngx_http_legal_loc_conf_t   *llcf;
    ngx_http_legal_main_conf_t  *lmcf;

    ctx = ngx_http_legal_find_ctx(r);

    if (r != r->main || ctx == NULL || ctx->verdict.conf == NULL
        || (ctx->verdict.conf->apply == NULL && ctx->refused == NULL))
    {
        return NGX_OK;
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    llcf = ctx->verdict.conf;

    if (ctx->place.preview) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS);
        return NGX_OK;
    }

    if (llcf->preview && ngx_http_legal_preview_asked(r, &value)) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_PREVIEWS_REFUSED);
    }

    ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_REQUESTS);

    if (!ctx->place.location.located) {
        ngx_http_legal_add(lmcf->counters, NGX_HTTP_LEGAL_UNLOCATED);
    }

    ngx_http_legal_count_verdict(r, ctx);

    return NGX_OK;
}


static void
ngx_http_legal_count_verdict(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t                    i;
    ngx_http_legal_main_conf_t   *lmcf;
    ngx_http_legal_counters_t   **answers;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    answers = lmcf->answer_counters.elts;

    for (i = 0; i < lmcf->answer_counters.nelts; i++) {

        switch (ctx->place.answers[i]) {

        case LN_IN:
            ngx_http_legal_add(answers[i], NGX_HTTP_LEGAL_ANSWER_IN);
            break;

        case LN_UNCERTAIN:
            ngx_http_legal_add(answers[i], NGX_HTTP_LEGAL_ANSWER_UNCERTAIN);
            break;

        default: /* LN_OUT */
            break;
        }
    }

    if (ctx->refused) {
        ngx_http_legal_count_decided(ctx, ctx->refused);
        ngx_http_legal_add(ctx->refused->counters, NGX_HTTP_LEGAL_REFUSED);
        return;
    }

    ngx_http_legal_count_spared(r, ctx);

    if (ctx->verdict.refusal) {
        ngx_http_legal_count_decided(ctx, ctx->verdict.refusal);

        if (ctx->verdict.conf->dry_run) {
            ngx_http_legal_add(ctx->verdict.refusal->counters,
                               NGX_HTTP_LEGAL_DRY_RUN);
        }
    }

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        ngx_http_legal_count_notice(r, ctx, i);
    }
}


static void
ngx_http_legal_count_notice(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_uint_t i)
{
    ngx_uint_t              status, placed;
    ngx_http_legal_type_t   type;
    ngx_http_legal_rule_t  *rule;

    rule = ctx->verdict.notices[i];
    status = r->headers_out.status;

    ngx_http_legal_count_decided(ctx, rule);

    if (ctx->verdict.conf->dry_run) {
        ngx_http_legal_type(r, &type);

        if ((status == NGX_HTTP_OK || status >= NGX_HTTP_BAD_REQUEST)
            && ngx_http_legal_takes(r, rule, &type))
        {
            ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_DRY_RUN);
        }

        return;
    }

    if (status == NGX_HTTP_NOT_MODIFIED) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_NOT_MODIFIED);
        return;
    }

    if (r->method == NGX_HTTP_HEAD || ctx->replaced) {
        return;
    }

    placed = (i < NGX_HTTP_LEGAL_PLACED) ? ctx->placed[i] : 0;

    if (placed) {
        ngx_http_legal_add(rule->counters, placed);

    } else if (ngx_http_legal_present(r, rule)) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_PRESENT);
    }
}


/* Rules that hold here for certain readers only, and this one is none. */

static void
ngx_http_legal_count_spared(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    rules = ctx->verdict.conf->apply->elts;

    for (i = 0; i < ctx->verdict.conf->apply->nelts; i++) {
        if (!rules[i]->uncertain
            && ngx_http_legal_answer(ctx, rules[i]) == LN_UNCERTAIN
            && ngx_http_legal_in_force(r, rules[i]))
        {
            ngx_http_legal_add(rules[i]->counters, NGX_HTTP_LEGAL_SPARED);
        }
    }
}


static void
ngx_http_legal_count_decided(ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_rule_t *rule)
{
    ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_DECIDED);

    if (ngx_http_legal_answer(ctx, rule) == LN_UNCERTAIN) {
        ngx_http_legal_add(rule->counters, NGX_HTTP_LEGAL_UNCERTAIN);
    }
}


static ln_certainty_t
ngx_http_legal_answer(ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t      i, *in;
    ln_certainty_t  answer;

    in = rule->in.elts;
    answer = LN_OUT;

    for (i = 0; i < rule->in.nelts; i++) {
        answer = ngx_max(answer, ctx->place.answers[in[i]]);
    }

    return answer;
}
