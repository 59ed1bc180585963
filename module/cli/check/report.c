#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/check/report.h"
#include "cli/shared/json.h"


static void ln_check_line(const ln_check_verdict_t *v);
static void ln_check_difference_write(FILE *f, json_t *difference,
    void (*text)(FILE *f, const char *text));
static void ln_check_plain_text(FILE *f, const char *text);
static void ln_check_clear(ln_check_t *check);
static void ln_check_html(const ln_check_t *check, FILE *f);
static void ln_check_html_row(FILE *f, json_t *object);
static void ln_check_html_text(FILE *f, const char *text);
static const char *ln_check_string(json_t *object, const char *key);


static const char  ln_check_html_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'\">\n"
    "<title>Legal notices: what readers get</title>\n<style>\n"
    ":root { color-scheme: light dark }\n"
    "body { max-width: 70rem; margin: 1rem auto; padding: 0 1rem;\n"
    "       font: 1rem/1.5 sans-serif; overflow-wrap: anywhere }\n"
    "table { border-collapse: collapse; width: 100% }\n"
    "th, td { text-align: start; vertical-align: top; padding: .3rem .6rem;\n"
    "         border-bottom: 1px solid #8a8a92 }\n"
    "thead th { overflow-wrap: normal }\n"
    "ul { margin: 0; padding-inline-start: 1.2rem }\n"
    ".bad { font-weight: bold }\n"
    "</style>\n</head>\n<body>\n<main>\n"
    "<h1>Legal notices: what readers get</h1>\n";


void
ln_check_report(ln_check_verdict_t *v)
{
    ln_check_t  *check;

    check = v->check;
    check->checks += (v->result != LN_CHECK_LEFT_OUT);
    check->left_out += (v->result == LN_CHECK_LEFT_OUT);
    check->refused += (v->result == LN_CHECK_REFUSED);
    check->lacking += (v->result == LN_CHECK_LACKS);
    check->failed += (v->result == LN_CHECK_FAILED);

    (void) json_object_set_new(v->object, "result",
                        json_string(ln_check_result_word(v->result)));

    if (check->results) {
        (void) json_array_append(check->results, v->object);
    }

    if (check->json) {
        ln_check_clear(check);
        (void) ln_cli_json_line(v->object);
        return;
    }

    if (!check->quiet || v->result >= LN_CHECK_LACKS) {
        ln_check_clear(check);
        ln_check_line(v);
    }

    json_decref(v->object);
}


/* "ok       https://.. as RU: undesirable (ru, in an article)" */

