/*
 * The glue: what directives, phases, filters and variables share.
 *
 * A rule is a legal_notice or a legal_restriction; legal_apply names rules.
 */

#ifndef NGX_HTTP_LEGAL_NOTICE_H
#define NGX_HTTP_LEGAL_NOTICE_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>
#include <ngx_md5.h>

#include "geo/ln_address.h"
#include "geo/ln_database.h"
#include "geo/ln_jurisdiction.h"
#include "geo/ln_location.h"
#include "geo/ln_memo.h"
#include "geo/ln_network.h"
#include "html/ln_charset.h"
#include "html/ln_decoder.h"
#include "html/ln_placer.h"
#include "html/ln_plain.h"
#include "notice/ln_date.h"
#include "notice/ln_markup.h"
#include "notice/ln_text.h"
#include "ngx_http_legal_compat.h"
#include "ngx_http_legal_counters.h"


#define NGX_HTTP_LEGAL_RESET        205
#define NGX_HTTP_LEGAL_UNAVAILABLE  451

/* W/"LM-5f3a8c00-VARIANT" is made of a Last-Modified without an ETag. */
#define NGX_HTTP_LEGAL_MODIFIED     "LM-"


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
    ln_memo_t                  *memo;             /* each worker's own */
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


/* Where the requester is; from the address or code it was worked out from. */
typedef struct {
    struct sockaddr            *sockaddr;
    ngx_http_legal_client_t    *client;
    ngx_str_t                   value;

    ln_address_t                address;
    ln_location_t               location;
    ln_certainty_t             *answers;          /* one a jurisdiction */
    ngx_uint_t                  nanswers;
    unsigned                    preview:1;        /* value was asked for */
    unsigned                    moved:1;          /* since the verdict */
} ngx_http_legal_place_t;


/* What a location's legal_apply means for the request. */
typedef struct {
    ngx_http_legal_loc_conf_t  *conf;             /* decided for this .. */
    ngx_str_t                   uri;              /* .. and this */

    ngx_http_legal_rule_t      *refusal;          /* NULL: none */
    ngx_http_legal_rule_t     **notices;
    ngx_uint_t                  nnotices;
    unsigned                    uncertain:1;
} ngx_http_legal_verdict_t;


/* What a response says that it is: empty where it says nothing. */
typedef struct {
    ngx_str_t                   name;             /* without parameters */
    ngx_str_t                   charset;
} ngx_http_legal_type_t;


/* Bytes that are held; those before pos are passed on, by refs buffers. */
typedef struct ngx_http_legal_block_s  ngx_http_legal_block_t;

struct ngx_http_legal_block_s {
    ngx_http_legal_block_t     *next;
    ngx_uint_t                  refs;
    u_char                     *start;
    u_char                     *pos;
    u_char                     *last;
    u_char                     *end;
};


/* A version of a file, and what of it is the page. */
typedef struct {
    uint64_t                    device;
    uint64_t                    inode;
    uint64_t                    modified;         /* ns */
    uint64_t                    changed;          /* ns */
    uint64_t                    size;
    uint64_t                    first;
    uint64_t                    last;
    uint64_t                    reading;          /* charset, XML or HTML */
} ngx_http_legal_version_t;


/* Of a response without a type: what its first bytes are. */
typedef struct ngx_http_legal_untyped_s  ngx_http_legal_untyped_t;


/* The short parts of a page, in memory; kept as long as they are being sent. */
typedef struct ngx_http_legal_slices_s  ngx_http_legal_slices_t;

struct ngx_http_legal_slices_s {
    ngx_queue_t                 queue;
    ngx_http_legal_place_cache_t  *cache;
    ngx_http_legal_slices_t   **kept;             /* here, NULL: no more */
    ngx_uint_t                  refs;             /* requests that have it */
    size_t                      size;
    time_t                      read;             /* when */
    ngx_msec_t                  used;             /* last, ngx_current_msec */
    u_char                     *data[];           /* before each notice and
                                                     at the end, or NULL */
};


