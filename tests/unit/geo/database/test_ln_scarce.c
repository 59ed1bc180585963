/*
 * When the system has no memory, no memfd, no /proc, no thread or no
 * descriptor, or when a file is written while it is read: an error, or the
 * fallback, and nothing lost.  The C library's own functions stand behind
 * those here, so that each of their calls can be made to fail in turn; under
 * a sanitizer, which needs them itself, only the rest is tested.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "../databases.h"
#include "geo/file/ln_copy.h"


static long  left = -1;                 /* allocations until one fails */
static int   no_memfd;
static int   no_proc;
static int   no_thread;
static int   interrupts;                /* each second read is interrupted */
static void  (*on_read)(int fd);


int
memfd_create(const char *name, unsigned flags)
{
    if (no_memfd) {
        errno = ENOSYS;
        return -1;
    }

    return (int) syscall(SYS_memfd_create, name, flags);
}


int
access(const char *name, int mode)
{
    if (no_proc && strncmp(name, "/proc/", 6) == 0) {
        errno = ENOENT;
        return -1;
    }

    return (int) syscall(SYS_faccessat, AT_FDCWD, name, mode);
}


/* Some bytes, as a system call may have it; and what happens meanwhile. */

ssize_t
pread(int fd, void *buf, size_t n, off_t at)
{
    struct iovec  iov;

    if (on_read) {
        on_read(fd);
    }

    if (interrupts && interrupts++ % 2) {
        errno = EINTR;
        return -1;
    }

    iov.iov_base = buf;
    iov.iov_len = n < 1000 ? n : 1000;

    return preadv(fd, &iov, 1, at);
}


static long  space = -1;                /* pieces of memory that are left */
static long  maps = -1;                 /* and maps */
static int   old_system;                /* Linux before 5.14 */
static int   fallocates;


#ifndef __SANITIZE_ADDRESS__

static int
lacks(long *left)
{
    return *left >= 0 && __atomic_fetch_sub(left, *left > 0, __ATOMIC_RELAXED)
                         == 0;
}


int
madvise(void *p, size_t n, int advice)
{
#ifdef MADV_POPULATE_WRITE
    if (advice == MADV_POPULATE_WRITE && (old_system || lacks(&space))) {
        errno = old_system ? EINVAL : EFAULT;
        return -1;
    }
#endif

    return (int) syscall(SYS_madvise, p, n, advice);
}


int
posix_fallocate(int fd, off_t at, off_t len)
{
    fallocates++;

    if (space == 0 || (old_system && lacks(&space))) {
        return ENOSPC;
    }

    return fallocate(fd, 0, at, len) == -1 ? errno : 0;
}


void *
mmap(void *p, size_t n, int prot, int flags, int fd, off_t at)
{
    static void  *(*next)(void *, size_t, int, int, int, off_t);

    if (lacks(&maps)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }

    /* each processor has another system call for it */

    if (next == NULL) {
        *(void **) &next = dlsym(RTLD_NEXT, "mmap64");
    }

    return next(p, n, prot, flags, fd, at);
}


void *
mremap(void *p, size_t was, size_t n, int flags, ...)
{
    if (lacks(&maps)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }

    return (void *) syscall(SYS_mremap, p, was, n, flags, NULL);
}

#endif


static unsigned  threads;

int
pthread_create(pthread_t *thread, const pthread_attr_t *attr,
    void *(*start)(void *), void *data)
{
    static int  (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                        void *);

    if (no_thread) {
        return EAGAIN;
    }

    if (next == NULL) {
        *(void **) &next = dlsym(RTLD_NEXT, "pthread_create");
    }

    threads++;

    return next(thread, attr, start, data);
}


#ifndef __SANITIZE_ADDRESS__

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);


static int
fails(void)
{
    if (left < 0) {
        return 0;
    }

    /* errno: the C library asserts it */

    errno = ENOMEM;

    return left == 0 || left-- == 0;
}


void *
malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}


void *
calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}


void *
realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}

#endif


