/* The same for files that know nginx, whose own headers know Linux. */

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_event.h>
#include <ngx_http.h>
#include <ngx_md5.h>

#include "hidden.h"
