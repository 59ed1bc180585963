/*
 * Input: eight bytes of options and of a seed for the cuts, the page.  In the
 * page a byte 0x01 stands for 30,000 letters, 0x02 for as many blanks.
 *
 * Whatever the buffers are that a page comes in, and whatever a filter below
 * takes of them at a time, what leaves is the page with its notices; all that
 * was given is consumed, and no byte or buffer goes twice.  What is consumed
 * is freed at once, for AddressSanitizer to see who still looks at it.
 */

#include <sys/mman.h>

#include "filter.h"


#define FUZZ_OPTIONS  8
#define FUZZ_LONG     30000
#define FUZZ_LONGS    5
#define FUZZ_STALLED  400


static void fuzz_filter_page(fuzz_filter_t *f, const uint8_t *p,
    const uint8_t *end);
static void fuzz_filter_body(fuzz_filter_t *f);
static ngx_connection_t *fuzz_filter_connection(void);
static void fuzz_filter_request(fuzz_filter_t *f);
static void fuzz_filter_header(fuzz_filter_t *f, ngx_http_request_t *r);
static ngx_table_elt_t *fuzz_filter_field(ngx_list_t *list, const char *name,
    const char *value);
static ngx_uint_t fuzz_filter_waits(ngx_http_request_t *r);
static void fuzz_filter_give_all(fuzz_filter_t *f, ngx_http_request_t *r);
static ngx_chain_t *fuzz_filter_chain(fuzz_filter_t *f);
static ngx_buf_t *fuzz_filter_buf(fuzz_filter_t *f);
static void fuzz_filter_fill(fuzz_filter_t *f, fuzz_given_t *given, size_t n);
static void fuzz_filter_wait(ngx_http_request_t *r);
static ngx_uint_t fuzz_filter_reap(fuzz_filter_t *f, ngx_uint_t all);
static void fuzz_filter_event(ngx_event_t *ev);


fuzz_filter_t  fuzz_filter;


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_filter_t  *f;

    static const size_t  most[] = { 1, 3, 9, 99, 999, 9999, 65536, 1 << 24 };

    static const unsigned  types[] = { 0, 0, 0, 0, 1, 2, 3, 4 };

    if (size < FUZZ_OPTIONS) {
        return 0;
    }

    f = &fuzz_filter;
    ngx_memzero(f, sizeof(fuzz_filter_t));

    f->location = data[0] & 3;
    f->coded = data[0] >> 2 & 1;
    f->head = (data[0] >> 3 & 7) == 7;
    f->pass = (data[0] >> 3 & 7) >= 4 && !f->head;
    f->top = data[0] >> 6 & 1;
    f->in_memory = data[0] >> 7 & 1;

    f->type = types[data[1] & 7];
    f->charset = data[1] >> 3 & 7;
    f->length = data[1] >> 6 & 1;
    f->sendfile = data[1] >> 7 & 1;

    f->most = most[data[2] & 7];
    f->abort = (data[2] >> 3 & 7) == 7;
    f->fails = (data[2] >> 3 & 7) == 6;
    f->threads = data[2] >> 6 == 3;
    f->accept = data[2] >> 6 == 2;

    f->kind = data[7] % FUZZ_CODINGS;
    f->cut = f->coded && (data[7] >> 3 & 7) == 3;

    f->seed = 1 | data[3] | data[4] << 8 | data[5] << 16
              | (uint32_t) data[6] << 24;

    if (f->type == 4) {
        f->untyped = 1;
        f->head = 0;
    }

    fuzz_filter_page(f, data + FUZZ_OPTIONS, data + size);

    if (f->most < 999 && f->page.len > 8192) {
        f->most = 999;
    }

    fuzz_filter_body(f);
    fuzz_filter_request(f);

    free(f->page.data);
    free(f->body.data);
    free(f->out.data);

    return 0;
}


uint32_t
fuzz_filter_random(uint32_t n)
{
    return fuzz_random(&fuzz_filter.seed) % n;
}


void
fuzz_bytes_add(fuzz_bytes_t *bytes, const void *data, size_t len)
{
    if (bytes->data == NULL || bytes->room - bytes->len < len) {
        bytes->room = 2 * bytes->room + len + 1;
        bytes->data = realloc(bytes->data, bytes->room);
        fuzz_assert(bytes->data != NULL);
    }

    if (len == 0) {
        return;
    }

    ngx_memcpy(bytes->data + bytes->len, data, len);
    bytes->len += len;
}


