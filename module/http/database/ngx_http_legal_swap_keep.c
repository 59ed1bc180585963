/*
 * The image in use of a database, for when no worker has it any more: a message
 * to nobody, in a pair of sockets that the master holds open and all workers
 * inherit.  A descriptor in it keeps the image as long as the message is not
 * taken out.  A worker in the place of a dead one looks at the message.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_keep.h"

#include <sys/socket.h>


#ifndef MSG_CMSG_CLOEXEC
#define MSG_CMSG_CLOEXEC  0
#endif


/* One descriptor, aligned as sendmsg() has it. */
typedef union {
    struct cmsghdr  header;
    char            space[CMSG_SPACE(sizeof(ngx_fd_t))];
} ngx_http_legal_swap_control_t;


static void ngx_http_legal_swap_keep_close(void *data);
static void ngx_http_legal_swap_message(struct msghdr *message,
    struct iovec *iov, ngx_http_legal_swap_control_t *control);


ngx_int_t
ngx_http_legal_swap_keep_open(ngx_conf_t *cf,
    ngx_http_legal_database_t *database)
{
    ngx_uint_t           i;
    ngx_pool_cleanup_t  *cln;

    database->keep[0] = (ngx_socket_t) -1;
    database->keep[1] = (ngx_socket_t) -1;

    cln = ngx_pool_cleanup_add(cf->pool, 0);
    if (cln == NULL) {
        return NGX_ERROR;
    }

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, database->keep) == -1) {
        return NGX_OK;
    }

    cln->handler = ngx_http_legal_swap_keep_close;
    cln->data = database->keep;

    for (i = 0; i < 2; i++) {

        /* a program that takes this one's place has no use for them */

        (void) fcntl(database->keep[i], F_SETFD, FD_CLOEXEC);
        (void) ngx_nonblocking(database->keep[i]);
    }

    return NGX_OK;
}


static void
ngx_http_legal_swap_keep_close(void *data)
{
    ngx_socket_t *keep = data;

    (void) ngx_close_socket(keep[0]);
    (void) ngx_close_socket(keep[1]);
}


void
ngx_http_legal_swap_keep(ngx_http_legal_database_t *database, ngx_fd_t fd)
{
    char                            byte;
    struct iovec                    iov;
    struct msghdr                   message;
    struct cmsghdr                 *header;
    ngx_http_legal_swap_control_t   control;

    /* without room for a descriptor the system closes it */

    while (recv(database->keep[1], &byte, 1, MSG_DONTWAIT) > 0) {
        /* void */
    }

    ngx_http_legal_swap_message(&message, &iov, &control);

    header = CMSG_FIRSTHDR(&message);
    header->cmsg_len = CMSG_LEN(sizeof(ngx_fd_t));
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    ngx_memcpy(CMSG_DATA(header), &fd, sizeof(ngx_fd_t));

    (void) sendmsg(database->keep[0], &message, MSG_DONTWAIT);
}


ngx_fd_t
ngx_http_legal_swap_kept(ngx_http_legal_database_t *database)
{
    ngx_fd_t                        fd;
    struct iovec                    iov;
    struct msghdr                   message;
    struct cmsghdr                 *header;
    ngx_http_legal_swap_control_t   control;

    ngx_http_legal_swap_message(&message, &iov, &control);

    if (recvmsg(database->keep[1], &message,
                MSG_PEEK|MSG_DONTWAIT|MSG_CMSG_CLOEXEC)
        <= 0)
    {
        return NGX_INVALID_FILE;
    }

    header = CMSG_FIRSTHDR(&message);

    if (header == NULL || header->cmsg_level != SOL_SOCKET
        || header->cmsg_type != SCM_RIGHTS
        || header->cmsg_len != CMSG_LEN(sizeof(ngx_fd_t)))
    {
        return NGX_INVALID_FILE;
    }

    ngx_memcpy(&fd, CMSG_DATA(header), sizeof(ngx_fd_t));

    return fd;
}


/* One byte: a message without any does not reach the other side everywhere. */

static void
ngx_http_legal_swap_message(struct msghdr *message, struct iovec *iov,
    ngx_http_legal_swap_control_t *control)
{
    static char  byte;

    ngx_memzero(message, sizeof(struct msghdr));
    ngx_memzero(control, sizeof(ngx_http_legal_swap_control_t));

    iov->iov_base = &byte;
    iov->iov_len = 1;

    message->msg_iov = iov;
    message->msg_iovlen = 1;
    message->msg_control = control->space;
    message->msg_controllen = sizeof(control->space);
}
