/*
 * libcurl, which the command check alone needs.  It brings some thirty other
 * libraries, which take longer to load than all else of the command: so it is
 * loaded when it is asked for.
 */

#ifndef LN_CHECK_CURL_H
#define LN_CHECK_CURL_H

#include <curl/curl.h>

#include "ln_core.h"


#define LN_CURL_FUNCTIONS(each)                                               \
    each(easy_cleanup)                                                        \
    each(easy_getinfo)                                                        \
    each(easy_init)                                                           \
    each(easy_perform)                                                        \
    each(easy_reset)                                                          \
    each(easy_setopt)                                                         \
    each(easy_strerror)                                                       \
    each(multi_add_handle)                                                    \
    each(multi_cleanup)                                                       \
    each(multi_info_read)                                                     \
    each(multi_init)                                                          \
    each(multi_perform)                                                       \
    each(multi_poll)                                                          \
    each(multi_remove_handle)                                                 \
    each(slist_append)                                                        \
    each(slist_free_all)

#define LN_CURL_MEMBER(name)  __typeof__(curl_##name)  *name;


/* Its functions, under the names that they have behind "curl_". */
typedef struct {
    LN_CURL_FUNCTIONS(LN_CURL_MEMBER)
} ln_curl_t;


/* Lasts as long as the process.  NULL with err set: libcurl is not there. */
const ln_curl_t *ln_curl_load(ln_error_t *err);


#endif
