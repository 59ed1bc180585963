/*
 * Preloaded into a program under test: system calls fail, are short, or tell
 * another time.  The file that LN_FAIL_SYSTEM names holds what is to happen
 * (fault_t); it is shared, so that a test sets it while the program runs and
 * sees in it how often it has happened.
 */

#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>


/* Calls, as bits of fault_t.calls. */
#define CALL_READ      0x01
#define CALL_WRITE     0x02
#define CALL_SENDFILE  0x04
#define CALL_OPEN      0x08
#define CALL_SOCKET    0x10
#define CALL_MEMFD     0x20
#define CALL_TEMP      0x40             /* mkostemp() */
#define CALL_SYNC      0x80             /* fsync() */
#define CALL_RENAME    0x100            /* .. and link() */
#define CALL_CONNECT   0x200
#define CALL_SEND      0x400            /* sendmsg() */


typedef struct {
    int32_t  calls;
    int32_t  error;                     /* negative: the process is killed by
                                           that signal; 0: short, at most .. */
    int32_t  most;                      /* .. so many bytes; with an error, the
                                           first call is short before it */
    int32_t  skip;                      /* so many calls go well first */
    int32_t  times;                     /* 0: all that follow */
    int32_t  hits;
    int64_t  shift;                     /* seconds that the clock is off */
    char     name[256];                 /* part of the file's name */
    int32_t  pause;                     /* ms before each read of that file */
} fault_t;


static fault_t  *fault;


__attribute__((constructor))
static void
fault_init(void)
{
    int          fd;
    void        *p;
    const char  *path;

    path = getenv("LN_FAIL_SYSTEM");
    fd = path != NULL ? (int) syscall(SYS_openat, AT_FDCWD, path,
                                      O_RDWR|O_CLOEXEC)
                      : -1;

    if (fd == -1) {
        return;
    }

    p = mmap(NULL, sizeof(fault_t), PROT_READ|PROT_WRITE, MAP_SHARED, fd, 0);

    if (p != MAP_FAILED) {
        fault = p;
    }

    (void) syscall(SYS_close, fd);
}


/* Whether this call is one that is to fail. */
static int
fault_hits(int call, const char *name)
{
    if (fault == NULL || !(fault->calls & call)
        || (name != NULL && strstr(name, fault->name) == NULL))
    {
        return 0;
    }

    if (__atomic_fetch_sub(&fault->skip, 1, __ATOMIC_RELAXED) > 0) {
        return 0;
    }

    if (__atomic_add_fetch(&fault->hits, 1, __ATOMIC_RELAXED) > fault->times
        && fault->times)
    {
        return 0;
    }

    if (fault->error < 0) {
        (void) raise(-fault->error);
    }

    errno = fault->error;

    return 1;
}


/* The same of an open file; n becomes what a short call may have. */
static int
fault_fd(int call, int fd, size_t *n)
{
    char     link[64], name[512];
    ssize_t  len;

    if (fault == NULL || !(fault->calls & call)) {
        return 0;
    }

    (void) snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    len = readlink(link, name, sizeof(name) - 1);

    if (len == -1) {
        return 0;
    }

    name[len] = '\0';

    if (!fault_hits(call, name)) {
        return 0;
    }

    if (fault->error && !(fault->most && fault->hits == 1)) {
        return 1;
    }

    if (*n > (size_t) fault->most) {
        *n = fault->most;
    }

    return 0;
}


ssize_t
read(int fd, void *data, size_t n)
{
    return fault_fd(CALL_READ, fd, &n) ? -1 : syscall(SYS_read, fd, data, n);
}


/* Before a read that goes well, of a system that is slow. */
static void
fault_pause(int call, int fd)
{
    size_t           n;
    struct timespec  ts;

    if (fault == NULL || fault->pause == 0) {
        return;
    }

    n = SIZE_MAX;
    (void) fault_fd(call, fd, &n);

    if (n != SIZE_MAX) {
        ts.tv_sec = fault->pause / 1000;
        ts.tv_nsec = fault->pause % 1000 * 1000000;
        (void) nanosleep(&ts, NULL);
    }
}


