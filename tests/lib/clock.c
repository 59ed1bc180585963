/*
 * Preloaded into a program under test: the time of day is as many seconds
 * ahead as the file that LN_CLOCK names says; or it stands still at what the
 * file that LN_STILL names says, in seconds since 1970.  Both have 64 bits, and
 * are shared, so that a test sets them while the program runs.
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


static int64_t  *ahead;
static int64_t  *still;


static int64_t *
clock_map(const char *name)
{
    int          fd;
    void        *p;
    const char  *path;

    path = getenv(name);
    fd = path != NULL ? open(path, O_RDONLY|O_CLOEXEC) : -1;

    if (fd == -1) {
        return NULL;
    }

    p = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
    close(fd);

    return p != MAP_FAILED ? p : NULL;
}


__attribute__((constructor))
static void
clock_init(void)
{
    ahead = clock_map("LN_CLOCK");
    still = clock_map("LN_STILL");
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

    if (ahead != NULL) {
        tv->tv_sec += __atomic_load_n(ahead, __ATOMIC_RELAXED);
    }

    if (still != NULL) {
        tv->tv_sec = __atomic_load_n(still, __ATOMIC_RELAXED);
        tv->tv_usec = 0;
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
