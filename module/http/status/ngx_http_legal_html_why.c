/* Why a reader is in a jurisdiction: each witness, and its term. */

#include <ngx_config.h>

#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/status/ngx_http_legal_html_why.h"


static ngx_int_t ngx_http_legal_why_room(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t n);
static void ngx_http_legal_why_witnesses(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ln_address_t *address);
static void ngx_http_legal_why_join(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why);
static void ngx_http_legal_why_jurisdiction(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t i);
static void ngx_http_legal_why_witness(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t k, ngx_uint_t i);
static unsigned ngx_http_legal_why_named(ln_witness_t *witness);
static ngx_str_t ngx_http_legal_why_name(ngx_str_t *path);
static void ngx_http_legal_why_database(ngx_http_legal_html_t *html,
    unsigned set);
static void ngx_http_legal_why_location(ngx_http_legal_html_t *html,
    ln_location_t *location);


static const char *const  ngx_http_legal_answers[] = {
    [LN_OUT] = "out", [LN_UNCERTAIN] = "uncertain", [LN_IN] = "in"
};


ngx_http_legal_explained_t *
ngx_http_legal_why(ngx_http_legal_html_t *html, ngx_str_t *place)
{
    ln_address_t                 address;
    ngx_http_legal_explained_t  *why;

    why = ngx_pcalloc(html->out.pool, sizeof(ngx_http_legal_explained_t));

    if (why == NULL
        || ngx_http_legal_why_room(html, why, LN_WITNESSES) != NGX_OK)
    {
        return NULL;
    }

    ngx_memzero(&address, sizeof(ln_address_t));

    if (ln_location_from_code(ngx_http_legal_ln(*place), why->locations)
        == LN_OK)
    {
        why->known = 1;
        why->coded = 1;
        why->n = 1;
        ln_jurisdictions_explain(html->lmcf->jurisdictions, why->locations,
                                 &address, why->apart, why->reasons);

    } else if (ln_address_parse(ngx_http_legal_ln(*place), &address) == LN_OK) {
        why->known = 1;
        ngx_http_legal_database_age(html->lmcf);
        ngx_http_legal_why_witnesses(html, why, &address);
    }

    ngx_http_legal_why_join(html, why);

    return why;
}


static ngx_int_t
ngx_http_legal_why_room(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t n)
{
    ngx_pool_t  *pool;
    ngx_uint_t   all;

    pool = html->out.pool;
    why->count = ln_jurisdictions_count(html->lmcf->jurisdictions);
    all = n * (why->count + 1);

    why->witnesses = ngx_pcalloc(pool, n * sizeof(ln_witness_t));
    why->locations = ngx_pcalloc(pool, n * sizeof(ln_location_t));
    why->apart = ngx_pcalloc(pool, all * sizeof(ln_certainty_t));
    why->reasons = ngx_pcalloc(pool, all * sizeof(ln_jurisdiction_reason_t));
    why->answers = ngx_pcalloc(pool,
                               (why->count + 1) * sizeof(ln_certainty_t));

    return why->witnesses && why->locations && why->apart && why->reasons
           && why->answers ? NGX_OK : NGX_ERROR;
}


static void
ngx_http_legal_why_witnesses(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ln_address_t *address)
{
    uint32_t                     indices[LN_DATABASES];
    ngx_uint_t                   k;
    const ln_record_t           *records[LN_DATABASES];
    const ln_decision_source_t  *source;

    source = ngx_http_legal_lookup_source(html->lmcf);

    ln_address_unwrap(address);
    ln_database_find(source->databases, source->n, address, indices);
    ln_database_records(source->databases, source->n, indices, records);

    why->n = ln_witnesses(records, source->fields, source->n,
                          LN_FIELD_PLACE|LN_WITNESS_EACH
                          |ln_jurisdictions_needs(source->set),
                          why->witnesses);

    for (k = 0; k < why->n; k++) {
        ln_witness_location(records, source->fields, source->n,
                            &why->witnesses[k], &why->locations[k]);
        ln_jurisdictions_explain(source->set, &why->locations[k], address,
                                 why->apart + k * why->count,
                                 why->reasons + k * why->count);
    }
}


/* As ln_decision_make() does. */

static void
ngx_http_legal_why_join(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why)
{
    unsigned    said, first;
    ngx_uint_t  i, k;

    for (i = 0; i < why->count; i++) {
        said = 0;
        first = 0;

        for (k = 0; k < why->n; k++) {
            said |= ln_certainty_said(why->apart[k * why->count + i]);
            first = first ? first : said;
        }

        why->answers[i] = ln_certainty_of(html->lmcf->conflict
                                          == LN_CONFLICT_FIRST ? first : said);
    }
}


