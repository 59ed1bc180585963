/*
 * Preloaded into a program under test: the time of day is as many seconds
 * ahead as the file that LN_CLOCK names says, as a native long.  It is shared,
 * so that a test sets it while the program runs.
 */

#define _GNU_SOURCE

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>


static long  *ahead;


__attribute__((constructor))
static void
clock_init(void)
{
    int          fd;
    void        *p;
    const char  *path;

    path = getenv("LN_CLOCK");
    fd = path != NULL ? open(path, O_RDONLY|O_CLOEXEC) : -1;

    if (fd == -1) {
        return;
    }

    p = mmap(NULL, sizeof(long), PROT_READ, MAP_SHARED, fd, 0);

    if (p != MAP_FAILED) {
        ahead = p;
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

    if (ahead != NULL) {
        tv->tv_sec += __atomic_load_n(ahead, __ATOMIC_RELAXED);
    }

    return 0;
}
