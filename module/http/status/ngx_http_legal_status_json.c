/*
 * What was counted, as one JSON object.
 *
 * jansson takes over each value that is added, also where it fails to; a value
 * that could not be made, NULL, fails where it is added.
 */

#include <ngx_config.h>
#include <jansson.h>

#include "http/status/ngx_http_legal_status_json.h"
#include "http/status/ngx_http_legal_status_table.h"


static int ngx_http_legal_json_write(const char *text, size_t size,
    void *data);
static json_t *ngx_http_legal_json_all(ngx_pool_t *pool,
    ngx_http_legal_main_conf_t *lmcf);
static ngx_int_t ngx_http_legal_json_of(ngx_pool_t *pool,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_of_t of, json_t *all);
static ngx_int_t ngx_http_legal_json_subject(ngx_pool_t *pool,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_of_t of,
    ngx_http_legal_subject_t *subject, json_t *object);
static json_t *ngx_http_legal_json_within(json_t *object, const char *key);
static json_t *ngx_http_legal_json_value(ngx_pool_t *pool,
    ngx_http_legal_main_conf_t *lmcf, const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject);
static json_t *ngx_http_legal_json_places(ngx_pool_t *pool,
    ngx_http_legal_subject_t *subject, ngx_atomic_t *n);
static json_t *ngx_http_legal_json_whys(ngx_atomic_t *n);
static json_t *ngx_http_legal_json_time(time_t time);
static json_t *ngx_http_legal_json_string(ngx_pool_t *pool, ngx_str_t *text);


void
ngx_http_legal_status_json(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    json_t  *all;

    all = ngx_http_legal_json_all(out->pool, lmcf);

    if (all == NULL
        || json_dump_callback(all, ngx_http_legal_json_write, out,
                              JSON_INDENT(2)|JSON_PRESERVE_ORDER)
           != 0)
    {
        out->failed = 1;
    }

    json_decref(all);

    ngx_http_legal_report_write(out, "\n");
}


static int
ngx_http_legal_json_write(const char *text, size_t size, void *data)
{
    ngx_http_legal_report_t *out = data;

    ngx_http_legal_report_write(out, "%*s", size, text);

    return out->failed ? -1 : 0;
}


static json_t *
ngx_http_legal_json_all(ngx_pool_t *pool, ngx_http_legal_main_conf_t *lmcf)
{
    json_t      *all;
    ngx_uint_t   of;

    all = json_object();

    for (of = 0; of < NGX_HTTP_LEGAL_OFS; of++) {
        if (ngx_http_legal_json_of(pool, lmcf, of, all) != NGX_OK) {
            json_decref(all);
            return NULL;
        }
    }

    return all;
}


/* Adds to all what is said of one kind of subjects. */

