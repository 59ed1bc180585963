#if !defined(LN_WITHOUT_CURL) && __has_include(<curl/curl.h>)

#include <dlfcn.h>
#include <string.h>

#include "cli/check/curl.h"


/* .. as libcurl itself, Debian's build of it with GnuTLS and macOS name it */

static const char  *const ln_curl_names[] = {
    "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"
};


/* Where none is there, err says why the first one is not. */

static void *
ln_curl_open(ln_error_t *err)
{
    void    *library;
    size_t   i;

    library = dlopen(ln_curl_names[0], RTLD_NOW|RTLD_LOCAL);

    if (library == NULL) {
        (void) ln_error(err, "libcurl cannot be loaded, install libcurl4 "
                        "(Debian) or libcurl (RPM): %s", dlerror());
    }

    for (i = 1; library == NULL
         && i < sizeof(ln_curl_names) / sizeof(ln_curl_names[0]); i++)
    {
        library = dlopen(ln_curl_names[i], RTLD_NOW|RTLD_LOCAL);
    }

    return library;
}


const ln_curl_t *
ln_curl_load(ln_error_t *err)
{
    void              *library, *symbol;
    static int         loaded;
    static ln_curl_t   curl;

    if (loaded) {
        return &curl;
    }

    library = ln_curl_open(err);
    if (library == NULL) {
        return NULL;
    }

    /* copied: ISO C has no way from an object's address to a function's */

#define LN_CURL_FIND(name)                                                    \
    symbol = dlsym(library, "curl_" #name);                                   \
                                                                              \
    if (symbol == NULL) {                                                     \
        (void) ln_error(err, "libcurl is too old: it has no curl_" #name);    \
        return NULL;                                                          \
    }                                                                         \
                                                                              \
    memcpy(&curl.name, &symbol, sizeof(symbol));

    LN_CURL_FUNCTIONS(LN_CURL_FIND)

    loaded = 1;

    return &curl;
}


#else

/* ISO C wants something in each file */

typedef int  ln_curl_without_t;

#endif
