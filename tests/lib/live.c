/*
 * Preloaded into nginx: how many blocks of malloc() and the like are not freed
 * yet, and their bytes, of all its processes, as two numbers in the file that
 * LN_LIVE names.
 */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>


static int64_t   live_none[2];
static int64_t  *live = live_none;


__attribute__((constructor))
static void
live_init(void)
{
    int          fd;
    void        *map;
    const char  *path;

    path = getenv("LN_LIVE");
    if (path == NULL) {
        return;
    }

    fd = open(path, O_RDWR|O_CREAT, 0666);
    if (fd == -1 || ftruncate(fd, sizeof(live_none)) == -1) {
        abort();
    }

    map = mmap(NULL, sizeof(live_none), PROT_READ|PROT_WRITE, MAP_SHARED, fd,
               0);
    if (map == MAP_FAILED) {
        abort();
    }

    (void) close(fd);
    live = map;
}


static void *
live_add(void *p)
{
    int  err;

    if (p != NULL) {
        err = errno;
        __atomic_add_fetch(&live[0], 1, __ATOMIC_RELAXED);
        __atomic_add_fetch(&live[1], (int64_t) malloc_usable_size(p),
                           __ATOMIC_RELAXED);
        errno = err;
    }

    return p;
}


static void
live_sub(void *p)
{
    if (p != NULL) {
        __atomic_sub_fetch(&live[0], 1, __ATOMIC_RELAXED);
        __atomic_sub_fetch(&live[1], (int64_t) malloc_usable_size(p),
                           __ATOMIC_RELAXED);
    }
}


/* glibc's own, which dlsym() itself may need before it has found any */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *p);


void *
malloc(size_t size)
{
    return live_add(__libc_malloc(size));
}


void *
calloc(size_t n, size_t size)
{
    return live_add(__libc_calloc(n, size));
}


void *
realloc(void *p, size_t size)
{
    void    *moved;
    int64_t  was;

    if (p == NULL) {
        return malloc(size);
    }

    was = (int64_t) malloc_usable_size(p);
    moved = __libc_realloc(p, size);

    if (moved != NULL) {
        __atomic_add_fetch(&live[1],
                           (int64_t) malloc_usable_size(moved) - was,
                           __ATOMIC_RELAXED);

    } else if (size == 0) {
        __atomic_sub_fetch(&live[0], 1, __ATOMIC_RELAXED);
        __atomic_sub_fetch(&live[1], was, __ATOMIC_RELAXED);
    }

    return moved;
}


int
posix_memalign(void **p, size_t alignment, size_t size)
{
    void  *new;

    new = live_add(__libc_memalign(alignment, size));
    if (new == NULL) {
        return ENOMEM;
    }

    *p = new;

    return 0;
}


void *
memalign(size_t alignment, size_t size)
{
    return live_add(__libc_memalign(alignment, size));
}


void *
aligned_alloc(size_t alignment, size_t size)
{
    return live_add(__libc_memalign(alignment, size));
}


void
free(void *p)
{
    live_sub(p);
    __libc_free(p);
}
