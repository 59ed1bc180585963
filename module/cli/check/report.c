#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <stdlib.h>
#include <unistd.h>

#include "cli/check/report.h"
#include "cli/check/report_html.h"
#include "cli/check/result.h"
#include "cli/shared/json.h"
#include "cli/shared/output.h"


static void ln_check_line(const ln_check_verdict_t *v);
static void ln_check_line_notices(const ln_check_verdict_t *v);
static void ln_check_plain_text(FILE *f, const char *text);
static void ln_check_clear(ln_check_t *check);
static int ln_check_row_compare(const void *one, const void *two);


int
ln_check_report(ln_check_verdict_t *v)
{
    ln_check_t             *check;
    ln_check_result_row_t  *rows;

    check = v->check;
    check->checks += (v->result != LN_CHECK_LEFT_OUT);
    check->left_out += (v->result == LN_CHECK_LEFT_OUT);
    check->refused += (v->result == LN_CHECK_REFUSED);
    check->lacking += (v->result == LN_CHECK_LACKS);
    check->failed += (v->result == LN_CHECK_FAILED);

    ln_check_set(v, v->object, "result",
                 json_string(ln_check_result_word(v->result)));

    if (check->html) {
        rows = ln_array_push(&check->arena.alloc, check->rows, check->nrows,
                             sizeof(ln_check_result_row_t));
        if (rows == NULL) {
            json_decref(v->object);
            return LN_ERROR;
        }

        check->rows = rows;
        rows[check->nrows].order = v->order;
        rows[check->nrows++].object = json_incref(v->object);
    }

    if (check->json) {
        ln_check_clear(check);
        check->unwritten |= (ln_cli_json_line(v->object) != LN_OK);
        return LN_OK;
    }

    if (!check->quiet || v->result >= LN_CHECK_LACKS) {
        ln_check_clear(check);
        ln_check_line(v);
    }

    json_decref(v->object);

    return LN_OK;
}


void
ln_check_report_free(ln_check_t *check)
{
    while (check->nrows) {
        json_decref(check->rows[--check->nrows].object);
    }
}


/* "ok       https://.. as RU: undesirable (ru, in an article)" */

static void
ln_check_line(const ln_check_verdict_t *v)
{
    size_t       i;
    json_t      *remarks, *differences;
    const char  *redirect;

    (void) printf("%-8s %s", ln_check_result_word(v->result), v->url);

    if (v->place) {
        (void) printf(" as %s", v->place);

    } else if (v->from) {
        (void) printf(" from %s", v->from);
    }

    redirect = ln_check_string(v->object, "redirect");

    if (v->result == LN_CHECK_LEFT_OUT && *redirect) {
        (void) printf(": a redirect leads to %s, which robots.txt forbids",
                      redirect);

    } else if (v->result == LN_CHECK_LEFT_OUT) {
        (void) printf(": robots.txt forbids it");
    }

    if (v->result == LN_CHECK_REFUSED) {
        (void) printf(": %ld%s",
                      (long) json_integer_value(json_object_get(v->object,
                                                                "status")),
                      json_object_get(v->object, "asks") ? ", asks" : "");
    }

    ln_check_line_notices(v);
    (void) putchar('\n');

    for (i = 0; i < json_array_size(v->problems); i++) {
        (void) printf("         %s\n",
                      json_string_value(json_array_get(v->problems, i)));
    }

    if (v->check->quiet) {
        return;
    }

    remarks = json_object_get(v->object, "remarks");

    for (i = 0; i < json_array_size(remarks); i++) {
        (void) printf("         %s\n",
                      json_string_value(json_array_get(remarks, i)));
    }

    differences = json_object_get(v->object, "differences");

    for (i = 0; i < json_array_size(differences); i++) {
        (void) printf("         ");
        ln_check_difference_write(stdout, json_array_get(differences, i),
                                  ln_check_plain_text);
        (void) putchar('\n');
    }

    if (json_object_get(v->object, "more_differences")) {
        (void) printf("         there are more differences\n");
    }
}


static void
ln_check_line_notices(const ln_check_verdict_t *v)
{
    size_t   i, n;
    json_t  *notices, *notice, *within;

    notices = json_object_get(v->object, "notices");
    n = json_array_size(notices);

    for (i = 0; i < n; i++) {
        notice = json_array_get(notices, i);
        within = json_object_get(notice, "within");

        (void) printf("%s%s (%s%s%s)", i ? ", " : ": ",
                      ln_check_string(notice, "name"),
                      ln_check_string(notice, "lang"),
                      within ? ", in " : "",
                      within ? json_string_value(within) : "");
    }

    if (n == 0 && v->result == LN_CHECK_OK) {
        (void) printf(": no notice");
    }
}


static void
ln_check_plain_text(FILE *f, const char *text)
{
    (void) fputs(text, f);
}


/* A line of its own that lasts until the next one. */

void
ln_check_progress(ln_check_t *check)
{
    if (isatty(STDERR_FILENO)) {
        check->progress = fprintf(stderr, "\r%zu of %zu pages", check->done,
                                  check->urls.n);
    }
}


static void
ln_check_clear(ln_check_t *check)
{
    if (check->progress > 0) {
        (void) fprintf(stderr, "\r%*s\r", check->progress, "");
        check->progress = 0;
    }
}


int
ln_check_report_end(ln_check_t *check, ln_error_t *err)
{
    ln_cli_output_t  output;

    ln_check_clear(check);

    if (!check->json) {
        (void) printf("pages: %zu, checks: %zu, lacking something: %zu, not "
                      "checked: %zu, refused: %zu, left out: %zu\n",
                      check->urls.n + check->unusable.n, check->checks,
                      check->lacking, check->failed, check->refused,
                      check->left_out);
    }

    if (fflush(stdout) != 0 || ferror(stdout) || check->unwritten) {
        return ln_error(err, "cannot write what was found");
    }

    if (check->html == NULL) {
        return LN_OK;
    }

    if (ln_cli_output_open(&output, check->html, err) != LN_OK) {
        return LN_ERROR;
    }

    qsort(check->rows, check->nrows, sizeof(ln_check_result_row_t),
          ln_check_row_compare);
    ln_check_html(check, output.file);

    return ln_cli_output_close(&output, err);
}


static int
ln_check_row_compare(const void *one, const void *two)
{
    const ln_check_result_row_t  *a = one;
    const ln_check_result_row_t  *b = two;

    return (a->order > b->order) - (a->order < b->order);
}