ssize_t
pread64(int fd, void *data, size_t n, off64_t at)
{
    fault_pause(CALL_READ, fd);

    return fault_fd(CALL_READ, fd, &n) ? -1
                                       : syscall(SYS_pread64, fd, data, n, at);
}


ssize_t
pread(int fd, void *data, size_t n, off_t at)
{
    return pread64(fd, data, n, at);
}


ssize_t
write(int fd, const void *data, size_t n)
{
    return fault_fd(CALL_WRITE, fd, &n) ? -1 : syscall(SYS_write, fd, data, n);
}


ssize_t
pwrite64(int fd, const void *data, size_t n, off64_t at)
{
    return fault_fd(CALL_WRITE, fd, &n)
           ? -1 : syscall(SYS_pwrite64, fd, data, n, at);
}


ssize_t
pwrite(int fd, const void *data, size_t n, off_t at)
{
    return pwrite64(fd, data, n, at);
}


ssize_t
pwritev64(int fd, const struct iovec *parts, int n, off64_t at)
{
    size_t        all;
    struct iovec  first;

    all = SIZE_MAX;

    if (fault_fd(CALL_WRITE, fd, &all)) {
        return -1;
    }

    if (all < parts[0].iov_len) {
        first.iov_base = parts[0].iov_base;
        first.iov_len = all;
        parts = &first;
        n = 1;
    }

    return syscall(SYS_pwritev, fd, parts, (long) n, (long) at, 0L);
}


ssize_t
pwritev(int fd, const struct iovec *parts, int n, off_t at)
{
    return pwritev64(fd, parts, n, at);
}


/* The file's name is that of what is sent. */
ssize_t
sendfile64(int to, int from, off64_t *at, size_t n)
{
    return fault_fd(CALL_SENDFILE, from, &n)
           ? -1 : syscall(SYS_sendfile, to, from, at, n);
}


ssize_t
sendfile(int to, int from, off_t *at, size_t n)
{
    return sendfile64(to, from, at, n);
}


int
open64(const char *path, int flags, ...)
{
    int      mode;
    va_list  args;

    va_start(args, flags);
    mode = va_arg(args, int);
    va_end(args);

    return fault_hits(CALL_OPEN, path)
           ? -1 : (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}


int
open(const char *path, int flags, ...)
{
    int      mode;
    va_list  args;

    va_start(args, flags);
    mode = va_arg(args, int);
    va_end(args);

    return open64(path, flags, mode);
}


int
openat64(int dirfd, const char *path, int flags, ...)
{
    int      mode;
    va_list  args;

    va_start(args, flags);
    mode = va_arg(args, int);
    va_end(args);

    return fault_hits(CALL_OPEN, path)
           ? -1 : (int) syscall(SYS_openat, dirfd, path, flags, mode);
}


int
openat(int dirfd, const char *path, int flags, ...)
{
    int      mode;
    va_list  args;

    va_start(args, flags);
    mode = va_arg(args, int);
    va_end(args);

    return openat64(dirfd, path, flags, mode);
}


int
fsync(int fd)
{
    size_t  n;

    n = 0;

    return fault_fd(CALL_SYNC, fd, &n) ? -1 : (int) syscall(SYS_fsync, fd);
}


/* The name is that of the new file. */
int
renameat(int olddirfd, const char *old, int newdirfd, const char *new)
{
    return fault_hits(CALL_RENAME, new)
           ? -1 : (int) syscall(SYS_renameat, olddirfd, old, newdirfd, new);
}


int
rename(const char *old, const char *new)
{
    return renameat(AT_FDCWD, old, AT_FDCWD, new);
}


int
linkat(int olddirfd, const char *old, int newdirfd, const char *new,
    int flags)
{
    return fault_hits(CALL_RENAME, new)
           ? -1 : (int) syscall(SYS_linkat, olddirfd, old, newdirfd, new,
                                flags);
}


int
connect(int fd, const struct sockaddr *address, socklen_t len)
{
    return fault_hits(CALL_CONNECT, NULL)
           ? -1 : (int) syscall(SYS_connect, fd, address, len);
}


ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
    return fault_hits(CALL_SEND, NULL)
           ? -1 : (ssize_t) syscall(SYS_sendmsg, fd, message, flags);
}