static void
fuzz_filter_page(fuzz_filter_t *f, const uint8_t *p, const uint8_t *end)
{
    u_char    many[FUZZ_LONG];
    unsigned  longs;

    fuzz_bytes_add(&f->page, NULL, 0);

    for (longs = 0; p < end; p++) {
        if ((*p == 0x01 || *p == 0x02) && longs++ < FUZZ_LONGS) {
            memset(many, *p == 0x01 ? 'x' : ' ', FUZZ_LONG);
            fuzz_bytes_add(&f->page, many, FUZZ_LONG);

        } else {
            fuzz_bytes_add(&f->page, p, 1);
        }
    }
}


/* What comes, and the same in a file, for the buffers that are in one. */

static void
fuzz_filter_body(fuzz_filter_t *f)
{
    static int  fd = -1;

    if (f->coded) {
        fuzz_code(f);

    } else {
        fuzz_bytes_add(&f->body, f->page.data, f->page.len);
    }

    if (fd == -1) {
        fd = memfd_create("page", MFD_CLOEXEC);
        fuzz_assert(fd != -1);
    }

    f->base = fuzz_filter_random(5000);

    fuzz_assert(ftruncate(fd, 0) == 0);
    fuzz_assert(pwrite(fd, f->body.data, f->body.len, f->base)
                == (ssize_t) f->body.len);
    fuzz_assert(pwrite(fd, "<article>", 9, f->base + f->body.len) == 9);

    f->file.fd = fd;
    ngx_str_set(&f->file.name, "page");
    f->file.log = ngx_cycle->log;
}


static ngx_connection_t *
fuzz_filter_connection(void)
{
    ngx_log_t                  *log;
    ngx_connection_t           *c;
    ngx_http_log_ctx_t         *log_ctx;
    ngx_http_connection_t      *hc;
    ngx_http_core_srv_conf_t  **cscfp;
    ngx_http_core_main_conf_t  *cmcf;

    static struct sockaddr_in  sin;

    cmcf = ngx_http_cycle_get_module_main_conf(ngx_cycle,
                                               ngx_http_core_module);
    cscfp = cmcf->servers.elts;

    c = ngx_get_connection(0, ngx_cycle->log);
    fuzz_assert(c != NULL);

    c->pool = ngx_create_pool(256, ngx_cycle->log);
    fuzz_assert(c->pool != NULL);

    log = ngx_palloc(c->pool, sizeof(ngx_log_t));
    log_ctx = ngx_pcalloc(c->pool, sizeof(ngx_http_log_ctx_t));
    hc = ngx_pcalloc(c->pool, sizeof(ngx_http_connection_t));
    fuzz_assert(log != NULL && log_ctx != NULL && hc != NULL);

    *log = *ngx_cycle->log;
    log_ctx->connection = c;
    log->data = log_ctx;
    hc->conf_ctx = cscfp[0]->ctx;

    sin.sin_family = AF_INET;
    sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    c->log = log;
    c->data = hc;
    c->sockaddr = (struct sockaddr *) &sin;
    c->socklen = sizeof(struct sockaddr_in);
    ngx_str_set(&c->addr_text, "127.0.0.1");
    c->read->log = log;
    c->write->log = log;
    c->read->handler = fuzz_filter_event;
    c->write->handler = fuzz_filter_event;

    return c;
}


static void
fuzz_filter_event(ngx_event_t *ev)
{
    /* the fuzzer calls again of itself */
}


static void
fuzz_filter_request(fuzz_filter_t *f)
{
    ngx_connection_t    *c;
    ngx_http_request_t  *r;

    static ngx_str_t  uris[] = {
        ngx_string("/0"), ngx_string("/1"), ngx_string("/2"), ngx_string("/3"),
        ngx_string("/t0"), ngx_string("/t1"), ngx_string("/t2"),
        ngx_string("/t3"),
        ngx_string("/p0"), ngx_string("/p1"), ngx_string("/p2"),
        ngx_string("/p3"),
        ngx_string("/pt0"), ngx_string("/pt1"), ngx_string("/pt2"),
        ngx_string("/pt3")
    };

    c = fuzz_filter_connection();
    r = ngx_http_create_request(c);
    fuzz_assert(r != NULL);

    c->data = r;
    c->sendfile = f->sendfile;
    f->request = r;

    fuzz_assert(ngx_list_init(&r->headers_in.headers, r->pool, 4,
                              sizeof(ngx_table_elt_t))
                == NGX_OK);

    r->method = f->head ? NGX_HTTP_HEAD : NGX_HTTP_GET;
    r->method_name = ngx_http_core_get_method;
    r->http_version = NGX_HTTP_VERSION_11;
    r->uri = uris[f->location + 4 * f->threads + 8 * f->pass];
    r->unparsed_uri = r->uri;
    r->count++;

    if (f->accept) {
        fuzz_filter_field(&r->headers_in.headers, "Accept-Language",
                          FUZZ_ACCEPT_1);
        fuzz_filter_field(&r->headers_in.headers, "Accept-Language",
                          FUZZ_ACCEPT_2);
    }

    ngx_http_handler(r);

    fuzz_assert(r->count == 1);

    if (c->write->posted) {
        ngx_delete_posted_event(c->write);
    }

    ngx_http_free_request(r, 0);
    fuzz_filter_reap(f, 1);

    c->fd = (ngx_socket_t) -1;
    ngx_destroy_pool(c->pool);
    ngx_free_connection(c);
}


