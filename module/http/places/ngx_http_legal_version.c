/* A version of a file: what the system says of it while it is open. */

#include <ngx_config.h>

#include "http/places/ngx_http_legal_version.h"


#define ngx_http_legal_ns(t)                                                  \
    ((uint64_t) (t).tv_sec * 1000000000 + (uint64_t) (t).tv_nsec)


ngx_int_t
ngx_http_legal_version(ngx_buf_t *b, uint64_t reading,
    ngx_http_legal_version_t *version, time_t *changed)
{
    ngx_file_info_t  fi;

    /* what is wrong with the file is told when it is read */

    if (ngx_fd_info(b->file->fd, &fi) == NGX_FILE_ERROR) {
        return NGX_DECLINED;
    }

    /* a file that has become shorter is not the one that is announced */

    if (ngx_file_size(&fi) < b->file_last) {
        return NGX_DECLINED;
    }

    version->device = fi.st_dev;
    version->inode = fi.st_ino;
    version->modified = ngx_http_legal_ns(fi.st_mtim);
    version->changed = ngx_http_legal_ns(fi.st_ctim);
    version->size = ngx_file_size(&fi);
    version->first = b->file_pos;
    version->last = b->file_last;
    version->reading = reading;

    *changed = ngx_max(fi.st_mtime, fi.st_ctime);

    return NGX_OK;
}


ngx_uint_t
ngx_http_legal_version_eq(ngx_http_legal_version_t *a,
    ngx_http_legal_version_t *b)
{
    return ngx_memcmp(a, b, sizeof(ngx_http_legal_version_t)) == 0;
}
