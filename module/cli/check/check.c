/* legal-notice check: what readers get of the pages of a site. */

#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>

#include "cli/check/check.h"
#include "cli/check/fetch.h"
#include "cli/check/report.h"
#include "cli/check/robots.h"
#include "cli/check/verdict.h"
#include "cli/shared/cli.h"
#include "cli/shared/options.h"
#include "cli/shared/output.h"


/* Where a page owes a notice and lacks it, or something else is wrong. */
#define LN_CHECK_STATUS_LACKS  1


static int ln_check_options(ln_check_t *check, int argc, char **argv);
static int ln_check_option(ln_check_t *check, int option, const char *value);
static int ln_check_once(const char *name, const char *value,
    const char **to);
static int ln_check_number(const char *name, const char *value, long least,
    long most, long *number);
static int ln_check_from(ln_check_t *check, const char *path);
static int ln_check_urls(ln_check_t *check, int argc, char **argv);
static int ln_check_sitemaps(ln_check_t *check);
static int ln_check_unusable(ln_check_t *check, const char *sitemap,
    size_t from);
static int ln_check_run(ln_check_t *check);


int
ln_cli_check(int argc, char **argv)
{
    int         rc;
    ln_check_t  check;

    memset(&check, 0, sizeof(ln_check_t));
    ln_cli_arena_init(&check.arena);

    check.urls.alloc = &check.arena.alloc;
    check.sitemaps.alloc = &check.arena.alloc;
    check.unusable.alloc = &check.arena.alloc;
    check.places.alloc = &check.arena.alloc;
    check.from.alloc = &check.arena.alloc;
    check.notices.alloc = &check.arena.alloc;
    check.parallel = 4;
    check.retries = 2;
    check.timeout = 30;

    rc = ln_check_options(&check, argc, argv);

    if (rc == 0) {
        rc = ln_check_urls(&check, argc - optind, argv + optind);
    }

    if (rc == 0) {
        rc = ln_check_sitemaps(&check);
    }

    if (rc == 0 && !check.ignore_robots && ln_check_hosts(&check) != LN_OK) {
        rc = ln_cli_error("check", "no memory");
    }

    if (rc == 0) {
        rc = ln_check_run(&check);
    }

    ln_check_report_free(&check);
    ln_cli_arena_free(&check.arena);

    return rc;
}


static int
ln_check_options(ln_check_t *check, int argc, char **argv)
{
    int         option;
    ln_error_t  err;

    static const struct option  options[] = {
        { "as", required_argument, NULL, 'a' },
        { "from", required_argument, NULL, 'f' },
        { "interface", required_argument, NULL, 'i' },
        { "notice", required_argument, NULL, 'n' },
        { "sitemap", required_argument, NULL, 's' },
        { "html", required_argument, NULL, 'h' },
        { "json", no_argument, NULL, 'j' },
        { "quiet", no_argument, NULL, 'q' },
        { "ignore-robots", no_argument, NULL, 'o' },
        { "parallel", required_argument, NULL, 'p' },
        { "retries", required_argument, NULL, 'r' },
        { "timeout", required_argument, NULL, 't' },
        { NULL, 0, NULL, 0 }
    };

    while ((option = ln_cli_option(argc, argv, options)) != -1) {
        if (ln_check_option(check, option, optarg) != 0) {
            return LN_CLI_FAILED;
        }
    }

    if (check->places.n && check->from.n) {
        return ln_cli_error("check", "\"--as\" and \"--from\" exclude each "
                            "other");
    }

    if (check->from.n && check->interface) {
        return ln_cli_error("check", "\"--from\" and \"--interface\" exclude "
                            "each other");
    }

    /* now, and not when thousands of pages have been fetched */

    if (check->html && ln_cli_output_check(check->html, &err) != LN_OK) {
        return ln_cli_error("check", "%s", err.text);
    }

    return 0;
}


static int
ln_check_option(ln_check_t *check, int option, const char *value)
{
    int  rc;

    rc = LN_OK;

    switch (option) {

    case 'a':
        rc = ln_check_list_add(&check->places, ln_str(value));
        break;

    case 'n':
        rc = ln_check_list_add(&check->notices, ln_str(value));
        break;

    case 's':
        rc = ln_check_list_add(&check->sitemaps, ln_str(value));
        break;

    case 'f':
        return ln_check_from(check, value);

    case 'i':
        return ln_check_once("interface", value, &check->interface);

    case 'h':
        return ln_check_once("html", value, &check->html);

    case 'j':
        check->json = 1;
        break;

    case 'q':
        check->quiet = 1;
        break;

    case 'o':
        check->ignore_robots = 1;
        break;

    case 'p':
        return ln_check_number("parallel", value, 1, 32, &check->parallel);

    case 'r':
        return ln_check_number("retries", value, 0, 10, &check->retries);

    case 't':
        return ln_check_number("timeout", value, 1, 3600, &check->timeout);

    default:                            /* it has been told */
        return LN_CLI_FAILED;
    }

    return rc == LN_OK ? 0 : ln_cli_error("check", "no memory");
}


/* An option that stands twice would be one that is not heeded. */

static int
ln_check_once(const char *name, const char *value, const char **to)
{
    if (*to) {
        return ln_cli_error("check", "\"--%s\" is there twice, \"%s\" and "
                            "\"%s\"", name, *to, value);
    }

    *to = value;

    return 0;
}


