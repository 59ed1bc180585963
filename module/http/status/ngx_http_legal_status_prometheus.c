/* What was counted, in the Prometheus text exposition format 0.0.4. */

#include <ngx_config.h>

#include "http/status/ngx_http_legal_status_prometheus.h"
#include "http/status/ngx_http_legal_status_table.h"


/* A line that is being written: `METRIC{LABEL="VALUE",LABEL="VALUE"} VALUE`. */
typedef struct {
    ngx_http_legal_report_t  *out;
    ngx_uint_t                nlabels;
} ngx_http_legal_sample_t;


static const ngx_http_legal_row_t *ngx_http_legal_metric(
    ngx_http_legal_report_t *out, ngx_http_legal_main_conf_t *lmcf,
    const ngx_http_legal_row_t *row);
static void ngx_http_legal_metric_row(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf, const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject);
static void ngx_http_legal_metric_places(ngx_http_legal_report_t *out,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject);
static void ngx_http_legal_metric_whys(ngx_http_legal_report_t *out,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject);
static void ngx_http_legal_sample(ngx_http_legal_sample_t *sample,
    ngx_http_legal_report_t *out, const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject);
static void ngx_http_legal_sample_label(ngx_http_legal_sample_t *sample,
    const char *name, ngx_str_t *value);
static void ngx_http_legal_sample_end(ngx_http_legal_sample_t *sample,
    const char *labels, int64_t value);


void
ngx_http_legal_status_prometheus(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf)
{
    const ngx_http_legal_row_t  *row;

    row = ngx_http_legal_rows;

    while (row->key || row->metric) {
        row = row->metric ? ngx_http_legal_metric(out, lmcf, row) : row + 1;
    }
}


/*
 * Writes one metric, whose rows begin at row: all lines of it stand together.
 * Returns the row behind them.
 */

static const ngx_http_legal_row_t *
ngx_http_legal_metric(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf, const ngx_http_legal_row_t *row)
{
    ngx_uint_t                   i;
    const char                  *type;
    ngx_http_legal_subject_t     subject;
    const ngx_http_legal_row_t  *end, *r;

    end = row + 1;

    while (end->metric && ngx_strcmp(end->metric, row->metric) == 0) {
        end++;
    }

    type = (row->number || row->text) && !row->total ? "gauge" : "counter";

    ngx_http_legal_report_write(out, "# HELP %s %s\n# TYPE %s %s\n",
                                row->metric, row->help, row->metric, type);

    i = 0;

    while (ngx_http_legal_subject(lmcf, row->of, &i, &subject) == NGX_OK) {

        /* two series of the same labels would spoil all of the answer */

        if (subject.again) {
            continue;
        }

        for (r = row; r < end; r++) {
            if (ngx_http_legal_row_is_about(r, &subject)) {
                ngx_http_legal_metric_row(out, lmcf, r, &subject);
            }
        }
    }

    return end;
}


static void
ngx_http_legal_metric_row(ngx_http_legal_report_t *out,
    ngx_http_legal_main_conf_t *lmcf, const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject)
{
    int64_t                  value;
    ngx_str_t                text;
    ngx_http_legal_sample_t  sample;

    switch (row->kind) {

    case NGX_HTTP_LEGAL_ROW_BY_PLACE:
        ngx_http_legal_metric_places(out, row, subject);
        return;

    case NGX_HTTP_LEGAL_ROW_BY_WHY:
        ngx_http_legal_metric_whys(out, row, subject);
        return;

    case NGX_HTTP_LEGAL_ROW_TEXT:

        /* a text is the label of a series that is always 1 */

        text = row->text(subject);
        ngx_http_legal_sample(&sample, out, row, subject);
        ngx_http_legal_sample_label(&sample, row->key, &text);
        ngx_http_legal_sample_end(&sample, row->labels, 1);
        return;

    default:
        value = ngx_http_legal_row_number(row, lmcf, subject);
        ngx_http_legal_sample(&sample, out, row, subject);
        ngx_http_legal_sample_end(&sample, row->labels, value);
    }
}


static void
ngx_http_legal_metric_places(ngx_http_legal_report_t *out,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject)
{
    u_char                    digits[NGX_INT_T_LEN];
    ngx_str_t                *places, rank;
    ngx_uint_t                i;
    ngx_http_legal_sample_t   sample;

    places = subject->rule->place_texts.elts;
    rank.data = digits;

    for (i = 0; i < ngx_http_legal_subject_places(subject); i++) {
        rank.len = ngx_sprintf(digits, "%ui", i + 1) - digits;

        ngx_http_legal_sample(&sample, out, row, subject);
        ngx_http_legal_sample_label(&sample, "rank", &rank);
        ngx_http_legal_sample_label(&sample, "place", &places[i]);
        ngx_http_legal_sample_end(&sample, row->labels,
                                  subject->counters->n[row->counter + i]);
    }
}


static void
ngx_http_legal_metric_whys(ngx_http_legal_report_t *out,
    const ngx_http_legal_row_t *row, ngx_http_legal_subject_t *subject)
{
    ngx_str_t                why;
    ngx_uint_t               i;
    ngx_http_legal_sample_t  sample;

    for (i = 0; i < NGX_HTTP_LEGAL_WHYS; i++) {
        why.data = (u_char *) ngx_http_legal_whys[i];
        why.len = ngx_strlen(why.data);

        ngx_http_legal_sample(&sample, out, row, subject);
        ngx_http_legal_sample_label(&sample, "why", &why);
        ngx_http_legal_sample_end(&sample, row->labels,
                                  subject->counters->n[row->counter + i]);
    }
}


/* Begins a line, with a label for what it is said of. */

static void
ngx_http_legal_sample(ngx_http_legal_sample_t *sample,
    ngx_http_legal_report_t *out, const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject)
{
    const ngx_http_legal_of_name_t  *names;

    sample->out = out;
    sample->nlabels = 0;

    ngx_http_legal_report_write(out, "%s", row->metric);

    names = &ngx_http_legal_of_names[row->of];

    if (names->label) {
        ngx_http_legal_sample_label(sample, names->label, &subject->name);
    }

    if (names->other) {
        ngx_http_legal_sample_label(sample, names->other, &subject->other);
    }
}


static void
ngx_http_legal_sample_label(ngx_http_legal_sample_t *sample, const char *name,
    ngx_str_t *value)
{
    u_char                   *p, *end;
    ngx_http_legal_report_t  *out;

    out = sample->out;

    ngx_http_legal_report_write(out, "%s%s=\"", sample->nlabels++ ? "," : "{",
                                name);

    p = ngx_http_legal_report_text(out->pool, value);
    if (p == NULL) {
        out->failed = 1;
        return;
    }

    for (end = p + value->len; p < end; p++) {

        switch (*p) {

        case '\n':
            ngx_http_legal_report_write(out, "\\n");
            break;

        case '"':
        case '\\':
            ngx_http_legal_report_write(out, "\\%c", *p);
            break;

        default:
            ngx_http_legal_report_write(out, "%c", *p);
        }
    }

    ngx_http_legal_report_write(out, "\"");
}


/* Ends a line; labels are those of the row, as they are written, or NULL. */

static void
ngx_http_legal_sample_end(ngx_http_legal_sample_t *sample, const char *labels,
    int64_t value)
{
    if (labels) {
        ngx_http_legal_report_write(sample->out, "%s%s",
                                    sample->nlabels++ ? "," : "{", labels);
    }

    ngx_http_legal_report_write(sample->out, "%s %L\n",
                                sample->nlabels ? "}" : "", value);
}
