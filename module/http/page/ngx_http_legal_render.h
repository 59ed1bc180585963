/* Texts as they are for one request, with the values of placeholders. */

#ifndef NGX_HTTP_LEGAL_RENDER_H
#define NGX_HTTP_LEGAL_RENDER_H

#include <ngx_config.h>

#include "html/charset/ln_charset.h"
#include "html/deflate/ln_inset.h"
#include "http/verdict/ngx_http_legal_verdict.h"
#include "notice/ln_form.h"


/*
 * The markup of rule's notice in a language, which is the index of a
 * translation, for a page in that charset.  One without placeholders is made
 * once for each charset and kept with the rule.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_render_notice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *out);

/*
 * The same markup deflated, for a page that stays compressed: once, where it
 * was rendered once.  NULL: there is no memory.
 */
ln_inset_t *ngx_http_legal_render_inset(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *markup);

/*
 * A whole page in UTF-8 with the text of the item's restriction, in the
 * reader's language, which is noted as sent.  Form is that of a page that asks;
 * NULL for one that does not.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_render_page(ngx_http_request_t *r,
    ngx_http_legal_item_t *item, ngx_str_t *title, ln_form_t *form,
    ngx_str_t *out);

/*
 * A whole page in UTF-8 with the notices of n items and nothing else.  Each is
 * in the language that it would have in a page without a language.  NGX_ERROR:
 * there is no memory.  Claims is what Legal-Notice says of them.
 */
ngx_int_t ngx_http_legal_render_notices(ngx_http_request_t *r,
    ngx_http_legal_item_t **items, ngx_uint_t n, ngx_str_t *title,
    ngx_str_t *out, ngx_str_t *claims);

/*
 * The element that loads a rule's script, for a page in that charset, which is
 * XHTML where xml is set.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_render_script(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t xml, ln_charset_t charset,
    ngx_str_t *out);


#endif
