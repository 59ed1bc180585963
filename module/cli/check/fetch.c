/*
 * Pages are fetched, some at a time, by libcurl.  Each has a handle of its
 * own, which makes one request of the page after another.  Without libcurl the
 * command can be built all the same, and says what it lacks.
 */

#define _POSIX_C_SOURCE  200809L

#include "cli/check/fetch.h"

#if !defined(LN_WITHOUT_CURL) && __has_include(<curl/curl.h>)

#include <stdlib.h>
#include <time.h>

#include "cli/check/curl.h"
#include "cli/check/report.h"
#include "cli/check/robots.h"
#include "cli/check/task.h"
#include "cli/shared/cli.h"


typedef struct {
    ln_check_task_t     task;
    CURL               *easy;
    struct curl_slist  *fields;
    char                why[CURL_ERROR_SIZE];
    unsigned            follows:1;      /* libcurl follows redirects, to what
                                           robots.txt forbids, too */
    unsigned            busy:1;         /* there is a task */
    unsigned            running:1;      /* .. and its request */
} ln_check_slot_t;


static const ln_curl_t  *curl;


static double ln_check_now(void);
static void ln_check_sleep(double seconds);
static int ln_check_request(ln_check_slot_t *slot);
static int ln_check_field(struct curl_slist **fields, const char *name,
    const char *value);
static void ln_check_answered(ln_check_slot_t *slot, CURLcode rc);
static int ln_check_slots(ln_check_t *check, CURLM *multi,
    ln_check_slot_t *slots, size_t *next, unsigned *busy);
static int ln_check_redirected(ln_check_slot_t *slot);
static int ln_check_ended(CURLM *multi, unsigned *ended);


static double
ln_check_now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_MONOTONIC, &t);

    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}


static void
ln_check_sleep(double seconds)
{
    struct timespec  t;

    t.tv_sec = (time_t) seconds;
    t.tv_nsec = (long) ((seconds - (double) t.tv_sec) * 1e9);

    (void) nanosleep(&t, NULL);
}


static size_t
ln_check_on_field(char *data, size_t size, size_t n, void *user)
{
    ln_check_slot_t  *slot = user;
    ln_str_t          line;

    line.data = (unsigned char *) data;
    line.len = size * n;
    ln_check_answer_field(&slot->task.answer, line);

    return size * n;
}


static size_t
ln_check_on_body(char *data, size_t size, size_t n, void *user)
{
    ln_check_slot_t  *slot = user;
    ln_str_t          bytes;

    bytes.data = (unsigned char *) data;
    bytes.len = size * n;

    return ln_check_answer_body(&slot->task.answer, bytes) == LN_OK ? bytes.len
                                                                    : 0;
}


static int
ln_check_field(struct curl_slist **fields, const char *name, const char *value)
{
    char                line[1024];
    struct curl_slist  *more;

    if (value == NULL) {
        return LN_OK;
    }

    (void) snprintf(line, sizeof(line), "%s: %s", name, value);

    more = curl->slist_append(*fields, line);
    if (more == NULL) {
        return LN_ERROR;
    }

    *fields = more;

    return LN_OK;
}


/* Prepares the task's next request. */

static int
ln_check_request(ln_check_slot_t *slot)
{
    int          rc;
    char         from[256];
    CURL        *easy;
    const char  *address;

    if (slot->easy == NULL) {
        slot->easy = curl->easy_init();
    }

    easy = slot->easy;
    if (easy == NULL) {
        return LN_ERROR;
    }

    curl->easy_reset(easy);
    curl->slist_free_all(slot->fields);
    slot->fields = NULL;
    slot->why[0] = '\0';

    if (ln_check_field(&slot->fields, "X-Legal-Preview",
                       ln_check_task_place(&slot->task)) != LN_OK
        || ln_check_field(&slot->fields, "If-None-Match",
                          ln_check_task_etag(&slot->task)) != LN_OK
        || ln_check_field(&slot->fields, "If-Modified-Since",
                          ln_check_task_since(&slot->task)) != LN_OK)
    {
        return LN_ERROR;
    }

    rc = curl->easy_setopt(easy, CURLOPT_URL, slot->task.at) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_PRIVATE, slot) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->why) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_HTTPHEADER, slot->fields)
            != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_USERAGENT,
                             LN_CHECK_AGENT "/" LN_CLI_VERSION) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION,
                             slot->follows ? 1L : 0L) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_MAXREDIRS,
                             LN_CHECK_REDIRECTS_MAX) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_TIMEOUT, slot->task.check->timeout)
            != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, ln_check_on_field)
            != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_HEADERDATA, slot) != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, ln_check_on_body)
            != CURLE_OK
         || curl->easy_setopt(easy, CURLOPT_WRITEDATA, slot) != CURLE_OK;

