/*
 * Preloaded into nginx: the time of day is what the file that LN_STILL names
 * says, in seconds since 1970, as 64 bits.  It stands still until the file says
 * another one.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>


static int64_t  *still;


__attribute__((constructor))
static void
still_init(void)
{
    int          fd;
    void        *p;
    const char  *path;

    path = getenv("LN_STILL");
    fd = path != NULL ? open(path, O_RDONLY|O_CLOEXEC) : -1;

    if (fd == -1) {
        return;
    }

    p = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);

    if (p != MAP_FAILED) {
        still = p;
    }

    close(fd);
}


int
gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
    struct timespec  now;

    (void) zone;

    if (clock_gettime(CLOCK_REALTIME, &now) == -1) {
        return -1;
    }

    tv->tv_sec = now.tv_sec;
    tv->tv_usec = now.tv_nsec / 1000;

    if (still != NULL) {
        tv->tv_sec = __atomic_load_n(still, __ATOMIC_RELAXED);
    }

    return 0;
}


time_t
time(time_t *at)
{
    struct timeval  now;

    gettimeofday(&now, NULL);

    if (at != NULL) {
        *at = now.tv_sec;
    }

    return now.tv_sec;
}