static unsigned
descriptors(void)
{
    DIR       *d;
    unsigned   n;

    d = opendir("/proc/self/fd");
    assert_non_null(d);

    for (n = 0; readdir(d) != NULL; n++) { /* void */ }

    (void) closedir(d);

    return n;
}


static void
test_no_memory(void **state)
{
    long            n;
    unsigned        open;
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

#ifdef __SANITIZE_ADDRESS__
    print_message("# skipped under AddressSanitizer\n");
    return;
#endif

    open = descriptors();
    (void) testdb("layouts/GeoIP2-City");

    for (n = 0; n < 200; n++) {
        memset(&err, 0, sizeof(ln_error_t));
        left = n;
        db = ln_database_open(path, &err);
        left = -1;

        if (db) {
            break;
        }

        assert_true(err.text[0] != '\0');
        assert_int_equal(descriptors(), open);
    }

    assert_in_range(n, 8, 199);
    ln_database_close(db);
    assert_int_equal(descriptors(), open);
}


/* Each piece of the image has its memory before anything is written there. */
static void
test_no_space(void **state)
{
    long            n;
    unsigned        open, old;
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

#ifdef __SANITIZE_ADDRESS__
    print_message("# skipped under AddressSanitizer\n");
    return;
#endif

    open = descriptors();
    (void) testdb("layouts/GeoIP2-City");

    for (old = 0; old < 2; old++) {
        old_system = old || getenv("LN_HIDDEN") != NULL;
        fallocates = 0;

        for (n = 0; n < 200; n++) {
            memset(&err, 0, sizeof(ln_error_t));
            space = n;
            db = ln_database_open_by(path, 1 + n % 2, NULL, &err);
            space = -1;

            if (db) {
                break;
            }

            assert_non_null(strstr(err.text, "cannot make a file of "));
            assert_non_null(strstr(err.text, "No space left on device"));
            assert_int_equal(descriptors(), open);
        }

        assert_in_range(n, 2, 199);
        assert_int_not_equal(fallocates, 0);
        ln_database_close(db);
    }

    old_system = 0;
}


static void
test_no_map(void **state)
{
    long            n;
    unsigned        open;
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

#ifdef __SANITIZE_ADDRESS__
    print_message("# skipped under AddressSanitizer\n");
    return;
#endif

    open = descriptors();
    (void) testdb("layouts/GeoIP2-City");

    for (n = 0; n < 200; n++) {
        memset(&err, 0, sizeof(ln_error_t));
        maps = n;
        db = ln_database_open_by(path, 1, NULL, &err);
        maps = -1;

        if (db) {
            break;
        }

        assert_true(err.text[0] != '\0');
        assert_null(strstr(err.text, "anew"));
        assert_int_equal(descriptors(), open);
    }

    assert_in_range(n, 3, 199);
    ln_database_close(db);
}


/* An unlinked file in TMPDIR, which nobody else is given. */
static void
test_no_memfd(void **state)
{
    ln_error_t      err;
    ln_address_t    a;
    ln_location_t   l;
    ln_database_t  *db;

    (void) state;

    no_memfd = 1;
    db = ln_database_open(testdb("City"), &err);
    no_memfd = 0;

    if (db == NULL) {
        fail_msg("%s", err.text);
    }

    (void) ln_address_parse(ln_str("127.0.0.11"), &a);
    ln_database_locate(&db, 1, &a, &l);
    assert_string_equal(l.country, "RU");

    /* it could be changed, so no other process takes it */

    assert_null(ln_database_adopt(dup(ln_database_fd(db)), &err));
    assert_string_equal(err.text, "is not sealed");
    ln_database_close(db);

    no_memfd = 1;
    assert_int_equal(setenv("TMPDIR", "/nowhere", 1), 0);
    assert_null(ln_database_open(testdb("City"), &err));
    assert_non_null(strstr(err.text, "no file \"/nowhere/"));
    assert_null(strstr(err.text, "anew"));
    assert_int_equal(unsetenv("TMPDIR"), 0);
    no_memfd = 0;
}