void
ngx_http_legal_why_write(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why)
{
    ngx_uint_t  i, k;

    ngx_http_legal_html(html, "<h4>Where this reader is</h4>\n<ul>\n");

    for (k = 0; k < why->n; k++) {
        ngx_http_legal_html(html, "<li>");

        if (why->coded) {
            ngx_http_legal_html(html, "as it is written");

        } else {
            ngx_http_legal_why_database(html,
                                 ngx_http_legal_why_named(&why->witnesses[k]));
        }

        ngx_http_legal_html(html, ": ");
        ngx_http_legal_why_location(html, &why->locations[k]);
        ngx_http_legal_html(html, "</li>\n");
    }

    ngx_http_legal_html(html, "</ul>\n<h4>Why</h4>\n<table><thead><tr>"
                        "<th scope=\"col\">Jurisdiction</th>"
                        "<th scope=\"col\">Answer</th>"
                        "<th scope=\"col\">By</th></tr></thead>\n<tbody>\n");

    for (i = 0; i < why->count; i++) {
        ngx_http_legal_why_jurisdiction(html, why, i);
    }

    ngx_http_legal_html(html, "</tbody></table>\n");
}


static void
ngx_http_legal_why_jurisdiction(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t i)
{
    unsigned    said;
    ngx_uint_t  k;

    said = 0;

    ngx_http_legal_html(html, "<tr><th scope=\"row\"><code>");
    ngx_http_legal_html_ln(html,
                         ln_jurisdictions_name(html->lmcf->jurisdictions, i));

    for (k = 0; k < why->n; k++) {
        said |= ln_certainty_said(why->apart[k * why->count + i]);
    }

    ngx_http_legal_html(html, "</code></th><td>%s%s</td><td><ul>\n",
                        ngx_http_legal_answers[why->answers[i]],
                        said == LN_SAID_CONFLICT
                        ? ", <span class=\"bad\">a conflict</span>" : "");

    for (k = 0; k < why->n; k++) {
        ngx_http_legal_why_witness(html, why, k, i);
    }

    ngx_http_legal_html(html, "</ul></td></tr>\n");
}


/* "GeoLite2-City.mmdb: in, country RU (russia.conf:3)" */

static void
ngx_http_legal_why_witness(ngx_http_legal_html_t *html,
    ngx_http_legal_explained_t *why, ngx_uint_t k, ngx_uint_t i)
{
    unsigned                   named;
    ln_witness_t              *witness;
    ln_jurisdiction_reason_t  *reason;

    reason = &why->reasons[k * why->count + i];
    witness = &why->witnesses[k];

    ngx_http_legal_html(html, "<li>");

    if (!why->coded) {
        named = ngx_http_legal_why_named(witness);
        ngx_http_legal_why_database(html, named);

        if (witness->asn && !(witness->asn & named)) {
            ngx_http_legal_html(html, " with ");
            ngx_http_legal_why_database(html, witness->asn);
        }

        ngx_http_legal_html(html, ": ");
    }

    ngx_http_legal_html(html, "%s",
                     ngx_http_legal_answers[why->apart[k * why->count + i]]);

    if (reason->text.len) {
        ngx_http_legal_html(html, ", by <code>%s",
                            reason->except ? "except " : "");
        ngx_http_legal_html_ln(html, reason->text);
        ngx_http_legal_html(html, "</code> <span class=\"soft\">(");
        ngx_http_legal_html_ln(html, ln_str(reason->file));
        ngx_http_legal_html(html, ":%ud)</span>", reason->line);

    } else {
        ngx_http_legal_html(html, ", as no term holds");
    }

    ngx_http_legal_html(html, "</li>\n");
}


/* The databases that a witness is named by: they know its place, or else. */

static unsigned
ngx_http_legal_why_named(ln_witness_t *witness)
{
    return witness->place ? witness->place
                          : witness->asn | witness->registered;
}


/* A path's last part. */

static ngx_str_t
ngx_http_legal_why_name(ngx_str_t *path)
{
    u_char     *slash;
    ngx_str_t   name;

    name = *path;
    slash = (u_char *) strrchr((char *) path->data, '/');

    if (slash) {
        name.len -= slash + 1 - path->data;
        name.data = slash + 1;
    }

    return name;
}



/* The first of a set, by the name of its file. */

static void
ngx_http_legal_why_database(ngx_http_legal_html_t *html, unsigned set)
{
    ngx_str_t                   path, name, other;
    ngx_uint_t                  i, n;
    ngx_http_legal_database_t  *databases;

    if (set == 0) {
        ngx_http_legal_html(html, "no database");
        return;
    }

    databases = html->lmcf->databases.elts;
    path = databases[__builtin_ctz(set)].path;
    name = ngx_http_legal_why_name(&path);

    for (i = 0, n = 0; i < html->lmcf->databases.nelts; i++) {
        other = ngx_http_legal_why_name(&databases[i].path);
        n += ngx_http_legal_same(&other, &name);
    }

    if (n == 1) {
        path = name;
    }

    ngx_http_legal_html(html, "<code>");
    ngx_http_legal_html_text(html, &path);
    ngx_http_legal_html(html, "</code>");
}


static void
ngx_http_legal_why_location(ngx_http_legal_html_t *html,
    ln_location_t *location)
{
    ngx_http_legal_html(html, "%s",
                        location->country[0] ? location->country
                                             : "no place is known");

    if (location->nregions) {
        ngx_http_legal_html(html, ", %s",
                            location->regions[location->nregions - 1]);
    }

    if (location->asn) {
        ngx_http_legal_html(html, ", AS%uD", location->asn);
    }
}
