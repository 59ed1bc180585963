/*
 * The configuration: what the directives have said, and what their setters
 * share.
 *
 * A rule is a legal_notice or a legal_restriction; legal_apply names rules.
 * Rooms above keep what they need for all requests in structs of their own,
 * which the main configuration points to.
 */

#ifndef NGX_HTTP_LEGAL_CONF_H
#define NGX_HTTP_LEGAL_CONF_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "acknowledge/ln_acknowledgement.h"
#include "field/ln_variable.h"
#include "geo/jurisdiction/ln_decision.h"


typedef struct ngx_http_legal_rule_s         ngx_http_legal_rule_t;
typedef struct ngx_http_legal_rendered_s     ngx_http_legal_rendered_t;
typedef struct ngx_http_legal_client_s       ngx_http_legal_client_t;
typedef struct ngx_http_legal_counters_s     ngx_http_legal_counters_t;
typedef struct ngx_http_legal_lookup_s       ngx_http_legal_lookup_t;
typedef struct ngx_http_legal_swaps_s        ngx_http_legal_swaps_t;
typedef struct ngx_http_legal_place_cache_s  ngx_http_legal_place_cache_t;


/* A name that is resolved when the whole configuration has been read. */
typedef struct {
    ngx_str_t                   name;
    u_char                     *file;
    ngx_uint_t                  line;
} ngx_http_legal_reference_t;


/* A server's own level, a location block, or an `if`, while nginx reads. */
typedef struct {
    ngx_http_core_srv_conf_t          *server;
    struct ngx_http_legal_loc_conf_s  *conf;
    ngx_array_t                       *codes;     /* of `set` and the like */
} ngx_http_legal_scope_t;


typedef struct {
    ln_alloc_t                  alloc;            /* cf->pool */

    ngx_array_t                 databases;        /* of _database_t */
    ngx_msec_t                  check;            /* 0: never */
    time_t                      max_age;
    unsigned                    old_uncertain:1;
    ngx_uint_t                  conflict;         /* ln_conflict_policy_t */

    ln_jurisdictions_t         *jurisdictions;
    unsigned                    country_client:1; /* some location has one */
    unsigned                    by_address:1;     /* one with rules has none */
    ngx_array_t                 client_variables; /* of _reference_t */
    ngx_int_t                   last_look;        /* at a request: which of the
                                                     phases' handlers has it */
    ngx_array_t                 rules;            /* of _rule_t * */
    ngx_array_t                 scripts;          /* of _rule_t *, one a URL */
    ngx_array_t                 applies;          /* of _loc_conf_t * */
    ngx_array_t                 in_force;         /* of _loc_conf_t *, with
                                                     rules and no dry run */
    ngx_array_t                 blocks;           /* of _scope_t, server by
                                                     server */
    ngx_array_t                 shared;           /* of _loc_conf_t *, with
                                                     rules and cache vary */

    ngx_uint_t                  place_cache_max;  /* 0: off */
    size_t                      place_cache_memory;

    ngx_str_t                   archive;          /* empty: none */
    ln_keys_t                   keys;             /* of acknowledgements */

    ngx_http_legal_counters_t  *counters;         /* of all requests */
    ngx_array_t                 answer_counters;  /* of _counters_t *, one a
                                                     jurisdiction */
    ngx_array_t                 pair_counters;    /* one a pair of databases,
                                                     by ln_pair() */
    ngx_http_legal_lookup_t    *lookup;           /* locates by databases */
    ngx_http_legal_swaps_t     *swaps;            /* replaces databases */
    ngx_http_legal_place_cache_t  *place_cache;   /* a worker's own */
    ngx_module_t               *image_filter;     /* nginx's, or NULL */
} ngx_http_legal_main_conf_t;


typedef struct ngx_http_legal_loc_conf_s {
    ngx_http_legal_client_t    *client;           /* NULL: $remote_addr */
    ngx_array_t                *apply;            /* of _rule_t *, or NULL */
    ngx_array_t                *within;           /* that of inner levels */
    ngx_array_t                *apply_names;      /* of _reference_t */
    ngx_uint_t                  cache;
    ngx_str_t                   cache_vary;       /* the Vary field's value */
    ngx_http_legal_reference_t  cache_where;
    ngx_uint_t                  undeliverable;
    ngx_array_t                *preview;          /* of ln_network_t, or NULL */
    ngx_flag_t                  inner_tier;
    ngx_flag_t                  dry_run;
    ngx_uint_t                  status;           /* legal_status's format */
    unsigned                    outlet:1;         /* legal_notices */
    ngx_http_handler_pt         answers;          /* .. either's handler */
    ngx_http_legal_reference_t  answers_where;
} ngx_http_legal_loc_conf_t;


