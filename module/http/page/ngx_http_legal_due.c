/* Which notices of a page go into it, by its body. */

#include <ngx_config.h>

#include "http/page/ngx_http_legal_due.h"


static ln_placement_t *ngx_http_legal_placement_of(
    ngx_http_legal_places_t *places, ngx_uint_t i);
static ngx_uint_t ngx_http_legal_due_outcome(ngx_http_legal_page_t *page,
    ngx_uint_t i, ngx_uint_t last);


ngx_int_t
ngx_http_legal_due(ngx_http_legal_page_t *page, ngx_uint_t last)
{
    ngx_int_t                 rc;
    ngx_uint_t                i, outcome;
    ngx_http_legal_places_t  *places;

    rc = NGX_OK;
    places = &page->places;
    last |= (places->nfound == places->n);

    page->due = 0;
    page->unsettled = 0;

    for (i = 0; i < places->n; i++) {

        if (ngx_http_legal_is_not_due(page, i)) {
            continue;
        }

        outcome = ngx_http_legal_due_outcome(page, i, last);

        if (outcome == NGX_HTTP_LEGAL_PENDING) {
            rc = NGX_AGAIN;
            page->unsettled |= !places->notices[i]->rule->is_script;

        } else if (outcome != NGX_HTTP_LEGAL_SHOWN) {
            places->notices[i]->outcome = outcome;
            continue;
        }

        page->due = 1;
    }

    return rc;
}


/*
 * NGX_HTTP_LEGAL_SHOWN if the notice goes in, NGX_HTTP_LEGAL_PENDING if that is
 * not known yet; else why it does not.
 */

static ngx_uint_t
ngx_http_legal_due_outcome(ngx_http_legal_page_t *page, ngx_uint_t i,
    ngx_uint_t last)
{
    ln_placement_t           *placement;
    const ln_page_t          *seen;
    ngx_http_legal_rule_t    *rule;
    ngx_http_legal_places_t  *places;

    places = &page->places;
    seen = places->seen;
    rule = places->notices[i]->rule;

    if (seen->body == LN_BODY_UNKNOWN && !last) {
        return NGX_HTTP_LEGAL_PENDING;
    }

    if (seen->body == LN_BODY_OTHER) {
        return NGX_HTTP_LEGAL_NO_PAGE;
    }

    if (seen->body == LN_BODY_PART) {
        return NGX_HTTP_LEGAL_FRAGMENT;
    }

    if (rule->skip_fragments && !seen->document) {
        return last ? NGX_HTTP_LEGAL_FRAGMENT : NGX_HTTP_LEGAL_PENDING;
    }

    if (rule->no_fallback) {
        placement = ngx_http_legal_placement_of(places, i);

        return (placement == NULL) ? NGX_HTTP_LEGAL_PENDING
               : (placement->rank == LN_PLACER_NOWHERE)
                 ? NGX_HTTP_LEGAL_NO_PLACE : NGX_HTTP_LEGAL_SHOWN;
    }

    return NGX_HTTP_LEGAL_SHOWN;
}


static ln_placement_t *
ngx_http_legal_placement_of(ngx_http_legal_places_t *places, ngx_uint_t i)
{
    ngx_uint_t  k;

    for (k = 0; k < places->nfound; k++) {
        if (places->found[k].notice == i) {
            return &places->found[k];
        }
    }

    return NULL;
}


void
ngx_http_legal_due_settle(ngx_http_legal_page_t *page, ngx_uint_t i)
{
    ngx_uint_t  outcome;

    outcome = ngx_http_legal_due_outcome(page, i, 1);

    if (outcome != NGX_HTTP_LEGAL_SHOWN) {
        page->places.notices[i]->outcome = outcome;
    }
}


ngx_uint_t
ngx_http_legal_due_by_body(ngx_http_legal_page_t *page, ngx_uint_t i)
{
    ngx_http_legal_rule_t  *rule;

    rule = page->places.notices[i]->rule;

    return rule->no_fallback || rule->skip_fragments;
}


ngx_uint_t
ngx_http_legal_is_not_due(ngx_http_legal_page_t *page, ngx_uint_t i)
{
    ngx_uint_t  outcome;

    outcome = page->places.notices[i]->outcome;

    return outcome == NGX_HTTP_LEGAL_NO_PAGE
           || outcome == NGX_HTTP_LEGAL_FRAGMENT
           || outcome == NGX_HTTP_LEGAL_NO_PLACE;
}


ngx_uint_t
ngx_http_legal_due_in_frames(ngx_http_legal_page_t *page, ngx_uint_t scripts)
{
    ngx_uint_t                i;
    ln_placement_t           *placement;
    ngx_http_legal_places_t  *places;

    places = &page->places;

    for (i = 0; i < places->n; i++) {

        placement = ngx_http_legal_placement_of(places, i);

        if (ngx_http_legal_is_not_due(page, i)
            || (placement && placement->rank == LN_PLACER_NOWHERE))
        {
            continue;
        }

        if (!places->notices[i]->rule->is_script) {
            return 1;
        }

        /* it has no places of its own: the first is the head's end */

        if (scripts && (placement == NULL || placement->rank > 0)) {
            return 1;
        }
    }

    return 0;
}


ngx_uint_t
ngx_http_legal_is_due(ngx_http_legal_page_t *page, ngx_uint_t i)
{
    if (ngx_http_legal_is_not_due(page, i)) {
        return 0;
    }

    /* that a body is no page at all is rare: what is not known counts as due */

    if (!page->undetermined || !ngx_http_legal_due_by_body(page, i)) {
        return 1;
    }

    return !page->unread && page->places.seen != NULL
           && ngx_http_legal_due_outcome(page, i, 0) == NGX_HTTP_LEGAL_SHOWN;
}