/* A page on its way out with notices. */
typedef struct {
    ngx_http_legal_rule_t     **notices;
    ngx_uint_t                  nnotices;
    ln_place_list_t            *lists;
    ln_placer_t                *placer;           /* NULL: none needed yet */
    const ln_page_t            *seen;             /* NULL: nothing yet */
    ngx_uint_t                 *languages;        /* a text variant a notice */
    ngx_str_t                  *markups;          /* as they were rendered */
    ln_charset_t                charset;          /* of Content-Type */

    ln_placement_t             *placements;
    ngx_uint_t                  nplacements;      /* found */
    ngx_uint_t                  nput;             /* put in */

    uint64_t                    fed;              /* bytes seen */
    uint64_t                    passed;           /* bytes passed on */
    uint64_t                    inserted;         /* bytes of notices */
    off_t                       length;           /* as announced, or -1 */

    ngx_http_legal_block_t     *held;             /* bytes passed .. fed */
    ngx_http_legal_block_t     *held_last;        /* if held is not NULL */
    ngx_http_legal_block_t     *held_free;

    ngx_http_legal_version_t   *version;          /* to be remembered by */
    ngx_buf_t                  *file;             /* that comes in memory */
    ngx_http_legal_slices_t    *slices;           /* NULL: all in the file */
    off_t                       scanned;          /* of a file's buffer */
    ngx_file_t                 *reading;          /* by a thread, into .. */
    u_char                     *read;
    ngx_output_chain_ctx_t     *reader;           /* for filters below */
#if (NGX_THREADS)
    ngx_int_t                 (*thread_handler)(ngx_thread_task_t *task,
                                                ngx_file_t *file);
    void                       *thread_ctx;
#endif

    ngx_str_t                   plain;            /* what plain text gets */

    ln_decoder_t               *decoder;          /* NULL: no coding */
    ngx_chain_t                *decoded;          /* all of its buffers */
    ngx_uint_t                  ndecoded;
    u_char                     *coded;            /* for file-only buffers */

    ngx_chain_t                *in;               /* waits for a read */
    ngx_chain_t                *out;
    ngx_chain_t               **last_out;
    ngx_buf_t                  *tail;             /* out's last, if ours */
    ngx_chain_t                *busy;
    ngx_chain_t               **last_busy;
    ngx_chain_t                *free;

    unsigned                    header_sent:1;
    unsigned                    languages_chosen:1;
    unsigned                    page_language:1;  /* a choice looks at it */
    unsigned                    complete:1;       /* the last byte came */
    unsigned                    ended:1;          /* .. and the end is sent */
    unsigned                    looked:1;         /* in the place cache */
    unsigned                    xml:1;
} ngx_http_legal_page_t;


/* A bit of c->buffered that nginx has no use for. */
#define NGX_HTTP_LEGAL_BUFFERED  0x40


typedef struct {
    ngx_http_legal_place_t      place;
    ngx_http_legal_verdict_t    verdict;
    ngx_http_legal_rule_t      *refused;          /* stays refused */
    ngx_http_legal_page_t      *page;
    ngx_http_legal_slices_t    *slices;           /* until r is over */
    u_char                      placed[NGX_HTTP_LEGAL_PLACED];

    ngx_table_elt_t            *taken;            /* off the request */
    ngx_uint_t                  ntaken;
    ngx_str_t                   asked;            /* the upstream, of this .. */
    ngx_http_legal_loc_conf_t  *asked_conf;       /* variant, decided here .. */
    ngx_table_elt_t            *asked_field;      /* by this */
    unsigned                    taken_over:1;
    ngx_http_legal_untyped_t   *untyped;          /* the header waits */
    unsigned                    replaced:1;       /* another body was sent */
    unsigned                    broken:1;         /* it ends without an end */
} ngx_http_legal_ctx_t;


extern ngx_module_t  ngx_http_legal_notice_module;

extern ngx_http_output_header_filter_pt  ngx_http_legal_next_header_filter;
extern ngx_http_output_body_filter_pt    ngx_http_legal_next_body_filter;


#define ngx_http_legal_ln(s)                                                  \
    ((ln_str_t) { (s).len, (const unsigned char *) (s).data })


/* ngx_http_legal_request.c: the way of a request */
ngx_int_t ngx_http_legal_request_init(ngx_conf_t *cf);
ngx_int_t ngx_http_legal_page_or_not(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_type_t *type);
ngx_http_legal_ctx_t *ngx_http_legal_get_ctx(ngx_http_request_t *r);
ngx_http_legal_ctx_t *ngx_http_legal_find_ctx(ngx_http_request_t *r);

/* ngx_http_legal_body.c: the body of a response */
ngx_int_t ngx_http_legal_body_filter(ngx_http_request_t *r, ngx_chain_t *in);
void ngx_http_legal_drop(ngx_chain_t *in);

