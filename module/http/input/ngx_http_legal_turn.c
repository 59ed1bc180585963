/* How long a worker reads a page at once. */

#include <ngx_config.h>

#include <time.h>

#include "http/input/ngx_http_legal_turn.h"


/* Microseconds: half of what another request may wait for. */
#define NGX_HTTP_LEGAL_TURN  5000


/* A worker reads one page at a time.  When it began, 0 for no turns. */
static uint64_t  ngx_http_legal_turn;


/* nginx's own time stands still until the next event. */

static uint64_t
ngx_http_legal_turn_now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_MONOTONIC, &t);

    return (uint64_t) t.tv_sec * 1000000 + (uint64_t) t.tv_nsec / 1000;
}


void
ngx_http_legal_turn_begin(void)
{
    ngx_http_legal_turn = ngx_http_legal_turn_now();
}


void
ngx_http_legal_turn_none(void)
{
    ngx_http_legal_turn = 0;
}


ngx_uint_t
ngx_http_legal_turn_over(void)
{
    return ngx_http_legal_turn != 0
           && ngx_http_legal_turn_now() - ngx_http_legal_turn
              >= NGX_HTTP_LEGAL_TURN;
}