/* legal_cache */
#define NGX_HTTP_LEGAL_CACHE_PRIVATE   0
#define NGX_HTTP_LEGAL_CACHE_NO_STORE  1
#define NGX_HTTP_LEGAL_CACHE_VARY      2
#define NGX_HTTP_LEGAL_CACHE_OFF       3

/* legal_status */
#define NGX_HTTP_LEGAL_STATUS_NONE        0
#define NGX_HTTP_LEGAL_STATUS_JSON        1
#define NGX_HTTP_LEGAL_STATUS_PROMETHEUS  2
#define NGX_HTTP_LEGAL_STATUS_HTML        3

/* legal_undeliverable */
#define NGX_HTTP_LEGAL_UNDELIVERABLE_REFUSE  0
#define NGX_HTTP_LEGAL_UNDELIVERABLE_PASS    1


extern ngx_module_t  ngx_http_legal_notice_module;


/* An nginx string as the core takes it. */
#define ngx_http_legal_ln(s)                                                  \
    ((ln_str_t) { (s).len, (const unsigned char *) (s).data })


/* Notes in ref the line that is being read. */
void ngx_http_legal_conf_here(ngx_conf_t *cf, ngx_http_legal_reference_t *ref);

/* Logs err for the directive that is being read.  Returns NGX_CONF_ERROR. */
char *ngx_http_legal_conf_failed(ngx_conf_t *cf, ln_error_t *err);

/*
 * Logs that a word of the directive that is being read has a value that it may
 * not have, and what is expected or allowed.  Returns NGX_CONF_ERROR.
 */
char *ngx_http_legal_conf_invalid(ngx_conf_t *cf, ngx_str_t *word,
    const char *expected);

/*
 * Whether the directive that is being read has taken a line that begins with
 * name for words of its own, as the ";" between them is missing; if so, that is
 * logged.
 */
ngx_uint_t ngx_http_legal_conf_swallows(ngx_conf_t *cf, ngx_str_t *name);

/*
 * As ngx_conf_set_enum_slot(), for a directive of two words: where it has
 * another one, both are logged.
 */
char *ngx_http_legal_conf_either(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);

/* Logs text for the directive at ref, which was read before. */
void ngx_http_legal_conf_error_at(ngx_conf_t *cf,
    ngx_http_legal_reference_t *ref, const char *text);

/* Reads the directive's block: handler gets each line of it, and object. */
char *ngx_http_legal_conf_block(ngx_conf_t *cf, void *object,
    char *(*handler)(ngx_conf_t *, ngx_command_t *, void *));

/*
 * Skips the byte order mark before the line that is being read: an included
 * file begins with one.  NGX_ERROR: a comment follows, which nginx has read as
 * a part of the line; it is logged.
 */
ngx_int_t ngx_http_legal_conf_unmarked(ngx_conf_t *cf);

/* Whether name is one that a rule may have; if not, that is logged. */
ngx_int_t ngx_http_legal_conf_name(ngx_conf_t *cf, ngx_str_t *name);

/*
 * Whether some module, or the site, defines the variable of that name, which is
 * in lower case; known is when its value is.  NGX_DECLINED: none does.
 */
ngx_int_t ngx_http_legal_conf_variable(ngx_conf_t *cf, ngx_str_t *name,
    ln_variable_t *known);

/* Whether nothing but `set` makes the variable of that name. */
ngx_uint_t ngx_http_legal_conf_only_set(ngx_conf_t *cf, ngx_str_t *name);

/* Whether a and b are the same bytes. */
ngx_uint_t ngx_http_legal_same(ngx_str_t *a, ngx_str_t *b);

/*
 * Sets out to n parts with the separator between them; it is empty where n is
 * 0.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_join(ngx_pool_t *pool, ngx_str_t *parts, ngx_uint_t n,
    const char *separator, ngx_str_t *out);


#endif