/* ngx_http_legal_database.c: databases */
char *ngx_http_legal_database(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_http_legal_database_check(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
char *ngx_http_legal_database_max_age(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
void ngx_http_legal_database_age(ngx_http_legal_main_conf_t *lmcf);
void ngx_http_legal_database_locate(ngx_http_legal_main_conf_t *lmcf,
    ln_address_t *address, ln_location_t *location, ln_certainty_t *answers);
ngx_uint_t ngx_http_legal_database_old(ngx_http_legal_main_conf_t *lmcf,
    ln_database_t *db);
void ngx_http_legal_database_ages(ngx_http_legal_main_conf_t *lmcf,
    ngx_log_t *log);

/* ngx_http_legal_swap.c: their files under a running server */
ngx_int_t ngx_http_legal_swap_init(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
ngx_int_t ngx_http_legal_swap_start(ngx_cycle_t *cycle);
ngx_uint_t ngx_http_legal_same_file(ngx_file_info_t *a, ngx_file_info_t *b);

/* ngx_http_legal_swap_load.c: a replaced file, read by a thread */
ngx_http_legal_swap_job_t *ngx_http_legal_swap_job(
    ngx_http_legal_file_t *file, ngx_file_info_t *info, ngx_log_t *log);
ln_database_t *ngx_http_legal_swap_job_done(ngx_http_legal_swap_job_t *job,
    ngx_file_info_t *info, ln_error_t *err);

/* ngx_http_legal_place.c: client -> location -> jurisdictions */
ngx_http_legal_place_t *ngx_http_legal_locate(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_place_wipe(ngx_http_legal_place_t *place);

/* ngx_http_legal_preview.c: who may ask for another place */
char *ngx_http_legal_preview(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
ngx_uint_t ngx_http_legal_previews(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *llcf, ngx_str_t *value);
ngx_uint_t ngx_http_legal_preview_asked(ngx_http_request_t *r,
    ngx_str_t *value);

/* ngx_http_legal_inner.c: notices that an inner tier has put in already */
ngx_uint_t ngx_http_legal_present(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* ngx_http_legal_verdict.c: jurisdictions -> verdict */
ngx_http_legal_verdict_t *ngx_http_legal_decide(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_uint_t ngx_http_legal_decided(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_in_force(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/* ngx_http_legal_variant.c: verdict -> the key of what is shown or refused */
ngx_int_t ngx_http_legal_variant(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_str_t *variant);

/* ngx_http_legal_refusal.c: answers that are not the page */
ngx_int_t ngx_http_legal_refuse(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule);
ngx_int_t ngx_http_legal_refuse_late(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_rule_t *rule);
ngx_int_t ngx_http_legal_refused_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t reason, const char *why);

/* ngx_http_legal_headers_in.c: what the request may not ask for */
ngx_int_t ngx_http_legal_take_over(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_give_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
void ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_give_all_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* ngx_http_legal_conditions.c: which copy the reader has */
ngx_int_t ngx_http_legal_map_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_answer_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t variant);
ngx_int_t ngx_http_legal_confirmed(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);

/* ngx_http_legal_headers_out.c: what a response says of itself */
ngx_table_elt_t *ngx_http_legal_header_find(ngx_http_request_t *r,
    const char *name);
ngx_table_elt_t *ngx_http_legal_header_next(ngx_http_request_t *r,
    const char *name, ngx_table_elt_t *after);
void ngx_http_legal_header_clear(ngx_http_request_t *r, const char *name);
ngx_int_t ngx_http_legal_header_add(ngx_http_request_t *r, const char *name,
    ngx_str_t *value);
ngx_int_t ngx_http_legal_cache_headers(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);
ngx_int_t ngx_http_legal_no_store(ngx_http_request_t *r);
ngx_int_t ngx_http_legal_never_stored(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf);
ngx_int_t ngx_http_legal_variant_headers(ngx_http_request_t *r,
    ngx_str_t *variant);
void ngx_http_legal_variant_trailers(ngx_http_request_t *r);

/* ngx_http_legal_type.c: the type of a response */
void ngx_http_legal_type(ngx_http_request_t *r, ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_takes(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_of_type(ngx_http_legal_rule_t *rule,
    ngx_http_legal_type_t *type);
ngx_uint_t ngx_http_legal_is_type(ngx_str_t *type, ngx_str_t *name);

/* ngx_http_legal_shown.c: whether a browser shows it */
ngx_uint_t ngx_http_legal_has_page(ngx_http_request_t *r);

/* ngx_http_legal_page.c: a page that takes notices */
ngx_int_t ngx_http_legal_page_start(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_type_t *type);
ngx_int_t ngx_http_legal_page_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
ngx_int_t ngx_http_legal_page_placer(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/* ngx_http_legal_page_language.c: in which language they are */
void ngx_http_legal_page_languages(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
ngx_int_t ngx_http_legal_notice_header(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/* ngx_http_legal_plain.c: one of plain text */
ngx_int_t ngx_http_legal_plain_start(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_http_legal_type_t *type);
ngx_int_t ngx_http_legal_plain_body(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);

/* ngx_http_legal_decode.c: its Content-Encoding */
ngx_int_t ngx_http_legal_codings(ngx_http_request_t *r, ngx_str_t *codings);
ngx_int_t ngx_http_legal_decode_start(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ln_error_t *err);
ngx_int_t ngx_http_legal_decode(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t **in, ngx_chain_t **out);

/* ngx_http_legal_untyped.c: a response without a Content-Type */
ngx_uint_t ngx_http_legal_untyped(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_type_t *type);
ngx_http_legal_untyped_t *ngx_http_legal_untyped_create(ngx_http_request_t *r);
ngx_int_t ngx_http_legal_untyped_body(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_chain_t **in);

/* ngx_http_legal_splice.c: its bytes */
ngx_uint_t ngx_http_legal_is_tail(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);
ngx_int_t ngx_http_legal_splice(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *in);
ngx_int_t ngx_http_legal_feed(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, u_char *data, size_t size, ngx_uint_t last);

/* ngx_http_legal_output.c: its buffers on their way */
ngx_buf_t *ngx_http_legal_out(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
ngx_int_t ngx_http_legal_out_as_is(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
ngx_int_t ngx_http_legal_output(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_chain_t *out);
void ngx_http_legal_release(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
ngx_int_t ngx_http_legal_output_to_memory(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
void ngx_http_legal_output_threads(ngx_http_legal_page_t *page,
    ngx_file_t *file);

/* ngx_http_legal_hold.c: what is not decided yet */
extern ngx_uint_t  ngx_http_legal_held_tag;
ngx_int_t ngx_http_legal_hold(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, u_char *data, size_t size);
ngx_int_t ngx_http_legal_hold_pass(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, size_t size);
void ngx_http_legal_hold_sent(ngx_http_legal_page_t *page, ngx_buf_t *b);

/* ngx_http_legal_insert.c: a page's notices */
ngx_int_t ngx_http_legal_insert(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, const ln_placement_t *placement);
ngx_int_t ngx_http_legal_to_come(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, off_t *length);

/* ngx_http_legal_ahead.c: files before they are read */
ngx_int_t ngx_http_legal_ahead_init(ngx_cycle_t *cycle);

/* ngx_http_legal_scan.c: buffers that are in a file only */
ngx_int_t ngx_http_legal_scan(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
ngx_int_t ngx_http_legal_scan_hold(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b, off_t from);

/* ngx_http_legal_place_cache.c: the places in a file's version */
char *ngx_http_legal_place_cache(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
ngx_int_t ngx_http_legal_known(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
void ngx_http_legal_remember(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
void ngx_http_legal_place_cache_free(ngx_http_legal_place_cache_t *cache);
ngx_int_t ngx_http_legal_version(ngx_http_legal_page_t *page, ngx_buf_t *b,
    ngx_http_legal_version_t *version, time_t *changed);

/* ngx_http_legal_slices.c: short parts of those files, in memory */
void ngx_http_legal_slices(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_slices_t **kept);
void ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices);
void ngx_http_legal_slices_sent(ngx_http_legal_slices_t *slices);

/* ngx_http_legal_render.c: a text for this request */
ngx_int_t ngx_http_legal_values(ngx_http_request_t *r, ngx_int_t *variables,
    ngx_uint_t n, ln_str_t **values);
ngx_int_t ngx_http_legal_render_notice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant, ln_charset_t charset,
    ngx_str_t *out);
ngx_int_t ngx_http_legal_render_page(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *title, ngx_str_t *out);
ngx_str_t *ngx_http_legal_accept_language(ngx_http_request_t *r);

/* ngx_http_legal_variables.c */
ngx_int_t ngx_http_legal_add_variables(ngx_conf_t *cf);

/* ngx_http_legal_zone.c: where it is counted */
ngx_int_t ngx_http_legal_zone_add(ngx_conf_t *cf);

/* ngx_http_legal_counters.c: what is counted */
ngx_int_t ngx_http_legal_counters_init(ngx_conf_t *cf);
void ngx_http_legal_count(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t what);
void ngx_http_legal_count_placed(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t rank);
void ngx_http_legal_count_undeliverable(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_why_t why, ngx_uint_t passed);

/* ngx_http_legal_log.c: what a line in the error log may say */
ngx_uint_t ngx_http_legal_log_due(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t cause);
ngx_log_t *ngx_http_legal_log(ngx_http_request_t *r);
ngx_str_t *ngx_http_legal_log_path(ngx_http_request_t *r);

/* ngx_http_legal_status.c: what was counted, to be read */
char *ngx_http_legal_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

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
