/*
 * The configuration: what the directives have said.
 *
 * A rule is a legal_notice or a legal_restriction; legal_apply names rules.
 */

#ifndef NGX_HTTP_LEGAL_CONF_H
#define NGX_HTTP_LEGAL_CONF_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>
#include <ngx_md5.h>

#include "geo/address/ln_network.h"
#include "geo/database/ln_database.h"
#include "geo/jurisdiction/ln_decision_cache.h"
#include "geo/jurisdiction/ln_jurisdiction.h"
#include "html/ln_placer.h"
#include "notice/ln_date.h"
#include "notice/ln_text.h"
#include "ngx_http_legal_counters.h"


/* A name that is resolved when the whole configuration has been read. */
typedef struct {
    ngx_str_t                   name;
    u_char                     *file;
    ngx_uint_t                  line;
} ngx_http_legal_reference_t;


/* The search for what was meant by a name that is not defined. */
typedef struct {
    ngx_str_t                   name;
    ngx_str_t                   best;
    ngx_uint_t                  distance;
    u_char                      text[128];
} ngx_http_legal_near_t;


typedef struct {
    ln_pattern_t               *pattern;
    ngx_str_t                   text;
    unsigned                    negative:1;
} ngx_http_legal_uri_t;


typedef struct ngx_http_legal_rule_s  ngx_http_legal_rule_t;

struct ngx_http_legal_rule_s {
    ngx_str_t                   name;
    ngx_http_legal_reference_t  where;
    unsigned                    restriction:1;
    unsigned                    uncertain:1;      /* holds on uncertain too */
    unsigned                    uncertain_set:1;

    ngx_array_t                 in_names;         /* of _reference_t */
    ngx_array_t                 in;               /* of ngx_uint_t, indices */

    ln_text_t                   text;
    ngx_str_t                  *rendered;         /* by variant and charset */
    u_char                     *keys;             /* .. when alone, by choice */
    ngx_int_t                 **variables;        /* of each text variant */
    ngx_array_t                 all_variables;    /* of ngx_int_t, distinct */
    ngx_http_legal_reference_t  text_where;

    ngx_array_t                 languages;        /* of ln_language_choice_t */
    ngx_http_legal_reference_t  languages_where;
    ngx_array_t                 places;           /* of ln_place_t */
    ngx_array_t                 place_texts;      /* of ngx_str_t, as many */
    ngx_http_legal_rule_t      *placed_as;        /* the first of such places */
    ngx_array_t                 uris;             /* of _uri_t */
    ngx_array_t                 types;            /* of ngx_str_t */

    time_t                      since;            /* 0: always been */
    time_t                      until;            /* 0: no end */

    ngx_uint_t                  status;
    ngx_str_t                   blocked_by;       /* the Link field's value */

    ngx_http_legal_counters_t  *counters;

    ngx_md5_t                   md5;              /* while it is read */
    u_char                      digest[16];       /* of text, rules, places */
};


typedef struct ngx_http_legal_swap_zone_s  ngx_http_legal_swap_zone_t;
typedef struct ngx_http_legal_swap_job_s   ngx_http_legal_swap_job_t;


/* A database's file, as it was when it was loaded. */
typedef struct {
    ngx_str_t                   path;
    ngx_file_info_t             info;
    time_t                      warned;           /* of its age */
    ngx_http_legal_counters_t  *counters;

    ngx_uint_t                  generation;       /* the image in use here */
    ngx_file_info_t             seen;             /* may still be written */
    ngx_http_legal_swap_job_t  *job;              /* reads it, or NULL */
} ngx_http_legal_file_t;


typedef struct {
    ngx_uint_t                  max;              /* 0: off */
    ngx_uint_t                  n;
    ngx_uint_t                  mask;
    struct ngx_http_legal_known_s  **buckets;
    ngx_queue_t                 queue;            /* the last used first */
    size_t                      memory;           /* for slices, at most .. */
    size_t                      used;             /* .. and now */
    ngx_queue_t                 slices;           /* the last used first */
} ngx_http_legal_place_cache_t;


