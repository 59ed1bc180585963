/*
 * Preloaded into ngtcp2's gtlsclient, which has no options for these.  LN_FROM
 * names the addresses that its sockets are bound to, one after another, as
 * 127.0.0.11,127.0.0.21: the second is where it migrates to.  LN_FIELDS has
 * fields for its requests, one a line, as "range: bytes=0-9".
 */

#define _GNU_SOURCE

#include <arpa/inet.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>


#define MAX_FIELDS  32


/* nghttp3_nv, and the function that sends a request, as nghttp3.h has them */

typedef struct {
    const uint8_t  *name;
    const uint8_t  *value;
    size_t          namelen;
    size_t          valuelen;
    uint8_t         flags;
} field_t;


typedef int (*submit_t)(void *conn, int64_t stream, const field_t *fields,
    size_t n, const void *reader, void *data);


int nghttp3_conn_submit_request(void *conn, int64_t stream,
    const field_t *fields, size_t n, const void *reader, void *data);


int
bind(int fd, const struct sockaddr *to, socklen_t size)
{
    static const char    *rest;
    char                  one[INET_ADDRSTRLEN];
    size_t                n;
    struct sockaddr_in    from;
    int                 (*next)(int, const struct sockaddr *, socklen_t);

    next = (int (*)(int, const struct sockaddr *, socklen_t))
               dlsym(RTLD_NEXT, "bind");

    if (to->sa_family != AF_INET) {
        return next(fd, to, size);
    }

    if (rest == NULL) {
        rest = getenv("LN_FROM");
    }

    memcpy(&from, to, sizeof(from));
    n = rest != NULL ? strcspn(rest, ",") : 0;

    if (n > 0 && n < sizeof(one)) {
        memcpy(one, rest, n);
        one[n] = '\0';
        rest += n + (rest[n] == ',');

        if (inet_pton(AF_INET, one, &from.sin_addr) != 1) {
            fprintf(stderr, "LN_FROM: \"%s\" is no address\n", one);
            exit(1);
        }
    }

    return next(fd, (struct sockaddr *) &from, sizeof(from));
}


int
nghttp3_conn_submit_request(void *conn, int64_t stream, const field_t *fields,
    size_t n, const void *reader, void *data)
{
    field_t      all[MAX_FIELDS];
    submit_t     next;
    const char  *line, *colon;

    next = (submit_t) dlsym(RTLD_NEXT, "nghttp3_conn_submit_request");

    if (n > MAX_FIELDS) {
        n = MAX_FIELDS;
    }

    memcpy(all, fields, n * sizeof(field_t));

    for (line = getenv("LN_FIELDS");
         line != NULL && *line != '\0' && n < MAX_FIELDS;
         line += strcspn(line, "\n"), line += (*line == '\n'))
    {
        colon = strstr(line, ": ");

        if (colon == NULL) {
            fprintf(stderr, "LN_FIELDS: no field \"%s\"\n", line);
            exit(1);
        }

        memset(&all[n], 0, sizeof(field_t));
        all[n].name = (const uint8_t *) line;
        all[n].namelen = colon - line;
        all[n].value = (const uint8_t *) colon + 2;
        all[n].valuelen = strcspn(colon + 2, "\n");
        n++;
    }

    return next(conn, stream, all, n, reader, data);
}
