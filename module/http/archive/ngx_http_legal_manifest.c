/*
 * The manifest of an archive.
 *
 * jansson takes over each value that is added, also where it fails to; a value
 * that could not be made, NULL, fails where it is added.
 */

#include <ngx_config.h>
#include <jansson.h>

#include "html/charset/ln_utf8.h"
#include "http/archive/ngx_http_legal_manifest.h"


static ngx_uint_t ngx_http_legal_rule_among(ngx_array_t *blocks,
    ngx_http_legal_rule_t *rule);
static json_t *ngx_http_legal_manifest_line(ngx_cycle_t *cycle,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_rule_t *rule,
    ln_translation_t *translation);
static json_t *ngx_http_legal_manifest_in(ngx_pool_t *pool,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_rule_t *rule);
static json_t *ngx_http_legal_manifest_uris(ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule);
static json_t *ngx_http_legal_manifest_places(ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule);
static json_t *ngx_http_legal_manifest_time(time_t time);
static json_t *ngx_http_legal_manifest_text(ngx_pool_t *pool, ln_str_t text);
static ngx_int_t ngx_http_legal_manifest_add(ngx_array_t *lines, json_t *line);
static int ngx_http_legal_manifest_write(const char *text, size_t size,
    void *data);


ngx_uint_t
ngx_http_legal_rule_in_use(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule)
{
    return ngx_http_legal_rule_among(&lmcf->applies, rule);
}


ngx_uint_t
ngx_http_legal_rule_in_force(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule)
{
    return ngx_http_legal_rule_among(&lmcf->in_force, rule);
}


static ngx_uint_t
ngx_http_legal_rule_among(ngx_array_t *blocks, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t                   i, k;
    ngx_http_legal_rule_t      **rules;
    ngx_http_legal_loc_conf_t  **applies;

    applies = blocks->elts;

    for (i = 0; i < blocks->nelts; i++) {
        rules = applies[i]->apply->elts;

        for (k = 0; k < applies[i]->apply->nelts; k++) {
            if (rules[k] == rule) {
                return 1;
            }
        }
    }

    return 0;
}


ngx_int_t
ngx_http_legal_manifest(ngx_cycle_t *cycle, ngx_http_legal_main_conf_t *lmcf,
    ngx_str_t *lines)
{
    ngx_uint_t               i, k;
    ngx_array_t              out;
    ngx_http_legal_rule_t  **rules;

    if (ngx_array_init(&out, cycle->pool, 4096, 1) != NGX_OK) {
        return NGX_ERROR;
    }

    rules = lmcf->rules.elts;

    for (i = 0; i < lmcf->rules.nelts; i++) {

        if (!ngx_http_legal_rule_in_force(lmcf, rules[i])) {
            continue;
        }

        for (k = 0; k < rules[i]->text.ntranslations; k++) {
            if (ngx_http_legal_manifest_add(&out,
                    ngx_http_legal_manifest_line(cycle, lmcf, rules[i],
                                           &rules[i]->text.translations[k]))
                != NGX_OK)
            {
                return NGX_ERROR;
            }
        }
    }

    lines->data = out.elts;
    lines->len = out.nelts;

    return NGX_OK;
}


/* NULL: there is no memory. */

static json_t *
ngx_http_legal_manifest_line(ngx_cycle_t *cycle,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_rule_t *rule,
    ln_translation_t *translation)
{
    json_t      *line;
    const char  *event, *kind;
    ngx_pool_t  *pool;

    pool = cycle->pool;
    event = ngx_is_init_cycle(cycle->old_cycle) ? "start" : "reload";
    kind = rule->restriction ? "restriction" : "notice";

    line = json_object();

    if (json_object_set_new(line, "time",
                            ngx_http_legal_manifest_time(ngx_time()))
        || json_object_set_new(line, "event", json_string(event))
        || json_object_set_new(line, "rule",
              ngx_http_legal_manifest_text(pool,
                                           ngx_http_legal_ln(rule->name)))
        || json_object_set_new(line, "kind", json_string(kind))
        || json_object_set_new(line, "jurisdictions",
              ngx_http_legal_manifest_in(pool, lmcf, rule))
        || json_object_set_new(line, "uris",
              ngx_http_legal_manifest_uris(pool, rule))
        || json_object_set_new(line, "places",
              ngx_http_legal_manifest_places(pool, rule))
        || json_object_set_new(line, "since",
              ngx_http_legal_manifest_time(rule->since))
        || json_object_set_new(line, "until",
              ngx_http_legal_manifest_time(rule->until))
        || json_object_set_new(line, "lang",
              ngx_http_legal_manifest_text(pool, translation->language))
        || json_object_set_new(line, "digest",
                               json_string(translation->digest))
        || (rule->asks
            && json_object_set_new(line, "acknowledge",
                                   json_integer(rule->acknowledge))))
    {
        json_decref(line);
        return NULL;
    }

    return line;
}