typedef struct {
    ngx_array_t                 databases;        /* of ln_database_t * */
    ngx_array_t                 files;            /* of _file_t, as many */
    ngx_uint_t                  generation;       /* goes up at each swap and
                                                     when one grows old */
    ngx_msec_t                  check;            /* 0: never */
    time_t                      max_age;
    ngx_event_t                 check_event;
    ngx_connection_t            check_connection; /* the event's, as a dummy */
    ngx_http_legal_swap_zone_t *swaps;            /* what workers share */
    unsigned                    fields;           /* LN_FIELD_* of them all */
    ln_jurisdictions_t         *jurisdictions;
    ln_decision_cache_t        *decision_cache;   /* each worker's own */
    unsigned                    old;              /* a bit a database */
    ln_alloc_t                  alloc;            /* cf->pool */
    ngx_array_t                 rules;            /* of _rule_t * */
    ngx_array_t                 applies;          /* of _loc_conf_t * */
    ngx_http_legal_counters_t  *counters;         /* of all requests */
    ngx_array_t                 answer_counters;  /* of _counters_t *, one a
                                                     jurisdiction */
    ngx_http_legal_place_cache_t  place_cache;
    unsigned                    country_client:1;
    unsigned                    old_uncertain:1;
} ngx_http_legal_main_conf_t;


typedef struct {
    ngx_http_complex_value_t   *value;            /* NULL: $remote_addr */
    unsigned                    country:1;
} ngx_http_legal_client_t;


typedef struct {
    ngx_http_legal_client_t    *client;
    ngx_array_t                *apply;            /* of _rule_t *, or NULL */
    ngx_array_t                *apply_names;      /* of _reference_t */
    ngx_uint_t                  cache;
    ngx_str_t                   cache_vary;       /* the Vary field's value */
    ngx_uint_t                  undeliverable;
    ngx_array_t                *preview;          /* of ln_network_t, or NULL */
    ngx_flag_t                  inner_tier;
    ngx_flag_t                  dry_run;
    ngx_uint_t                  status;           /* legal_status's format */
} ngx_http_legal_loc_conf_t;


#define NGX_HTTP_LEGAL_PLACE_CACHE_MAX     1048576
#define NGX_HTTP_LEGAL_PLACE_CACHE_MEMORY  (8 * 1024 * 1024)

#define ngx_http_legal_ns(t)                                                  \
    ((uint64_t) (t).tv_sec * 1000000000 + (uint64_t) (t).tv_nsec)


#define NGX_HTTP_LEGAL_CACHE_PRIVATE   0
#define NGX_HTTP_LEGAL_CACHE_NO_STORE  1
#define NGX_HTTP_LEGAL_CACHE_VARY      2
#define NGX_HTTP_LEGAL_CACHE_OFF       3

#define NGX_HTTP_LEGAL_STATUS_NONE        0
#define NGX_HTTP_LEGAL_STATUS_JSON        1
#define NGX_HTTP_LEGAL_STATUS_PROMETHEUS  2

#define NGX_HTTP_LEGAL_UNDELIVERABLE_REFUSE  0
#define NGX_HTTP_LEGAL_UNDELIVERABLE_PASS    1


/* ngx_http_legal_conf.c: what the directives share */
void ngx_http_legal_conf_here(ngx_conf_t *cf, ngx_http_legal_reference_t *ref);
char *ngx_http_legal_conf_failed(ngx_conf_t *cf, ln_error_t *err);
void ngx_http_legal_conf_error_at(ngx_conf_t *cf,
    ngx_http_legal_reference_t *ref, const char *text);
char *ngx_http_legal_conf_block(ngx_conf_t *cf, void *object,
    char *(*handler)(ngx_conf_t *, ngx_command_t *, void *));
ngx_int_t ngx_http_legal_conf_name(ngx_conf_t *cf, ngx_str_t *name);
char *ngx_http_legal_client(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_apply(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_cache(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_jurisdiction(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);

/* ngx_http_legal_conf_rule.c: the inside of notices and restrictions */
char *ngx_http_legal_rule(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/* ngx_http_legal_conf_near.c: did you mean .. */
void ngx_http_legal_near_init(ngx_http_legal_near_t *near, ngx_str_t *name);
void ngx_http_legal_near_try(ngx_http_legal_near_t *near,
    ngx_str_t *candidate);
u_char *ngx_http_legal_near_text(ngx_http_legal_near_t *near);

/* ngx_http_legal_conf_resolve.c: what can be checked only at the end */
ngx_int_t ngx_http_legal_resolve(ngx_conf_t *cf);
ngx_http_legal_rule_t *ngx_http_legal_find_rule(
    ngx_http_legal_main_conf_t *lmcf, ngx_str_t *name);


#endif
