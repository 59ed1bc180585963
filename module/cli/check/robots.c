#include <stdio.h>
#include <string.h>

#include "cli/check/fetch.h"
#include "cli/check/host.h"
#include "cli/check/robots.h"


static int ln_check_host_read(ln_check_t *check, ln_check_host_t *host);
static int ln_check_host_robots(ln_check_t *check, ln_check_host_t *host,
    const ln_check_answer_t *answer);


int
ln_check_hosts(ln_check_t *check)
{
    size_t  i;

    for (i = 0; i < check->urls.n; i++) {
        if (ln_check_host_of(check, ln_str(check->urls.items[i])) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


int
ln_check_host_of(ln_check_t *check, ln_str_t url)
{
    ln_check_host_t  *host, **hosts;

    if (ln_check_host(check, url)) {
        return LN_OK;
    }

    hosts = ln_array_push(&check->arena.alloc, check->hosts, check->nhosts,
                          sizeof(ln_check_host_t *));
    host = ln_calloc(&check->arena.alloc, sizeof(ln_check_host_t));

    if (hosts == NULL || host == NULL) {
        return LN_ERROR;
    }

    check->hosts = hosts;
    host->origin = ln_check_origin(url);

    if (ln_check_host_read(check, host) != LN_OK) {
        return LN_ERROR;
    }

    hosts[check->nhosts++] = host;

    return LN_OK;
}


static int
ln_check_host_read(ln_check_t *check, ln_check_host_t *host)
{
    int                rc;
    char              *url;
    size_t             size;
    ln_error_t         err;
    ln_check_answer_t  answer;

    size = host->origin.len + sizeof("/robots.txt");

    url = ln_alloc(&check->arena.alloc, size);
    if (url == NULL) {
        return LN_ERROR;
    }

    (void) snprintf(url, size, "%.*s/robots.txt", (int) host->origin.len,
                    (const char *) host->origin.data);

    memset(&answer, 0, sizeof(ln_check_answer_t));
    memset(&err, 0, sizeof(ln_error_t));

    rc = ln_check_fetch(check, url, &answer, &err);

    if (rc == LN_OK) {
        rc = ln_check_host_robots(check, host, &answer);

    } else {
        rc = LN_OK;
        host->unread = ln_alloc(&check->arena.alloc, sizeof(err.text));

        if (host->unread) {
            memcpy(host->unread, err.text, sizeof(err.text));

        } else {
            rc = LN_ERROR;
        }
    }

    ln_check_answer_free(&answer);

    return rc;
}


/* RFC 9309, 2.3.1: none there allows all, and a server in trouble nothing. */

static int
ln_check_host_robots(ln_check_t *check, ln_check_host_t *host,
    const ln_check_answer_t *answer)
{
    long      status;
    ln_str_t  text;

    status = answer->status;

    if (status >= 500 || status == 429) {
        host->unread = ln_alloc(&check->arena.alloc, 64);

        if (host->unread == NULL) {
            return LN_ERROR;
        }

        (void) snprintf(host->unread, 64, "the status is %ld", status);
        return LN_OK;
    }

    if (status < 200 || status > 299) {
        return LN_OK;
    }

    text.data = answer->body;
    text.len = answer->len;

    if (ln_robots_read(&check->arena.alloc, text, ln_str(LN_CHECK_AGENT),
                       &host->robots)
        != LN_OK)
    {
        return LN_ERROR;
    }

    if (host->robots.delay) {
        (void) fprintf(stderr, "legal-notice check: robots.txt of %.*s asks "
                       "for %g s between requests; --ignore-robots does not "
                       "wait\n", (int) host->origin.len,
                       (const char *) host->origin.data,
                       (double) host->robots.delay / 1000);
    }

    return LN_OK;
}
