#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/check/report_html.h"
#include "cli/check/result.h"
#include "cli/shared/cli.h"


static void ln_check_html_asked(const ln_check_t *check, FILE *f);
static void ln_check_html_row(FILE *f, json_t *object);
static void ln_check_html_text(FILE *f, const char *text);


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
    "thead th, td + td { overflow-wrap: normal }\n"
    "td:last-child { overflow-wrap: anywhere }\n"
    "ul { margin: 0; padding-inline-start: 1.2rem }\n"
    ".bad { font-weight: bold }\n"
    "@media (max-width: 40rem) {\n"
    "    table, tbody, tr, td { display: block }\n"
    "    thead { display: none }\n"
    "    td { border: 0; padding: 0 0 .3rem }\n"
    "    tr { border-bottom: 1px solid #8a8a92; padding: .6rem 0 }\n"
    "}\n"
    "</style>\n</head>\n<body>\n<main>\n"
    "<h1>Legal notices: what readers get</h1>\n";

static const char  ln_check_html_table[] =
    "<table>\n<thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Reader"
    "</th><th scope=\"col\">Result</th><th scope=\"col\">What there is</th>"
    "</tr></thead>\n<tbody>\n";

static const char  ln_check_html_words[] =
    "<h2>What the words mean</h2>\n<dl>\n"
    "<dt>Reader</dt><dd>A place as a code of ISO 3166, for which the page was "
    "fetched as a preview; or the address that it was fetched from.</dd>\n"
    "<dt>ok</dt><dd>The notices that the response names are in the page, and "
    "its markup does not hide them: after each stand its language and the "
    "element that it is in. No style sheet and no script was looked at.</dd>\n"
    "<dt>refused</dt><dd>The page is kept from this reader.</dd>\n"
    "<dt>lacks</dt><dd>A notice that is owed is not there, or something else "
    "is not as it must be.</dd>\n"
    "<dt>failed</dt><dd>The page could not be fetched, or it could not be told "
    "what readers get.</dd>\n"
    "<dt>no page</dt><dd>It is a picture, a download or the like.</dd>\n"
    "<dt>left out</dt><dd>robots.txt of the site forbids to fetch it.</dd>\n"
    "</dl>\n";


/* What is wrong comes first. */

void
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
    ln_check_html_asked(check, f);
    (void) fprintf(f, "<p>%s, legal-notice check " LN_CLI_VERSION ". Pages: "
                   "%zu. Checks: %zu, of these %zu lack something, %zu could "
                   "not be checked, %zu are refused. Pages that robots.txt "
                   "left out: %zu.</p>\n", when,
                   check->urls.n + check->unusable.n, check->checks,
                   check->lacking, check->failed, check->refused,
                   check->left_out);
    (void) fputs(ln_check_html_table, f);

    for (wrong = 1; wrong >= 0; wrong--) {
        for (i = 0; i < check->nrows; i++) {
            object = check->rows[i].object;
            result = ln_check_string(object, "result");

            if (wrong == ln_check_is_wrong(result)) {
                ln_check_html_row(f, object);
            }
        }
    }

    (void) fputs("</tbody>\n</table>\n", f);
    (void) fputs(ln_check_html_words, f);
    (void) fputs("</main>\n</body>\n</html>\n", f);
}


static void
ln_check_html_asked(const ln_check_t *check, FILE *f)
{
    size_t  i;

    if (check->notices.n == 0) {
        return;
    }

    (void) fputs("<p>Each page owes each reader: ", f);

    for (i = 0; i < check->notices.n; i++) {
        (void) fputs(i ? ", " : "", f);
        ln_check_html_text(f, check->notices.items[i]);
    }

    (void) fputs(".</p>\n", f);
}


static void
ln_check_html_row(FILE *f, json_t *object)
{
    long         status;
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
                   ln_check_is_wrong(result) ? "bad" : "good",
                   result);

    status = (long) json_integer_value(json_object_get(object, "status"));

    if (status && status != 200) {
        (void) fprintf(f, "<li>status %ld</li>", status);
    }

    if (json_object_get(object, "asks")) {
        (void) fputs("<li>the page asks its reader, who may go on</li>", f);
    }

    if (json_object_get(object, "redirect")) {
        (void) fputs("<li>a redirect leads to ", f);
        ln_check_html_text(f, ln_check_string(object, "redirect"));
        (void) fputs("</li>", f);
    }

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

    list = json_object_get(object, "remarks");

    for (i = 0; i < json_array_size(list); i++) {
        (void) fputs("<li>", f);
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

    if (json_object_get(object, "more_differences")) {
        (void) fputs("<li>there are more differences</li>", f);
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
