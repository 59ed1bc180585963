/*
 * Preloaded into a program under test: the n-th allocation from now fails,
 * once.  The file that LN_FAIL_ALLOC names holds n as a native long, 0 for
 * none; it is shared, so that a test sets it while the program runs and sees
 * in it whether the failure has happened.  The file that LN_FAIL_TRACE names
 * gets the functions that have called the one that failed.  The file that
 * LN_FAIL_SITES names gets eight bytes for each allocation, which tell from
 * where in the program it was called, or zeros for one that never fails.
 */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>


extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

/* Callers that make an allocation another one. */
#define SITE_FRAMES  8

static long  *countdown;
static int    trace = -1;
static int    sites = -1;


__attribute__((constructor))
static void
fail_alloc_init(void)
{
    int          fd;
    void        *p;
    const char  *path;

    /* the first call takes memory */

    (void) backtrace(&p, 1);

    path = getenv("LN_FAIL_TRACE");

    if (path != NULL) {
        trace = open(path, O_WRONLY|O_APPEND|O_CREAT|O_CLOEXEC, 0644);
    }

    path = getenv("LN_FAIL_SITES");

    if (path != NULL) {
        sites = open(path, O_WRONLY|O_APPEND|O_CREAT|O_CLOEXEC, 0644);
    }

    path = getenv("LN_FAIL_ALLOC");
    fd = path != NULL ? open(path, O_RDWR|O_CLOEXEC) : -1;

    if (fd == -1) {
        return;
    }

    p = mmap(NULL, sizeof(long), PROT_READ|PROT_WRITE, MAP_SHARED, fd, 0);

    if (p != MAP_FAILED) {
        countdown = p;
    }

    close(fd);
}


/* From when a program ends on: coverage that could not be told crashes it. */
void
__cxa_finalize(void *d)
{
    static void  (*next)(void *);

    countdown = NULL;

    if (next == NULL) {
        *(void **) &next = dlsym(RTLD_NEXT, "__cxa_finalize");
    }

    next(d);
}


/* The GNU C library's own look-up of names crashes without memory. */

#define FAIL_ALLOC_SPARES(type, function)                                     \
                                                                              \
type *                                                                        \
function(const char *name)                                                    \
{                                                                             \
    long         *held;                                                       \
    type         *found;                                                      \
    static type  *(*next)(const char *name);                                  \
                                                                              \
    held = countdown;                                                         \
    countdown = NULL;                                                         \
                                                                              \
    if (next == NULL) {                                                       \
        *(void **) &next = dlsym(RTLD_NEXT, #function);                       \
    }                                                                         \
                                                                              \
    found = next(name);                                                       \
    countdown = held;                                                         \
                                                                              \
    return found;                                                             \
}

FAIL_ALLOC_SPARES(struct passwd, getpwnam)
FAIL_ALLOC_SPARES(struct group, getgrnam)


/* What these functions of others, and those that they call, allocate. */
static const char *const  spared[] = {

    /*
     * OpenSSL 3.0: OPENSSL_init_ssl() says that all is well when there was no
     * memory for the library's context; RAND_bytes(), which nginx asks for keys
     * of QUIC from 1.25 on, then takes a lock that is not there.
     */
    "OPENSSL_init_crypto",

    /*
     * nginx from 1.25 on, ngx_http_v3_merge_srv_conf(): it stops, and says
     * nothing, where there are no random bytes or no key is made of them.
     */
    "RAND_bytes", "RAND_bytes_ex", "ngx_quic_derive_key",

    NULL
};


static int
is_spared(void)
{
    int        i, n;
    size_t     k;
    void      *frames[64];
    Dl_info    info;

    n = backtrace(frames, 64);

    if (trace != -1) {
        backtrace_symbols_fd(frames, n, trace);
        (void) !write(trace, "\n", 1);
    }

    for (i = 0; i < n; i++) {

        if (dladdr(frames[i], &info) == 0 || info.dli_sname == NULL) {
            continue;
        }

        for (k = 0; spared[k] != NULL; k++) {
            if (strcmp(info.dli_sname, spared[k]) == 0) {
                return 1;
            }
        }
    }

    return 0;
}


/*
 * The callers, innermost first, are the place: FNV-1a of where each is in its
 * file, which is the same in each run.  How many of this file's own functions
 * come before them is the compiler's choice.
 */
static void
tell_site(void)
{
    int       i, n, own;
    void     *frames[SITE_FRAMES + 3];
    Dl_info   info, here;
    uint64_t  site;

    site = 0;

    if (!is_spared() && dladdr((void *) fail_alloc_init, &here) != 0) {
        site = 0xcbf29ce484222325;
        n = backtrace(frames, SITE_FRAMES + 3);
        own = 1;

        for (i = 0; i < n; i++) {
            if (dladdr(frames[i], &info) != 0) {
                own = own && info.dli_fbase == here.dli_fbase;

                if (own) {
                    continue;
                }

                site = (site ^ ((uintptr_t) frames[i]
                                - (uintptr_t) info.dli_fbase)) * 0x100000001b3;
            }
        }
    }

    (void) !write(sites, &site, sizeof(site));
}


static int
fails(void)
{
    if (sites != -1 && countdown != NULL) {
        tell_site();
    }

    if (countdown == NULL
        || __atomic_load_n(countdown, __ATOMIC_RELAXED) <= 0
        || __atomic_sub_fetch(countdown, 1, __ATOMIC_RELAXED) != 0)
    {
        return 0;
    }

    if (is_spared()) {
        return 0;
    }

    errno = ENOMEM;

    return 1;
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


void *
memalign(size_t alignment, size_t size)
{
    return fails() ? NULL : __libc_memalign(alignment, size);
}


int
posix_memalign(void **p, size_t alignment, size_t size)
{
    if (fails()) {
        return ENOMEM;
    }

    *p = __libc_memalign(alignment, size);

    return *p != NULL ? 0 : ENOMEM;
}