#if LIBCURL_VERSION_NUM >= 0x075500
    rc |= curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https")
          != CURLE_OK
          || curl->easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
             != CURLE_OK;
#else
    rc |= curl->easy_setopt(easy, CURLOPT_PROTOCOLS,
                           CURLPROTO_HTTP|CURLPROTO_HTTPS) != CURLE_OK
          || curl->easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS,
                              CURLPROTO_HTTP|CURLPROTO_HTTPS) != CURLE_OK;
#endif

    address = ln_check_task_from(&slot->task);

    if (address) {

        /* libcurl 8.14 takes a connection that is there, from any address */

        (void) snprintf(from, sizeof(from), "host!%s", address);
        rc |= curl->easy_setopt(easy, CURLOPT_INTERFACE, from) != CURLE_OK
              || curl->easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L) != CURLE_OK
              || curl->easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L) != CURLE_OK;
    }

    return rc ? LN_ERROR : LN_OK;
}


static void
ln_check_answered(ln_check_slot_t *slot, CURLcode rc)
{
    ln_check_answer_t  *answer;

    answer = &slot->task.answer;

    if (rc == CURLE_OK && !answer->header) {

        /* libcurl takes what came of it for a whole one */

        answer->status = 0;
        answer->error = "the response ends within its header";
        return;
    }

    if (rc == CURLE_OK) {
        (void) curl->easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE,
                                 &answer->status);
        return;
    }

    answer->status = 0;
    answer->error = answer->too_large ? "the page is larger than 64 MB"
                    : slot->why[0] ? slot->why : curl->easy_strerror(rc);
}


int
ln_check_fetch(ln_check_t *check, const char *url, ln_check_answer_t *answer,
    ln_error_t *err)
{
    int              rc;
    double           seconds;
    ln_check_slot_t  slot;

    memset(answer, 0, sizeof(ln_check_answer_t));

    curl = ln_curl_load(err);
    if (curl == NULL) {
        return LN_ERROR;
    }

    memset(&slot, 0, sizeof(ln_check_slot_t));
    ln_check_task_begin(&slot.task, check, url);
    slot.follows = 1;

    for ( ;; ) {
        rc = ln_check_request(&slot);

        if (rc != LN_OK) {
            (void) ln_error(err, "libcurl takes no request");
            break;
        }

        ln_check_answered(&slot, curl->easy_perform(slot.easy));

        if (!ln_check_task_retry(&slot.task, &seconds)) {
            break;
        }

        ln_check_sleep(seconds);
    }

    *answer = slot.task.answer;

    if (rc == LN_OK && answer->status == 0) {
        rc = ln_error(err, "%s", answer->error);
    }

    curl->slist_free_all(slot.fields);
    curl->easy_cleanup(slot.easy);

    return rc;
}


int
ln_check_fetch_all(ln_check_t *check, ln_error_t *err)
{
    int               rc, running;
    long              i;
    size_t            next;
    CURLM            *multi;
    unsigned          busy, ended;
    ln_check_slot_t  *slots;

    curl = ln_curl_load(err);
    if (curl == NULL) {
        return LN_ERROR;
    }

    ln_check_progress(check);

    multi = curl->multi_init();
    slots = calloc(check->parallel, sizeof(ln_check_slot_t));
    rc = (multi && slots) ? LN_OK : ln_error(err, "no memory");
    next = 0;
    busy = 1;

    while (rc == LN_OK && busy) {

        if (ln_check_slots(check, multi, slots, &next, &busy) != LN_OK
            || curl->multi_perform(multi, &running) != CURLM_OK
            || ln_check_ended(multi, &ended) != LN_OK
            || (busy && !ended
                && curl->multi_poll(multi, NULL, 0, 100, NULL) != CURLM_OK))
        {
            rc = ln_error(err, "no memory, or libcurl takes no request");
        }
    }

    for (i = 0; slots && i < check->parallel; i++) {
        if (slots[i].running) {
            (void) curl->multi_remove_handle(multi, slots[i].easy);
        }

        curl->slist_free_all(slots[i].fields);
        curl->easy_cleanup(slots[i].easy);
        ln_check_answer_free(&slots[i].task.answer);
        ln_check_answer_free(&slots[i].task.nobody);
    }

    free(slots);
    (void) curl->multi_cleanup(multi);

    return rc;
}


