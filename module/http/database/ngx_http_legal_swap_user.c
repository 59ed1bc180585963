/*
 * Whether the user of the workers can read the files that they swap.
 *
 * The system knows best: owners, groups, modes, access control lists.  So a
 * process becomes this user, as a worker does, and opens each file.
 */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_user.h"

#include <grp.h>
#include <sys/wait.h>


/* What the user finds of one file. */
typedef struct {
    ngx_err_t   err;                    /* 0: it can be read, or not known */
    size_t      closed;                 /* of real or path, to the end of a
                                           directory that is; 0: none is */
    ngx_uint_t  by_real;
} ngx_http_legal_swap_found_t;


typedef struct {
    char                         *path;
    char                         *real; /* without links; NULL: not known */
    ngx_http_legal_swap_found_t   found;
} ngx_http_legal_swap_file_t;


static void ngx_http_legal_swap_try(ngx_http_legal_swap_file_t *files,
    ngx_uint_t n, ngx_core_conf_t *ccf);
static void ngx_http_legal_swap_tell_found(ngx_http_legal_swap_file_t *files,
    ngx_uint_t n, ngx_core_conf_t *ccf, ngx_fd_t fd);
static void ngx_http_legal_swap_find(ngx_http_legal_swap_file_t *file);
static size_t ngx_http_legal_swap_closed(const char *path);
static void ngx_http_legal_swap_warn(ngx_http_legal_swap_file_t *file,
    ngx_core_conf_t *ccf, ngx_log_t *log);


void
ngx_http_legal_swap_user(ngx_cycle_t *cycle)
{
    ngx_uint_t                   i, n;
    ngx_core_conf_t             *ccf;
    ngx_http_legal_database_t   *databases;
    ngx_http_legal_swap_file_t   files[LN_DATABASES];
    ngx_http_legal_main_conf_t  *lmcf;

    ccf = (ngx_core_conf_t *) ngx_get_conf(cycle->conf_ctx, ngx_core_module);
    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    databases = lmcf->databases.elts;
    n = lmcf->databases.nelts;

    /* else workers are of the user who has read the files just now */

    if (n == 0 || lmcf->check == 0 || !ccf->master || geteuid() != 0
        || ccf->user == 0 || ccf->username == NULL)
    {
        return;
    }

    ngx_memzero(files, sizeof(files));

    for (i = 0; i < n; i++) {
        files[i].path = (char *) databases[i].path.data;
        files[i].real = realpath(files[i].path, NULL);
    }

    ngx_http_legal_swap_try(files, n, ccf);

    for (i = 0; i < n; i++) {
        ngx_http_legal_swap_warn(&files[i], ccf, cycle->log);
        free(files[i].real);
    }
}


/*
 * The process ends before this returns: nginx, which waits for its workers, has
 * its signals blocked meanwhile, and does not see it.
 */

static void
ngx_http_legal_swap_try(ngx_http_legal_swap_file_t *files, ngx_uint_t n,
    ngx_core_conf_t *ccf)
{
    ssize_t                      size;
    ngx_fd_t                     fd[2];
    sigset_t                     child, old;
    ngx_pid_t                    pid;
    ngx_uint_t                   i;
    ngx_http_legal_swap_found_t  found;

    if (pipe(fd) == -1) {
        return;
    }

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    (void) sigprocmask(SIG_BLOCK, &child, &old);

    pid = fork();

    if (pid == 0) {
        ngx_http_legal_swap_tell_found(files, n, ccf, fd[1]);
        _exit(0);
    }

    (void) ngx_close_file(fd[1]);

    for (i = 0; pid != -1 && i < n; i++) {

        do {
            size = read(fd[0], &found, sizeof(found));
        } while (size == -1 && ngx_errno == NGX_EINTR);

        if (size != sizeof(found)) {
            break;
        }

        files[i].found = found;
    }

    (void) ngx_close_file(fd[0]);

    while (pid != -1 && waitpid(pid, NULL, 0) == -1 && ngx_errno == NGX_EINTR) {
        /* void */
    }

    (void) sigprocmask(SIG_SETMASK, &old, NULL);
}


/* In the process of its own, which becomes the user as a worker does. */

static void
ngx_http_legal_swap_tell_found(ngx_http_legal_swap_file_t *files, ngx_uint_t n,
    ngx_core_conf_t *ccf, ngx_fd_t fd)
{
    ngx_uint_t  i;

    if (setgid(ccf->group) == -1
        || initgroups(ccf->username, ccf->group) == -1
        || setuid(ccf->user) == -1)
    {
        return;
    }

    for (i = 0; i < n; i++) {
        ngx_http_legal_swap_find(&files[i]);

        if (write(fd, &files[i].found, sizeof(files[i].found)) == -1) {
            return;
        }
    }
}


static void
ngx_http_legal_swap_find(ngx_http_legal_swap_file_t *file)
{
    ngx_fd_t                      fd;
    ngx_http_legal_swap_found_t  *found;

    fd = open(file->path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);

    if (fd != NGX_INVALID_FILE) {
        (void) ngx_close_file(fd);
        return;
    }

    if (ngx_errno != NGX_EACCES) {
        return;
    }

    found = &file->found;
    found->err = NGX_EACCES;

    if (file->real) {
        found->closed = ngx_http_legal_swap_closed(file->real);
        found->by_real = (found->closed != 0);
    }

    if (found->closed == 0) {
        found->closed = ngx_http_legal_swap_closed(file->path);
    }
}


/* The length of the first directory in path that cannot be searched, or 0. */

static size_t
ngx_http_legal_swap_closed(const char *path)
{
    char         within[NGX_MAX_PATH];
    size_t       len;
    struct stat  st;

    for (len = 1; path[len] && len + sizeof("/.") <= sizeof(within); len++) {

        if (path[len] != '/') {
            continue;
        }

        ngx_memcpy(within, path, len);
        ngx_memcpy(within + len, "/.", sizeof("/."));

        if (stat(within, &st) == -1 && ngx_errno == NGX_EACCES) {
            return len;
        }
    }

    return 0;
}


static void
ngx_http_legal_swap_warn(ngx_http_legal_swap_file_t *file, ngx_core_conf_t *ccf,
    ngx_log_t *log)
{
    ngx_http_legal_swap_found_t  *found;

    found = &file->found;

    if (found->err == 0) {
        return;
    }

    if (found->closed) {
        ngx_log_error(NGX_LOG_WARN, log, found->err,
                      "user \"%s\" of the workers cannot search \"%*s\" for "
                      "database \"%s\": let it search this directory, or no "
                      "new file is used without a reload", ccf->username,
                      found->closed, found->by_real ? file->real : file->path,
                      file->path);
        return;
    }

    ngx_log_error(NGX_LOG_WARN, log, found->err,
                  "user \"%s\" of the workers cannot read database \"%s\": "
                  "let it read each new file, or none is used without a "
                  "reload", ccf->username, file->path);
}