static ssize_t
cookie_read(void *cookie, char *data, size_t n)
{
    return read((int) (intptr_t) cookie, data, n);
}


/* All of it: the C library takes less for an error, and so it does 0. */
static ssize_t
cookie_write(void *cookie, const char *data, size_t n)
{
    size_t   done;
    ssize_t  written;

    for (done = 0; done < n; done += written) {
        written = write((int) (intptr_t) cookie, data + done, n - done);

        if (written <= 0) {
            return 0;
        }
    }

    return done;
}


static int
cookie_close(void *cookie)
{
    return (int) syscall(SYS_close, (int) (intptr_t) cookie);
}


/* The C library reads and writes without read() and write(). */
FILE *
fdopen(int fd, const char *mode)
{
    cookie_io_functions_t  functions;

    memset(&functions, 0, sizeof(functions));
    functions.read = cookie_read;
    functions.write = cookie_write;
    functions.close = cookie_close;

    return fopencookie((void *) (intptr_t) fd, mode, functions);
}


FILE *
fopen64(const char *path, const char *mode)
{
    int    fd, flags;
    FILE  *file;

    flags = mode[0] == 'r' ? O_RDONLY
            : O_WRONLY|O_CREAT|(mode[0] == 'a' ? O_APPEND : O_TRUNC);

    fd = open64(path, flags|O_CLOEXEC, 0666);

    if (fd == -1) {
        return NULL;
    }

    file = fdopen(fd, mode);

    if (file == NULL) {
        (void) syscall(SYS_close, fd);
    }

    return file;
}


FILE *
fopen(const char *path, const char *mode)
{
    return fopen64(path, mode);
}


int
socket(int domain, int type, int protocol)
{
    return fault_hits(CALL_SOCKET, NULL)
           ? -1 : (int) syscall(SYS_socket, domain, type, protocol);
}


int
memfd_create(const char *name, unsigned flags)
{
    return fault_hits(CALL_MEMFD, NULL)
           ? -1 : (int) syscall(SYS_memfd_create, name, flags);
}


int
mkostemp64(char *path, int flags)
{
    int       fd;
    unsigned  i;

    if (fault_hits(CALL_TEMP, NULL)) {
        return -1;
    }

    for (i = 0; i < 1000; i++) {
        (void) snprintf(path + strlen(path) - 6, 7, "%06u",
                        ((unsigned) getpid() * 31 + i) % 1000000);

        fd = (int) syscall(SYS_openat, AT_FDCWD, path,
                           flags|O_RDWR|O_CREAT|O_EXCL, 0600);

        if (fd != -1 || errno != EEXIST) {
            return fd;
        }
    }

    return -1;
}


int
mkostemp(char *path, int flags)
{
    return mkostemp64(path, flags);
}


int
gettimeofday(struct timeval *tv, void *tz)
{
    int  rc;

    (void) tz;
    rc = (int) syscall(SYS_gettimeofday, tv, NULL);

    if (rc == 0 && fault != NULL) {
        tv->tv_sec += fault->shift;
    }

    return rc;
}


int
clock_gettime(clockid_t id, struct timespec *ts)
{
    int  rc;

    rc = (int) syscall(SYS_clock_gettime, id, ts);

    if (rc == 0 && fault != NULL
        && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
    {
        ts->tv_sec += fault->shift;
    }

    return rc;
}


time_t
time(time_t *t)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_REALTIME, &ts);

    if (t != NULL) {
        *t = ts.tv_sec;
    }

    return ts.tv_sec;
}
