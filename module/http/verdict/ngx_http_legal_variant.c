/*
 * The key of a variant: a digest of what is shown or refused, with its text,
 * rules and place, the values of its placeholders, and the language where the
 * reader chooses it.
 */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_remembered.h"
#include "http/verdict/ngx_http_legal_values.h"
#include "http/verdict/ngx_http_legal_variant.h"


#define NGX_HTTP_LEGAL_KEY  16


static ngx_int_t ngx_http_legal_variant_of_one(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *variant);
static void ngx_http_legal_variant_key(ngx_md5_t *md5, u_char *key);
static ngx_int_t ngx_http_legal_hash_rule(ngx_http_request_t *r,
    ngx_md5_t *md5, ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_text_choice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, unsigned *choice);


ngx_int_t
ngx_http_legal_variant(ngx_http_request_t *r, ngx_http_legal_item_t **items,
    ngx_uint_t n, ngx_str_t *key)
{
    u_char      early;
    ngx_md5_t   md5;
    ngx_uint_t  i;

    if (n == 0) {
        ngx_str_set(key, "-");
        return NGX_OK;
    }

    if (n == 1 && !items[0]->rule->restriction
        && items[0]->rule->all_variables.nelts == 0
        && !items[0]->rule->is_script
        && !items[0]->rule->when_unknown)
    {
        return ngx_http_legal_variant_of_one(r, items[0]->rule, key);
    }

    ngx_md5_init(&md5);

    for (i = 0; i < n; i++) {
        if (ngx_http_legal_hash_rule(r, &md5, items[i]->rule) != NGX_OK) {
            return NGX_ERROR;
        }

        if (items[i]->rule->when_unknown) {

            /* whose key is asked for before there is a response */

            early = items[i]->early;
            ngx_md5_update(&md5, &early, 1);
        }
    }

    key->len = NGX_HTTP_LEGAL_KEY;
    key->data = ngx_pnalloc(r->pool, NGX_HTTP_LEGAL_KEY);
    if (key->data == NULL) {
        return NGX_ERROR;
    }

    ngx_http_legal_variant_key(&md5, key->data);

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_variant_of_verdict(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_str_t *key)
{
    ngx_int_t                    rc;
    ngx_uint_t                   i, n;
    ngx_http_legal_item_t      **items;
    ngx_http_legal_remembered_t  saved;

    items = verdict->refusal ? &verdict->refusal : verdict->notices;
    n = verdict->refusal ? 1 : verdict->nnotices;

    for (i = 0; i < n && items[i]->rule->all_variables.nelts == 0; i++) {
        /* void */
    }

    if (i == n) {
        return ngx_http_legal_variant(r, items, n, key);
    }

    /* there may be no response yet, and the texts are not written yet */

    if (ngx_http_legal_remember_variables(r, &saved) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ngx_http_legal_variant(r, items, n, key);

    ngx_http_legal_restore_variables(r, &saved);

    return rc;
}


/* A notice by itself, without placeholders: made once for each language. */

static ngx_int_t
ngx_http_legal_variant_of_one(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *variant)
{
    u_char                      *key;
    unsigned                     choice;
    ngx_md5_t                    md5;
    ngx_http_legal_main_conf_t  *lmcf;

    if (rule->keys == NULL) {
        lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

        rule->keys = ngx_pcalloc(lmcf->alloc.arena,
                                 2 * rule->text.ntranslations
                                 * NGX_HTTP_LEGAL_KEY);
        if (rule->keys == NULL) {
            return NGX_ERROR;
        }
    }

    if (ngx_http_legal_text_choice(r, rule, &choice) != NGX_OK) {
        return NGX_ERROR;
    }

    key = rule->keys + choice * NGX_HTTP_LEGAL_KEY;

    if (key[0] == '\0') {
        ngx_md5_init(&md5);

        if (ngx_http_legal_hash_rule(r, &md5, rule) != NGX_OK) {
            return NGX_ERROR;
        }

        ngx_http_legal_variant_key(&md5, key);
    }

    variant->len = NGX_HTTP_LEGAL_KEY;
    variant->data = key;

    return NGX_OK;
}


static void
ngx_http_legal_variant_key(ngx_md5_t *md5, u_char *key)
{
    u_char  digest[16];

    ngx_md5_final(digest, md5);
    (void) ngx_hex_dump(key, digest, NGX_HTTP_LEGAL_KEY / 2);
}


static ngx_int_t
ngx_http_legal_hash_rule(ngx_http_request_t *r, ngx_md5_t *md5,
    ngx_http_legal_rule_t *rule)
{
    ln_str_t    *values;
    unsigned     language;
    ngx_uint_t   i;

    ngx_md5_update(md5, rule->digest, sizeof(rule->digest));

    if (rule->text.ntranslations > 1) {
        if (ngx_http_legal_text_choice(r, rule, &language) != NGX_OK) {
            return NGX_ERROR;
        }

        ngx_md5_update(md5, &language, sizeof(unsigned));
    }

    if (ngx_http_legal_values(r, rule->all_variables.elts,
                              rule->all_variables.nelts, &values)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    for (i = 0; i < rule->all_variables.nelts; i++) {
        ngx_md5_update(md5, &values[i].len, sizeof(size_t));
        ngx_md5_update(md5, values[i].data, values[i].len);
    }

    return NGX_OK;
}


/* What is known of the language before the page is; 0 where it is the one. */

static ngx_int_t
ngx_http_legal_text_choice(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    unsigned *choice)
{
    ngx_str_t  accept;

    *choice = 0;

    if (rule->text.ntranslations < 2) {
        return NGX_OK;
    }

    if (ngx_http_legal_accept_language(r, &accept) != NGX_OK) {
        return NGX_ERROR;
    }

    *choice = ln_text_choice(&rule->text, rule->languages.elts,
                             rule->languages.nelts, ngx_http_legal_ln(accept));
    return NGX_OK;
}
