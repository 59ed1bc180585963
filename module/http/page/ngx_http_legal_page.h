/* A page on its way out with notices. */

#ifndef NGX_HTTP_LEGAL_PAGE_H
#define NGX_HTTP_LEGAL_PAGE_H

#include "html/charset/ln_charset.h"
#include "html/coding/ln_decoder.h"
#include "notice/ln_plain.h"
#include "html/placer/ln_placer.h"
#include "http/directives/ngx_http_legal_conf_rule.h"


/* See ngx_http_legal_notice.h. */
typedef struct ngx_http_legal_ctx_s   ngx_http_legal_ctx_t;
typedef struct ngx_http_legal_type_s  ngx_http_legal_type_t;


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


/* The places in files, remembered by a worker. */
struct ngx_http_legal_place_cache_s {
    ngx_uint_t                  max;              /* 0: off */
    ngx_uint_t                  n;
    ngx_uint_t                  mask;
    struct ngx_http_legal_known_s  **buckets;
    ngx_queue_t                 queue;            /* the last used first */
    size_t                      memory;           /* for slices, at most .. */
    size_t                      used;             /* .. and now */
    ngx_queue_t                 slices;           /* the last used first */
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
ngx_http_legal_place_cache_t *ngx_http_legal_place_cache_create(
    ngx_pool_t *pool, ngx_uint_t max, size_t memory);
ngx_int_t ngx_http_legal_known(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
void ngx_http_legal_remember(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_buf_t *b);
ngx_int_t ngx_http_legal_version(ngx_http_legal_page_t *page, ngx_buf_t *b,
    ngx_http_legal_version_t *version, time_t *changed);

/* ngx_http_legal_slices.c: short parts of those files, in memory */
void ngx_http_legal_slices(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_buf_t *b, ngx_http_legal_version_t *version,
    ngx_http_legal_slices_t **kept);
void ngx_http_legal_slices_drop(ngx_http_legal_slices_t *slices);
void ngx_http_legal_slices_sent(ngx_http_legal_slices_t *slices);


#endif