/* The handler of the location. */

ngx_int_t
fuzz_filter_answer(ngx_http_request_t *r)
{
    ngx_int_t       rc;
    fuzz_filter_t  *f;

    f = &fuzz_filter;

    fuzz_filter_header(f, r);

    rc = ngx_http_send_header(r);
    fuzz_assert(rc != NGX_ERROR || f->failed);

    /* one whose header is all is only called until that has gone */

    f->last_given = r->header_only;

    if (rc <= NGX_OK && !f->failed) {
        fuzz_filter_give_all(f, r);
    }

    if (!f->failed && !f->abort) {
        fuzz_expect(f);
    }

    return NGX_DONE;
}


static void
fuzz_filter_header(fuzz_filter_t *f, ngx_http_request_t *r)
{
    static ngx_str_t  types[] = {
        ngx_string("text/html"), ngx_string("application/xhtml+xml"),
        ngx_string("text/plain"), ngx_string("image/png"), ngx_null_string
    };

    static ngx_str_t  charsets[] = {
        ngx_string("utf-8"), ngx_null_string, ngx_string("windows-1251"),
        ngx_string("utf-16le"), ngx_string("iso-2022-jp"),
        ngx_string("shift_jis"), ngx_string("utf-8"), ngx_string("utf-7")
    };

    r->headers_out.status = NGX_HTTP_OK;
    r->headers_out.content_type = types[f->type];
    r->headers_out.content_type_len = types[f->type].len;

    if (f->type < 3) {
        r->headers_out.charset = charsets[f->charset];
    }

    if (f->length) {
        r->headers_out.content_length_n = f->body.len;
    }

    r->headers_out.etag = fuzz_filter_field(&r->headers_out.headers, "ETag",
                                            FUZZ_ETAG);

    if (f->coded) {
        r->headers_out.content_encoding =
            fuzz_filter_field(&r->headers_out.headers, "Content-Encoding",
                              f->coding);
    }
}


static ngx_table_elt_t *
fuzz_filter_field(ngx_list_t *list, const char *name, const char *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(list);
    fuzz_assert(h != NULL);
    ngx_memzero(h, sizeof(ngx_table_elt_t));

    h->hash = 1;
    h->key.data = (u_char *) name;
    h->key.len = ngx_strlen(name);
    h->value.data = (u_char *) value;
    h->value.len = ngx_strlen(value);

    return h;
}


/* Whether ngx_http_writer() would call the filters again. */

static ngx_uint_t
fuzz_filter_waits(ngx_http_request_t *r)
{
    return r->out || r->buffered || r->connection->buffered;
}


static void
fuzz_filter_give_all(fuzz_filter_t *f, ngx_http_request_t *r)
{
    off_t         waiting;
    size_t        out, at;
    ngx_int_t     rc;
    ngx_uint_t    left, stalled;
    ngx_chain_t  *in, *next;

    left = 0;
    stalled = 0;

    while (left || !f->last_given || fuzz_filter_waits(r)) {

        if (f->abort && fuzz_filter_random(8) == 0) {
            return;
        }

        in = NULL;
        at = f->at;

        if (!f->last_given
            && (fuzz_filter_random(2)
                || !(left || fuzz_filter_waits(r))))
        {
            in = fuzz_filter_chain(f);
        }

        out = f->out.len;
        waiting = f->waiting;

        rc = f->top ? ngx_http_output_filter(r, in) : fuzz_body_filter(r, in);

        for ( /* void */ ; in != NULL; in = next) {
            next = in->next;
            free(in);
        }

        fuzz_filter_wait(r);

        if (f->failed) {
            return;
        }

        fuzz_assert(rc != NGX_ERROR);
        left = fuzz_filter_reap(f, 0);

        /* what is not consumed must be on its way */

        fuzz_assert(!left || fuzz_filter_waits(r));

        /* nginx may read a file into as little as its first buffer took */

        stalled = (out == f->out.len && at == f->at && waiting == f->waiting)
                  ? stalled + 1 : 0;
        fuzz_assert(stalled < FUZZ_STALLED);
    }
}


