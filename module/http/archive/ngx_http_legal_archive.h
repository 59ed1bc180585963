/* legal_archive: the master keeps each text in use, and notes since when. */

#ifndef NGX_HTTP_LEGAL_ARCHIVE_H
#define NGX_HTTP_LEGAL_ARCHIVE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Writes the texts of all rules that some legal_apply names.  Does nothing
 * under `nginx -t` and in a process that only sends a signal.  NGX_ERROR: they
 * cannot be written, which is logged.
 */
ngx_int_t ngx_http_legal_archive_texts(ngx_conf_t *cf);

/*
 * Notes in the manifest that these texts are in use from now on.  Where that
 * fails an alert is logged: nobody is to be without pages for it.
 */
void ngx_http_legal_archive_note(ngx_cycle_t *cycle);


#endif