static void
test_no_descriptor(void **state)
{
    unsigned        n;
    ln_error_t      err;
    ln_database_t  *db;
    struct rlimit   was, now;

    (void) state;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    (void) testdb("City");

    for (n = 3; n < 64; n++) {
        now = was;
        now.rlim_cur = n;
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
        db = ln_database_open(path, &err);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);

        if (db) {
            break;
        }

        assert_true(err.text[0] != '\0');
    }

    assert_in_range(n, 4, 63);
    ln_database_close(db);
}


/* A database is checked by a file that has a name then, for a moment. */
static void
test_no_proc(void **state)
{
    DIR            *d;
    unsigned        n;
    ln_error_t      err;
    ln_database_t  *db;
    static char     dir[] = "/tmp/ln-test-proc-XXXXXX";

    (void) state;

    assert_non_null(mkdtemp(dir));
    assert_int_equal(setenv("TMPDIR", dir, 1), 0);
    no_proc = 1;
    db = ln_database_open(testdb("City"), &err);

    if (db == NULL) {
        fail_msg("%s", err.text);
    }

    ln_database_close(db);

    d = opendir(dir);
    assert_non_null(d);

    for (n = 0; readdir(d) != NULL; n++) { /* void */ }

    (void) closedir(d);
    assert_int_equal(n, 2);
    assert_int_equal(rmdir(dir), 0);

    assert_null(ln_database_open(testdb("City"), &err));
    assert_non_null(strstr(err.text, "TMPDIR"));
    assert_null(strstr(err.text, "anew"));

    no_proc = 0;
    assert_int_equal(unsetenv("TMPDIR"), 0);
}


static void
test_no_thread(void **state)
{
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

    no_thread = 1;
    db = ln_database_open_by(testdb("City"), 2, NULL, &err);
    no_thread = 0;
    assert_non_null(db);
    ln_database_close(db);

    threads = 0;
    db = ln_database_open_by(testdb("City"), 1, NULL, &err);
    assert_non_null(db);
    ln_database_close(db);
    assert_int_equal(threads, 0);

    db = ln_database_open_by(testdb("City"), 2, NULL, &err);
    assert_non_null(db);
    ln_database_close(db);
    assert_in_range(threads, 1, 100);
}


static char      changing[4096];
static unsigned  reads, when;


static void
shorten(int fd)
{
    (void) fd;

    if (reads++ == when) {
        assert_int_equal(truncate(changing, 500), 0);
    }
}


static void
lengthen(int fd)
{
    int  out;

    (void) fd;

    if (reads++ == when) {
        out = open(changing, O_WRONLY|O_APPEND);
        assert_int_equal(write(out, "x", 1), 1);
        assert_int_equal(close(out), 0);
    }
}


/* Where one thing alone tells of it: the size, the second, or a part of it. */

static void
change(off_t more, time_t s, long ns)
{
    int              out;
    struct stat      st;
    struct timespec  times[2];

    if (reads++ == when) {
        assert_int_equal(stat(changing, &st), 0);
        times[0] = st.st_mtim;
        times[1] = st.st_mtim;
        times[1].tv_sec += s;
        times[1].tv_nsec = (times[1].tv_nsec + ns) % 1000000000;

        out = open(changing, O_WRONLY);
        assert_int_equal(ftruncate(out, st.st_size + more), 0);
        assert_int_equal(futimens(out, times), 0);
        assert_int_equal(close(out), 0);
    }
}


static void
size_alone(int fd)
{
    (void) fd;
    change(1, 0, 0);
}


static void
second_alone(int fd)
{
    (void) fd;
    change(0, 1, 0);
}


static void
part_alone(int fd)
{
    (void) fd;
    change(0, 0, 1);
}


static void
rewrite(int fd)
{
    int              out;
    struct timespec  times[2] = { { 1, 0 }, { 1, 0 } };

    (void) fd;

    if (reads++ == when) {
        out = open(changing, O_WRONLY);
        assert_int_equal(write(out, "\0", 1), 1);
        assert_int_equal(futimens(out, times), 0);
        assert_int_equal(close(out), 0);
    }
}


