/* legal_archive: the master keeps each text in use, and notes since when. */

#include <ngx_config.h>

#include "archive/ln_archive.h"
#include "http/archive/ngx_http_legal_archive.h"
#include "http/archive/ngx_http_legal_manifest.h"


static ngx_int_t ngx_http_legal_archive_rule(ngx_conf_t *cf,
    ngx_str_t *archive, ngx_http_legal_rule_t *rule);


ngx_int_t
ngx_http_legal_archive_texts(ngx_conf_t *cf)
{
    ngx_uint_t                    i;
    ngx_http_legal_rule_t       **rules;
    ngx_http_legal_main_conf_t   *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);

    if (lmcf->archive.len == 0 || ngx_test_config
        || ngx_process == NGX_PROCESS_SIGNALLER)
    {
        return NGX_OK;
    }

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {
        if (ngx_http_legal_rule_in_force(lmcf, rules[i])
            && ngx_http_legal_archive_rule(cf, &lmcf->archive, rules[i])
               != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_archive_rule(ngx_conf_t *cf, ngx_str_t *archive,
    ngx_http_legal_rule_t *rule)
{
    int                rc;
    ln_error_t         err;
    ngx_uint_t         i;
    ln_translation_t  *translation;

    for (i = 0; i < rule->text.ntranslations; i++) {
        translation = &rule->text.translations[i];

        rc = ln_archive_put((char *) archive->data, translation->digest,
                            translation->source, &err);

        if (rc == LN_ERROR) {
            ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                          "\"legal_archive\" directive: %s", err.text);
            return NGX_ERROR;
        }

        if (rc == LN_DECLINED) {
            ngx_log_error(NGX_LOG_ERR, cf->log, 0,
                          "the archive was changed: %s", err.text);
        }
    }

    return NGX_OK;
}


void
ngx_http_legal_archive_note(ngx_cycle_t *cycle)
{
    ngx_str_t                    lines;
    ln_error_t                   err;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_cycle_get_module_main_conf(cycle,
                                               ngx_http_legal_notice_module);

    if (lmcf->archive.len == 0 || ngx_test_config) {
        return;
    }

    if (ngx_http_legal_manifest(cycle, lmcf, &lines) != NGX_OK) {
        (void) ln_error(&err, "no memory");

    } else if (ln_archive_note((char *) lmcf->archive.data,
                               ngx_http_legal_ln(lines), &err)
               == LN_OK)
    {
        return;
    }

    ngx_log_error(NGX_LOG_ALERT, cycle->log, 0,
                  "legal_archive does not say which texts are in use now: %s",
                  err.text);
}