/* Of links that are gone after the call, as an upstream's are in the end. */

static ngx_chain_t *
fuzz_filter_chain(fuzz_filter_t *f)
{
    ngx_uint_t     n;
    ngx_chain_t   *in, *cl, **last;

    last = &in;

    for (n = fuzz_filter_random(4); /* void */ ; n--) {
        cl = malloc(sizeof(ngx_chain_t));
        fuzz_assert(cl != NULL);

        cl->buf = fuzz_filter_buf(f);
        cl->next = NULL;
        *last = cl;
        last = &cl->next;

        if (n == 0 || f->last_given) {
            return in;
        }
    }
}


static ngx_buf_t *
fuzz_filter_buf(fuzz_filter_t *f)
{
    size_t         n, most;
    ngx_buf_t     *b;
    fuzz_given_t  *given;

    given = calloc(1, sizeof(fuzz_given_t));
    fuzz_assert(given != NULL);

    given->next = f->given;
    f->given = given;

    b = &given->buf;
    b->tag = (ngx_buf_tag_t) &fuzz_filter;

    n = f->body.len - f->at;

    if (n == 0 || fuzz_filter_random(8) == 0) {

        /* one without bytes */

        b->last_buf = n == 0;
        b->last_in_chain = b->last_buf || fuzz_filter_random(4) == 0;
        b->flush = fuzz_filter_random(2);
        b->sync = !b->last_buf && !b->flush;

    } else {
        most = 1 + fuzz_filter_random(f->most);
        fuzz_filter_fill(f, given, ngx_min(n, most));

        b->last_buf = f->at == f->body.len && fuzz_filter_random(2);
        b->last_in_chain = b->last_buf || fuzz_filter_random(8) == 0;
        b->flush = fuzz_filter_random(8) == 0;
        b->sync = fuzz_filter_random(16) == 0;
    }

    f->last_given = b->last_buf;
    f->flushes += b->flush && !b->last_buf;     /* an end flushes anyway */

    return b;
}


static void
fuzz_filter_fill(fuzz_filter_t *f, fuzz_given_t *given, size_t n)
{
    ngx_buf_t   *b;
    ngx_uint_t   kind;

    b = &given->buf;
    kind = fuzz_filter_random(5);

    if (kind != 0) {
        given->memory = malloc(n);
        fuzz_assert(given->memory != NULL);
        ngx_memcpy(given->memory, f->body.data + f->at, n);

        b->start = given->memory;
        b->pos = given->memory;
        b->last = given->memory + n;
        b->end = b->last;
        b->temporary = kind == 1;
        b->mmap = kind == 2;
        b->memory = kind >= 3;
        b->recycled = fuzz_filter_random(2);
    }

    if (kind == 0 || kind == 4) {
        b->in_file = 1;
        b->file = &f->file;
        b->file_pos = f->base + f->at;
        b->file_last = b->file_pos + n;
        b->temp_file = fuzz_filter_random(2);
    }

    f->at += n;
}


/*
 * A thread is reading for r.  Meanwhile the upstream does not pause, however
 * busy this machine is: a page that is released has its notices elsewhere.
 */

static void
fuzz_filter_wait(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_legal_ctx_find(r);

    while (r->main->blocked) {

        if (ctx != NULL && ctx->pause != NULL && ctx->pause->timer_set) {
            ngx_del_timer(ctx->pause);
        }

        ngx_process_events_and_timers((ngx_cycle_t *) ngx_cycle);
    }
}


/* Frees what is consumed, or all; returns how many with bytes are not. */

static ngx_uint_t
fuzz_filter_reap(fuzz_filter_t *f, ngx_uint_t all)
{
    ngx_uint_t      left;
    fuzz_given_t   *given, **p;

    left = 0;
    f->waiting = 0;
    p = &f->given;

    while (*p != NULL) {
        given = *p;

        if (!all && given->buf.file == NULL && given->memory == NULL) {

            /* one that had no bytes doesn't show it */

            p = &given->next;
            continue;
        }

        if (!all && ngx_buf_size(&given->buf) != 0) {
            left++;
            f->waiting += ngx_buf_size(&given->buf);
            p = &given->next;
            continue;
        }

        if (!all && f->top) {

            /* nginx's copy filter looks at it until those before it are, too */

            free(given->memory);
            given->memory = NULL;
            p = &given->next;
            continue;
        }

        *p = given->next;
        free(given->memory);
        free(given);
    }

    return left;
}
