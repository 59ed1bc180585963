/*
 * What Linux and glibc have and others lack, hidden: included before each file
 * of module/ by `./config.sh test portable`.  A file that needs one of these is
 * an error.  What is known by a macro is taken away, so that the file takes the
 * way that it has for other systems.
 */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS  64
#endif

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>


#undef CPU_COUNT
#undef F_ADD_SEALS
#undef F_GET_SEALS
#undef MADV_HUGEPAGE
#undef MADV_POPULATE_WRITE
#undef MAP_HUGETLB
#undef MAP_POPULATE
#undef MFD_ALLOW_SEALING
#undef MREMAP_MAYMOVE
#undef NGX_LINUX
#undef O_PATH
#undef O_TMPFILE
#undef RWF_NOWAIT
#undef SCHED_IDLE
#undef SYS_gettid
#undef __linux__


#pragma GCC poison memfd_create mremap sched_getaffinity sched_setaffinity \
    preadv2 pwritev2 syscall gettid getrandom copy_file_range renameat2 statx \
    fallocate fallocate64 sync_file_range get_nprocs sysinfo prctl \
    eventfd epoll_create1 signalfd timerfd_create inotify_init1 \
    pthread_setname_np pthread_getaffinity_np pthread_setaffinity_np \
    malloc_usable_size malloc_trim mallopt mallinfo mallinfo2 \
    canonicalize_file_name program_invocation_short_name secure_getenv \
    mempcpy rawmemchr strverscmp fopencookie versionsort