static int
ln_check_number(const char *name, const char *value, long least, long most,
    long *number)
{
    char  *end;

    *number = strtol(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || *number < least
        || *number > most)
    {
        return ln_cli_error("check", "--%s must be a number from %ld to %ld, "
                            "not \"%s\"", name, least, most, value);
    }

    return 0;
}


/* Each line begins with an address; the rest of it is for people. */

static int
ln_check_from(ln_check_t *check, const char *path)
{
    int     rc, error;
    FILE   *file;
    size_t  i;

    file = fopen(path, "r");

    if (file == NULL) {
        return ln_cli_error("check", "cannot open \"%s\": %s", path,
                            strerror(errno));
    }

    rc = ln_check_list_read(&check->from, file);
    error = errno;
    (void) fclose(file);

    if (rc != LN_OK || check->from.n == 0) {
        return rc == LN_OK ? ln_cli_error("check", "\"%s\" has no address",
                                          path)
                           : ln_cli_error("check", "cannot read \"%s\": %s",
                                          path, strerror(error));
    }

    for (i = 0; i < check->from.n; i++) {
        check->from.items[i][strcspn(check->from.items[i], " \t")] = '\0';
    }

    return 0;
}


static int
ln_check_urls(ln_check_t *check, int argc, char **argv)
{
    int     i, rc;
    size_t  k;

    for (i = 0; i < argc; i++) {
        if (strcmp(argv[i], "-") != 0) {
            rc = ln_check_list_add(&check->urls, ln_str(argv[i]));
            errno = ENOMEM;

        } else {
            rc = ln_check_list_read(&check->urls, stdin);
        }

        if (rc != LN_OK) {
            return ln_cli_error("check", "the list of URLs cannot be read: %s",
                                strerror(errno));
        }
    }

    for (k = 0; k < check->urls.n; k++) {
        if (!ln_check_is_url(ln_str(check->urls.items[k]))) {
            return ln_cli_error("check", "no http or https URL: \"%s\"",
                                check->urls.items[k]);
        }
    }

    if (argc == 0 && check->sitemaps.n == 0) {
        return ln_cli_error("check", "a URL is expected, --sitemap URL, or - "
                            "for a list on standard input");
    }

    return 0;
}


/* The list grows while it is read: a sitemap may name others. */

static int
ln_check_sitemaps(ln_check_t *check)
{
    int                 rc;
    size_t              i, n;
    ln_str_t            bytes;
    ln_error_t          err;
    const char         *url;
    ln_check_answer_t   answer;
    ln_check_sitemap_t  to;

    to.urls = &check->urls;
    to.sitemaps = &check->sitemaps;
    to.unusable = &check->unusable;

    for (i = 0; i < check->sitemaps.n; i++) {
        url = check->sitemaps.items[i];
        n = check->unusable.n;
        memset(&answer, 0, sizeof(ln_check_answer_t));
        memset(&err, 0, sizeof(ln_error_t));

        rc = ln_check_fetch(check, url, &answer, &err);

        if (rc == LN_OK && answer.status != 200) {
            rc = ln_error(&err, "the status is %ld", answer.status);
        }

        if (rc == LN_OK) {
            bytes.data = answer.body;
            bytes.len = answer.len;
            rc = ln_check_sitemap(bytes, &to, &err);
        }

        ln_check_answer_free(&answer);

        if (rc != LN_OK) {
            return ln_cli_error("check", "cannot use the sitemap \"%s\": %s",
                                url, err.text);
        }

        if (ln_check_unusable(check, url, n) != LN_OK) {
            return ln_cli_error("check", "no memory");
        }
    }

    return 0;
}


/* Reports what a sitemap has that names no page: it would go unchecked. */

static int
ln_check_unusable(ln_check_t *check, const char *sitemap, size_t from)
{
    size_t              i;
    ln_check_verdict_t  v;

    for (i = from; i < check->unusable.n; i++) {
        memset(&v, 0, sizeof(ln_check_verdict_t));
        v.check = check;
        v.url = check->unusable.items[i];

        if (ln_check_verdict_begin(&v, 0) != LN_OK) {
            return LN_ERROR;
        }

        ln_check_problem(&v, LN_CHECK_FAILED, *v.url
                         ? "the sitemap \"%s\" has it, and it is no http or "
                           "https URL"
                         : "the sitemap \"%s\" has an entry without a URL",
                         sitemap);

        if (ln_check_report(&v) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_check_run(ln_check_t *check)
{
    ln_error_t  err;

    memset(&err, 0, sizeof(ln_error_t));

    if (ln_check_fetch_all(check, &err) != LN_OK) {
        return ln_cli_error("check", "%s", err.text);
    }

    if (ln_check_report_end(check, &err) != LN_OK) {
        return ln_cli_error("check", "%s", err.text);
    }

    if (check->lacking) {
        return LN_CHECK_STATUS_LACKS;
    }

    if (check->left_out && check->checks == 0) {
        return ln_cli_error("check", "no page was checked: robots.txt leaves "
                            "out all of them. If the site is yours, "
                            "--ignore-robots checks them");
    }

    if (check->urls.n == 0 && check->failed == 0) {
        return ln_cli_error("check", "no page was checked: the list, or the "
                            "sitemap, has none");
    }

    return check->failed ? LN_CLI_FAILED : 0;
}