static json_t *
ngx_http_legal_manifest_in(ngx_pool_t *pool, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_rule_t *rule)
{
    json_t      *names;
    ngx_uint_t   i, *in;

    in = rule->in.elts;
    names = json_array();

    for (i = 0; i < rule->in.nelts; i++) {
        if (json_array_append_new(names,
               ngx_http_legal_manifest_text(pool,
                        ln_jurisdictions_name(lmcf->jurisdictions, in[i]))))
        {
            json_decref(names);
            return NULL;
        }
    }

    return names;
}


static json_t *
ngx_http_legal_manifest_uris(ngx_pool_t *pool, ngx_http_legal_rule_t *rule)
{
    json_t                *texts;
    u_char                *p;
    ngx_str_t              text;
    ngx_uint_t             i;
    ngx_http_legal_uri_t  *uris;

    uris = rule->uris.elts;
    texts = json_array();

    for (i = 0; i < rule->uris.nelts; i++) {
        p = ngx_pnalloc(pool, uris[i].text.len + sizeof("!~* ") - 1);
        if (p == NULL) {
            json_decref(texts);
            return NULL;
        }

        text.data = p;
        text.len = ngx_sprintf(p, "%s~%s %V", uris[i].negative ? "!" : "",
                               uris[i].caseless ? "*" : "", &uris[i].text)
                   - p;

        if (json_array_append_new(texts,
               ngx_http_legal_manifest_text(pool, ngx_http_legal_ln(text))))
        {
            json_decref(texts);
            return NULL;
        }
    }

    return texts;
}


/* In order, with the fallback at its end. */

static json_t *
ngx_http_legal_manifest_places(ngx_pool_t *pool, ngx_http_legal_rule_t *rule)
{
    json_t      *places;
    ngx_str_t   *texts;
    ngx_uint_t   i;

    texts = rule->place_texts.elts;
    places = json_array();

    for (i = 0; i < rule->place_texts.nelts; i++) {
        if (json_array_append_new(places,
               ngx_http_legal_manifest_text(pool,
                                            ngx_http_legal_ln(texts[i]))))
        {
            json_decref(places);
            return NULL;
        }
    }

    if (!rule->restriction && !rule->no_fallback
        && json_array_append_new(places, json_string("append body")))
    {
        json_decref(places);
        return NULL;
    }

    return places;
}


/* 0: none. */

static json_t *
ngx_http_legal_manifest_time(time_t time)
{
    u_char    text[sizeof("1970-09-28T12:00:00Z")];
    ngx_tm_t  tm;

    if (time == 0) {
        return json_null();
    }

    ngx_gmtime(time, &tm);

    (void) ngx_snprintf(text, sizeof(text),
                        "%4d-%02d-%02dT%02d:%02d:%02dZ%Z",
                        tm.ngx_tm_year, tm.ngx_tm_mon, tm.ngx_tm_mday,
                        tm.ngx_tm_hour, tm.ngx_tm_min, tm.ngx_tm_sec);

    return json_string((char *) text);
}


static json_t *
ngx_http_legal_manifest_text(ngx_pool_t *pool, ln_str_t text)
{
    u_char  *p;

    p = ngx_pnalloc(pool, text.len + 1);
    if (p == NULL) {
        return NULL;
    }

    ln_utf8_mend(text, p);

    return json_stringn((char *) p, text.len);
}


/* Takes the line over. */

static ngx_int_t
ngx_http_legal_manifest_add(ngx_array_t *lines, json_t *line)
{
    int      rc;
    u_char  *end;

    rc = -1;

    if (line) {
        rc = json_dump_callback(line, ngx_http_legal_manifest_write, lines,
                                JSON_COMPACT|JSON_PRESERVE_ORDER);
        json_decref(line);
    }

    end = ngx_array_push(lines);

    if (rc != 0 || end == NULL) {
        return NGX_ERROR;
    }

    *end = '\n';

    return NGX_OK;
}


static int
ngx_http_legal_manifest_write(const char *text, size_t size, void *data)
{
    u_char  *p;

    p = ngx_array_push_n(data, size);
    if (p == NULL) {
        return -1;
    }

    ngx_memcpy(p, text, size);

    return 0;
}