/* At whichever read it happens, it is refused in words, and nothing faults. */
static void
test_written(void **state)
{
    size_t          k, n;
    FILE           *in, *out;
    unsigned        open;
    ln_error_t      err;
    ln_database_t  *db;
    static char     bytes[1 << 20];

    static void (*const  changes[])(int fd) = {
        shorten, lengthen, rewrite, size_alone, second_alone, part_alone
    };

    (void) state;

    in = fopen(testdb("layouts/GeoIP2-City"), "r");
    assert_non_null(in);
    n = fread(bytes, 1, sizeof(bytes), in);
    (void) fclose(in);
    (void) snprintf(changing, sizeof(changing), "/tmp/ln-test-changing-%d",
                    (int) getpid());
    open = descriptors();

    for (k = 0; k < sizeof(changes) / sizeof(changes[0]); k++) {
        for (when = 0; /* void */ ; when++) {
            out = fopen(changing, "w");
            assert_non_null(out);
            assert_int_equal(fwrite(bytes, 1, n, out), n);
            assert_int_equal(fclose(out), 0);

            reads = 0;
            on_read = changes[k];
            memset(&err, 0, sizeof(ln_error_t));
            db = ln_database_open(changing, &err);
            on_read = NULL;

            if (reads <= when) {
                assert_non_null(db);
                ln_database_close(db);
                break;
            }

            assert_null(db);
            assert_non_null(strstr(err.text, "it was written while it was "
                                   "read; write a new file beside it"));
            assert_int_equal(descriptors(), open);
        }

        assert_in_range(when, n / 1000, n / 1000 + 10);
    }

    assert_int_equal(unlink(changing), 0);
}


static void
test_interrupted(void **state)
{
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

    interrupts = 1;
    db = ln_database_open_by(testdb("City"), 1, NULL, &err);
    assert_in_range(interrupts, 10, 10000);
    interrupts = 0;
    assert_non_null(db);
    ln_database_close(db);
}


/* Nobody writes to it: whoever opened it would wait without end. */
static void
test_fifo(void **state)
{
    ln_error_t  err;
    char        fifo[64];

    (void) state;

    (void) snprintf(fifo, sizeof(fifo), "/tmp/ln-test-fifo-%d",
                    (int) getpid());
    assert_int_equal(mkfifo(fifo, 0600), 0);

    (void) alarm(20);
    assert_null(ln_database_open(fifo, &err));
    (void) alarm(0);

    assert_non_null(strstr(err.text, "is not a regular file"));
    assert_int_equal(unlink(fifo), 0);
}


static int  stop;


static void
give_up(int fd)
{
    (void) fd;

    if (reads++ == when) {
        __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
    }
}


/* At whichever read nobody waits for it any more, nothing is left of it. */
static void
test_given_up(void **state)
{
    unsigned        open, threads, last, left;
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

    open = descriptors();
    (void) testdb("layouts/GeoIP2-City");

    for (threads = 1; threads <= 2; threads++) {
        left = 0;

        for (when = 0, last = 1; when <= last; when++) {
            reads = 0;
            stop = 0;
            on_read = give_up;
            memset(&err, 0, sizeof(ln_error_t));
            db = ln_database_open_by(path, threads, &stop, &err);
            on_read = NULL;

            last = reads > last ? reads : last;
            left += (db == NULL);

            if (db) {
                ln_database_close(db);
            } else {
                assert_non_null(strstr(err.text, "given up"));
            }

            assert_true(db == NULL || reads <= when);
            assert_int_equal(descriptors(), open);
        }

        assert_in_range(left, 2, last);
    }
}


static void
test_disk_full(void **state)
{
    int   fd;
    char  byte;

    (void) state;

    fd = open("/dev/full", O_WRONLY);
    byte = 0;
    assert_int_equal(ln_copy_write(fd, 0, &byte, 1), LN_ERROR);
    assert_int_equal(errno, ENOSPC);
    (void) close(fd);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_no_space),
        cmocka_unit_test(test_no_map),
        cmocka_unit_test(test_no_memfd),
        cmocka_unit_test(test_no_proc),
        cmocka_unit_test(test_no_thread),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_fifo),
        cmocka_unit_test(test_given_up),
        cmocka_unit_test(test_no_descriptor),
        cmocka_unit_test(test_disk_full)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
