#include "field/ln_accept.h"
#include "field/ln_field_list.h"
#include "field/ln_navigation.h"
#include "ln_ascii.h"


static int ln_navigation_in_frame(const ln_navigation_t *n);
static int ln_navigation_beforehand(ln_str_t purpose);
static int ln_navigation_accepts(ln_str_t accept);
static int ln_navigation_origin_host(ln_str_t origin, ln_str_t host);


int
ln_navigation_is_document(const ln_navigation_t *n)
{
    if (ln_navigation_beforehand(n->purpose)) {
        return 0;
    }

    if (n->dest.len == 0) {
        return ln_navigation_accepts(n->accept);
    }

    return ln_str_eq(n->dest, ln_str("document"))
           || (ln_str_eq(n->dest, ln_str("empty"))
               && ln_str_eq(n->mode, ln_str("navigate")))
           || ln_navigation_in_frame(n);
}


static int
ln_navigation_in_frame(const ln_navigation_t *n)
{
    return (ln_str_eq(n->dest, ln_str("iframe"))
            || ln_str_eq(n->dest, ln_str("frame")))
           && ln_str_eq(n->site, ln_str("same-origin"));
}


/* `prefetch`, or `prefetch;prerender`: a list or an item of it. */

static int
ln_navigation_beforehand(ln_str_t purpose)
{
    ln_str_t  element, head;

    while (ln_field_list_next(&purpose, &element) == LN_OK) {
        head = ln_field_head(&element);

        if (ln_str_caseless_eq(head, ln_str("prefetch"))
            || ln_str_caseless_eq(head, ln_str("prerender"))
            || ln_str_caseless_eq(head, ln_str("preview")))
        {
            return 1;
        }
    }

    return 0;
}


/* Pictures and scripts are asked for with a range of all types at the end. */

static int
ln_navigation_accepts(ln_str_t accept)
{
    int       named, other;
    ln_str_t  list, element, range;

    named = 0;
    other = 0;
    list = accept;

    while (ln_field_list_next(&list, &element) == LN_OK) {
        range = ln_field_head(&element);

        if (ln_str_caseless_eq(range, ln_str("text/html"))
            || ln_str_caseless_eq(range, ln_str("text/*"))
            || ln_str_caseless_eq(range, ln_str("application/xhtml+xml")))
        {
            named = 1;

        } else if (!ln_str_eq(range, ln_str("*/*"))) {
            other = 1;
        }
    }

    return named ? ln_accept_weight(accept, ln_str("text/html")) > 0 : !other;
}


int
ln_navigation_is_same_origin(const ln_navigation_t *n, ln_str_t host)
{
    if (n->site.len) {
        return ln_str_eq(n->site, ln_str("same-origin"));
    }

    return n->origin.len == 0 || ln_navigation_origin_host(n->origin, host);
}


/*
 * `https://HOST:PORT`; an origin that is `null` has none.  The port does not
 * count: behind a proxy, the server's own may be another one.  Nor does a point
 * at the end, which nginx takes off a host.
 */

static int
ln_navigation_origin_host(ln_str_t origin, ln_str_t host)
{
    ln_str_t              of;
    const unsigned char  *p, *end;

    end = origin.data + origin.len;

    if (ln_str_caseless_begins(origin, ln_str("https://"))) {
        p = origin.data + sizeof("https://") - 1;

    } else if (ln_str_caseless_begins(origin, ln_str("http://"))) {
        p = origin.data + sizeof("http://") - 1;

    } else {
        return 0;
    }

    of.data = p;

    while (p < end && ln_is_digit(end[-1])) {
        end--;
    }

    /* digits at the end are a port, if a colon stands before them */

    if (p == end || end[-1] != ':') {
        end = origin.data + origin.len + 1;
    }

    of.len = end - 1 - p;

    if (of.len && p[of.len - 1] == '.') {
        of.len--;
    }

    return of.len > 0 && ln_str_caseless_eq(of, host);
}