static ngx_int_t
ngx_http_legal_json_of(ngx_pool_t *pool, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_of_t of, json_t *all)
{
    int                              rc;
    json_t                          *subjects, *object;
    ngx_uint_t                       i;
    ngx_http_legal_subject_t         subject;
    const ngx_http_legal_of_name_t  *names;

    i = 0;
    names = &ngx_http_legal_of_names[of];

    if (names->json == NULL) {
        (void) ngx_http_legal_subject(lmcf, of, &i, &subject);
        return ngx_http_legal_json_subject(pool, lmcf, of, &subject, all);
    }

    subjects = names->list ? json_array() : json_object();

    if (json_object_set_new(all, names->json, subjects) != 0) {
        return NGX_ERROR;
    }

    while (ngx_http_legal_subject(lmcf, of, &i, &subject) == NGX_OK) {

        object = json_object();

        rc = names->list
             ? json_array_append_new(subjects, object)
             : json_object_set_new(subjects,
                                   (char *) ngx_http_legal_report_text(pool,
                                                              &subject.name),
                                   object);
        if (rc != 0
            || ngx_http_legal_json_subject(pool, lmcf, of, &subject, object)
               != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_json_subject(ngx_pool_t *pool, ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_of_t of, ngx_http_legal_subject_t *subject, json_t *object)
{
    json_t                      *within, *value;
    const ngx_http_legal_row_t  *row;

    for (row = ngx_http_legal_rows; row->key || row->metric; row++) {

        if (row->of != of || row->key == NULL
            || !ngx_http_legal_row_is_about(row, subject))
        {
            continue;
        }

        if (row->kind == NGX_HTTP_LEGAL_ROW_TIME
            && ngx_http_legal_row_number(row, lmcf, subject) == 0)
        {
            /* a rule without an end, or a beginning */

            continue;
        }

        within = row->object ? ngx_http_legal_json_within(object, row->object)
                             : object;
        value = ngx_http_legal_json_value(pool, lmcf, row, subject);

        if (json_object_set_new(within, row->key, value) != 0) {
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


/* The object of that key in object, which has one from now on. */

static json_t *
ngx_http_legal_json_within(json_t *object, const char *key)
{
    json_t  *within;

    within = json_object_get(object, key);

    if (within == NULL) {
        within = json_object();

        if (json_object_set_new(object, key, within) != 0) {
            return NULL;
        }
    }

    return within;
}


static json_t *
ngx_http_legal_json_value(ngx_pool_t *pool, ngx_http_legal_main_conf_t *lmcf,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject)
{
    int64_t        number;
    ngx_str_t      text;
    ngx_atomic_t  *n;

    switch (row->kind) {

    case NGX_HTTP_LEGAL_ROW_TEXT:
        text = row->text(subject);
        return ngx_http_legal_json_string(pool, &text);

    case NGX_HTTP_LEGAL_ROW_BY_PLACE:
        n = &subject->counters->n[row->counter];
        return ngx_http_legal_json_places(pool, subject, n);

    case NGX_HTTP_LEGAL_ROW_BY_WHY:
        return ngx_http_legal_json_whys(&subject->counters->n[row->counter]);

    default:
        break;
    }

    number = ngx_http_legal_row_number(row, lmcf, subject);

    switch (row->kind) {

    case NGX_HTTP_LEGAL_ROW_TIME:
        return ngx_http_legal_json_time(number);

    case NGX_HTTP_LEGAL_ROW_FLAG:
        return json_boolean(number);

    default: /* NGX_HTTP_LEGAL_ROW_COUNTER, NGX_HTTP_LEGAL_ROW_NUMBER */
        return json_integer(number);
    }
}


/* A notice's places in order, each with its counter from n on. */

static json_t *
ngx_http_legal_json_places(ngx_pool_t *pool, ngx_http_legal_subject_t *subject,
    ngx_atomic_t *n)
{
    json_t      *places, *place;
    ngx_str_t   *text;
    ngx_uint_t   i;

    places = json_array();
    text = subject->rule->place_texts.elts;

    for (i = 0; i < ngx_http_legal_subject_places(subject); i++) {

        place = json_object();

        if (json_array_append_new(places, place) != 0
            || json_object_set_new(place, "place",
                                   ngx_http_legal_json_string(pool, &text[i]))
               != 0
            || json_object_set_new(place, "shown", json_integer(n[i])) != 0)
        {
            json_decref(places);
            return NULL;
        }
    }

    return places;
}


/* An object with a counter for each reason, from n on. */

static json_t *
ngx_http_legal_json_whys(ngx_atomic_t *n)
{
    json_t      *whys;
    ngx_uint_t   i;

    whys = json_object();

    for (i = 0; i < NGX_HTTP_LEGAL_WHYS; i++) {
        if (json_object_set_new(whys, ngx_http_legal_whys[i],
                                json_integer(n[i]))
            != 0)
        {
            json_decref(whys);
            return NULL;
        }
    }

    return whys;
}


static json_t *
ngx_http_legal_json_time(time_t time)
{
    u_char    text[sizeof("1970-09-28T12:00:00Z")];
    ngx_tm_t  tm;

    ngx_gmtime(time, &tm);

    (void) ngx_snprintf(text, sizeof(text),
                        "%4d-%02d-%02dT%02d:%02d:%02dZ%Z",
                        tm.ngx_tm_year, tm.ngx_tm_mon, tm.ngx_tm_mday,
                        tm.ngx_tm_hour, tm.ngx_tm_min, tm.ngx_tm_sec);

    return json_string((char *) text);
}


static json_t *
ngx_http_legal_json_string(ngx_pool_t *pool, ngx_str_t *text)
{
    return json_string((char *) ngx_http_legal_report_text(pool, text));
}