static void
ln_check_line(const ln_check_verdict_t *v)
{
    size_t       i, n;
    json_t      *notices, *notice, *within, *differences;

    (void) printf("%-8s %s", ln_check_result_word(v->result), v->url);

    if (v->place) {
        (void) printf(" as %s", v->place);

    } else if (v->from) {
        (void) printf(" from %s", v->from);
    }

    if (v->result == LN_CHECK_LEFT_OUT) {
        (void) printf(": robots.txt forbids it");
    }

    if (v->result == LN_CHECK_REFUSED) {
        (void) printf(": %s",
                      json_integer_value(json_object_get(v->object, "status"))
                      == 451 ? "451" : "by its status");
    }

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

    (void) putchar('\n');

    for (i = 0; i < json_array_size(v->problems); i++) {
        (void) printf("         %s\n",
                      json_string_value(json_array_get(v->problems, i)));
    }

    if (v->check->quiet) {
        return;
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


/* text writes what comes from a page. */

static void
ln_check_difference_write(FILE *f, json_t *difference,
    void (*text)(FILE *f, const char *text))
{
    size_t       i;
    const char  *value;

    static const struct {
        const char  *key;
        const char  *where;
    } sides[] = {
        { "here", "here" }, { "nobody", "in nobody's page" }
    };

    (void) fprintf(f, "differs at byte %lld: ",
                   (long long) json_integer_value(json_object_get(difference,
                                                                  "offset")));

    for (i = 0; i < 2; i++) {
        value = ln_check_string(difference, sides[i].key);

        (void) fputs(i ? ", " : "", f);

        if (*value) {
            (void) fputc('"', f);
            text(f, value);
            (void) fputc('"', f);

        } else {
            (void) fputs("nothing", f);
        }

        (void) fprintf(f, " %s", sides[i].where);
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
ln_check_report_end(ln_check_t *check)
{
    int    rc;
    FILE  *f;

    ln_check_clear(check);

    if (!check->json) {
        (void) printf("pages: %zu, checks: %zu, lacking something: %zu, not "
                      "checked: %zu, refused: %zu, left out: %zu\n",
                      check->urls.n, check->checks, check->lacking,
                      check->failed, check->refused, check->left_out);
    }

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return LN_ERROR;
    }

    if (check->html == NULL) {
        return LN_OK;
    }

    f = fopen(check->html, "w");
    if (f == NULL) {
        return LN_ERROR;
    }

    ln_check_html(check, f);
    rc = ferror(f) ? LN_ERROR : LN_OK;

    return fclose(f) == 0 ? rc : LN_ERROR;
}


/* What is wrong comes first. */

static void
ln_check_html(const ln_check_t *check, FILE *f)
{
    int          wrong;
    char         when[32];
    size_t       i;
    json_t      *object;
    time_t       now;
    struct tm    tm;
    const char  *result;

    now = time(NULL);
    (void) gmtime_r(&now, &tm);
    (void) strftime(when, sizeof(when), "%Y-%m-%d %H:%M UTC", &tm);

    (void) fputs(ln_check_html_head, f);
    (void) fprintf(f, "<p>%s. Pages: %zu. Checks: %zu, of these %zu lack "
                   "something, %zu could not be checked, %zu are refused. "
                   "Pages that robots.txt left out: %zu.</p>\n"
                   "<table>\n<thead><tr><th scope=\"col\">Page</th>"
                   "<th scope=\"col\">Reader</th><th scope=\"col\">Result</th>"
                   "<th scope=\"col\">What there is</th></tr></thead>\n"
                   "<tbody>\n", when, check->urls.n, check->checks,
                   check->lacking, check->failed, check->refused,
                   check->left_out);

    for (wrong = 1; wrong >= 0; wrong--) {
        for (i = 0; i < json_array_size(check->results); i++) {
            object = json_array_get(check->results, i);
            result = ln_check_string(object, "result");

            if (wrong == (strcmp(result, "lacks") == 0
                          || strcmp(result, "failed") == 0))
            {
                ln_check_html_row(f, object);
            }
        }
    }

    (void) fputs("</tbody>\n</table>\n</main>\n</body>\n</html>\n", f);
}


static void
ln_check_html_row(FILE *f, json_t *object)
{
    size_t       i;
    json_t      *list, *notice;
    const char  *result;

    result = ln_check_string(object, "result");

    (void) fputs("<tr><td>", f);
    ln_check_html_text(f, ln_check_string(object, "url"));
    (void) fputs("</td><td>", f);
    ln_check_html_text(f, ln_check_string(object, "as"));
    ln_check_html_text(f, ln_check_string(object, "from"));
    (void) fprintf(f, "</td><td><span class=\"%s\">%s</span></td><td><ul>",
                   strcmp(result, "lacks") == 0
                   || strcmp(result, "failed") == 0 ? "bad" : "good",
                   result);

    list = json_object_get(object, "notices");

    for (i = 0; i < json_array_size(list); i++) {
        notice = json_array_get(list, i);
        (void) fputs("<li>", f);
        ln_check_html_text(f, ln_check_string(notice, "name"));
        (void) fputs(", ", f);
        ln_check_html_text(f, ln_check_string(notice, "lang"));

        if (json_object_get(notice, "within")) {
            (void) fprintf(f, ", in %s", ln_check_string(notice, "within"));
        }

        (void) fputs("</li>", f);
    }

    list = json_object_get(object, "problems");

    for (i = 0; i < json_array_size(list); i++) {
        (void) fputs("<li class=\"bad\">", f);
        ln_check_html_text(f, json_string_value(json_array_get(list, i)));
        (void) fputs("</li>", f);
    }

    list = json_object_get(object, "differences");

    for (i = 0; i < json_array_size(list); i++) {
        (void) fputs("<li>", f);
        ln_check_difference_write(f, json_array_get(list, i),
                                  ln_check_html_text);
        (void) fputs("</li>", f);
    }

    (void) fputs("</ul></td></tr>\n", f);
}


static void
ln_check_html_text(FILE *f, const char *text)
{
    for ( /* void */ ; *text; text++) {
        if (*text == '<' || *text == '&' || *text == '>' || *text == '"') {
            (void) fprintf(f, "&#%d;", *text);

        } else {
            (void) fputc(*text, f);
        }
    }
}


static const char *
ln_check_string(json_t *object, const char *key)
{
    const char  *value;

    value = json_string_value(json_object_get(object, key));

    return value ? value : "";
}