/* Gives pages to idle slots, and begins requests whose time has come. */

static int
ln_check_slots(ln_check_t *check, CURLM *multi, ln_check_slot_t *slots,
    size_t *next, unsigned *busy)
{
    long              i;
    ln_check_slot_t  *slot;

    *busy = 0;

    for (i = 0; i < check->parallel; i++) {
        slot = &slots[i];

        while (!slot->busy && *next < check->urls.n) {
            ln_check_task_begin(&slot->task, check, check->urls.items[*next]);
            slot->task.page = (*next)++;
            slot->follows = check->ignore_robots;

            if (ln_check_task_allowed(&slot->task) == LN_ERROR) {
                return LN_ERROR;
            }

            slot->busy = (slot->task.step != LN_CHECK_END);
        }

        *busy |= slot->busy;

        if (slot->busy && !slot->running
            && ln_check_task_starts(&slot->task, ln_check_now()))
        {
            if (ln_check_request(slot) != LN_OK
                || curl->multi_add_handle(multi, slot->easy) != CURLM_OK)
            {
                return LN_ERROR;
            }

            slot->running = 1;
        }
    }

    return LN_OK;
}


/* LN_OK: the request that it leads to is next.  LN_DECLINED: there is none. */

static int
ln_check_redirected(ln_check_slot_t *slot)
{
    char  *url;

    url = NULL;

    if (slot->follows || slot->task.answer.status / 100 != 3
        || curl->easy_getinfo(slot->easy, CURLINFO_REDIRECT_URL, &url)
           != CURLE_OK
        || url == NULL)
    {
        return LN_DECLINED;
    }

    return ln_check_task_redirected(&slot->task, url);
}


/* Takes responses; their slots go on at once. */

static int
ln_check_ended(CURLM *multi, unsigned *ended)
{
    int               rc, left;
    double            seconds;
    CURLMsg          *message;
    ln_check_slot_t  *slot;

    *ended = 0;

    while ((message = curl->multi_info_read(multi, &left)) != NULL) {

        *ended = 1;
        (void) curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
                                 (char **) &slot);
        ln_check_answered(slot, message->data.result);
        (void) curl->multi_remove_handle(multi, slot->easy);
        slot->running = 0;

        rc = ln_check_redirected(slot);

        if (rc == LN_OK) {
            continue;
        }

        if (rc == LN_ERROR) {
            return LN_ERROR;
        }

        if (slot->task.redirects <= LN_CHECK_REDIRECTS_MAX
            && !slot->task.forbidden
            && ln_check_task_retry(&slot->task, &seconds))
        {
            slot->task.wake = ln_check_now() + seconds;
            continue;
        }

        if (ln_check_task_answered(&slot->task) != LN_OK) {
            return LN_ERROR;
        }

        if (slot->task.step == LN_CHECK_END) {
            slot->busy = 0;
        }
    }

    return LN_OK;
}


#else


static const char  ln_check_without[] =
    "this command was built without libcurl: install libcurl4-openssl-dev "
    "(Debian) or libcurl-devel (RPM), and build it again";


int
ln_check_fetch_all(ln_check_t *check, ln_error_t *err)
{
    (void) check;

    return ln_error(err, "%s", ln_check_without);
}


int
ln_check_fetch(ln_check_t *check, const char *url, ln_check_answer_t *answer,
    ln_error_t *err)
{
    (void) check;
    (void) url;
    (void) answer;

    return ln_error(err, "%s", ln_check_without);
}


#endif
