#include "ln_ascii.h"
#include "notice/ln_date.h"


typedef struct {
    const unsigned char  *p;
    const unsigned char  *end;
} ln_date_reader_t;


static int ln_date_number(ln_date_reader_t *r, unsigned digits, unsigned min,
    unsigned max, unsigned *number);
static int ln_date_char(ln_date_reader_t *r, unsigned char c);
static int ln_date_time(ln_date_reader_t *r, int64_t *seconds);
static int ln_date_fraction(ln_date_reader_t *r);
static int ln_date_offset(ln_date_reader_t *r, int64_t *seconds);
static unsigned ln_date_month_days(unsigned year, unsigned month);
static int64_t ln_date_days(unsigned year, unsigned month, unsigned day);


int
ln_date_parse(ln_str_t text, time_t *date, ln_error_t *err)
{
    int64_t           at, seconds;
    unsigned          year, month, day;
    ln_date_reader_t  r;

    r.p = text.data;
    r.end = text.data + text.len;
    seconds = 0;

    if (ln_date_number(&r, 4, 1970, 9999, &year) != LN_OK
        || ln_date_char(&r, '-') != LN_OK
        || ln_date_number(&r, 2, 1, 12, &month) != LN_OK
        || ln_date_char(&r, '-') != LN_OK
        || ln_date_number(&r, 2, 1, ln_date_month_days(year, month), &day)
           != LN_OK
        || (r.p != r.end
            && (ln_date_char(&r, 'T') != LN_OK
                || ln_date_time(&r, &seconds) != LN_OK
                || ln_date_offset(&r, &seconds) != LN_OK))
        || r.p != r.end)
    {
        return ln_error(err, "invalid date \"%.*s\", an ISO 8601 date like "
                        "\"2024-02-29\" or \"2024-02-29T12:00:00+03:00\" is "
                        "expected", (int) text.len, (const char *) text.data);
    }

    at = ln_date_days(year, month, day) * 86400 + seconds;
    *date = (time_t) at;

    if (*date != at) {
        return ln_error(err, "date \"%.*s\" is after 2038-01-19T03:14:07Z, "
                        "the last time of a 32-bit system, an earlier date is "
                        "expected", (int) text.len, (const char *) text.data);
    }

    return LN_OK;
}


static int
ln_date_number(ln_date_reader_t *r, unsigned digits, unsigned min,
    unsigned max, unsigned *number)
{
    unsigned  i, n;

    n = 0;

    for (i = 0; i < digits; i++, r->p++) {
        if (r->p == r->end || !ln_is_digit(*r->p)) {
            return LN_ERROR;
        }

        n = n * 10 + (*r->p - '0');
    }

    if (n < min || n > max) {
        return LN_ERROR;
    }

    *number = n;

    return LN_OK;
}


static int
ln_date_char(ln_date_reader_t *r, unsigned char c)
{
    if (r->p == r->end || *r->p != c) {
        return LN_ERROR;
    }

    r->p++;

    return LN_OK;
}


static int
ln_date_time(ln_date_reader_t *r, int64_t *seconds)
{
    unsigned  hour, minute, second;

    second = 0;

    if (ln_date_number(r, 2, 0, 23, &hour) != LN_OK
        || ln_date_char(r, ':') != LN_OK
        || ln_date_number(r, 2, 0, 59, &minute) != LN_OK)
    {
        return LN_ERROR;
    }

    if (ln_date_char(r, ':') == LN_OK
        && (ln_date_number(r, 2, 0, 59, &second) != LN_OK
            || ln_date_fraction(r) != LN_OK))
    {
        return LN_ERROR;
    }

    *seconds += hour * 3600 + minute * 60 + second;

    return LN_OK;
}


/* A fraction of a second is dropped: time_t has none. */

static int
ln_date_fraction(ln_date_reader_t *r)
{
    if (ln_date_char(r, '.') != LN_OK && ln_date_char(r, ',') != LN_OK) {
        return LN_OK;
    }

    if (r->p == r->end || !ln_is_digit(*r->p)) {
        return LN_ERROR;
    }

    while (r->p != r->end && ln_is_digit(*r->p)) {
        r->p++;
    }

    return LN_OK;
}


/* Without an offset it is UTC, as a date without a time is. */

static int
ln_date_offset(ln_date_reader_t *r, int64_t *seconds)
{
    int64_t   offset;
    unsigned  hour, minute, east;

    if (r->p == r->end || ln_date_char(r, 'Z') == LN_OK) {
        return LN_OK;
    }

    east = (ln_date_char(r, '+') == LN_OK);
    minute = 0;

    if ((!east && ln_date_char(r, '-') != LN_OK)
        || ln_date_number(r, 2, 0, 23, &hour) != LN_OK)
    {
        return LN_ERROR;
    }

    /* +03:00, +0300 or +03 */

    if ((ln_date_char(r, ':') == LN_OK || r->p != r->end)
        && ln_date_number(r, 2, 0, 59, &minute) != LN_OK)
    {
        return LN_ERROR;
    }

    offset = hour * 3600 + minute * 60;
    *seconds += east ? -offset : offset;

    return LN_OK;
}


static unsigned
ln_date_month_days(unsigned year, unsigned month)
{
    static const unsigned char  days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };

    if (month == 2
        && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
    {
        return 29;
    }

    return days[month - 1];
}


/* Days since 1970-01-01 in the proleptic Gregorian calendar. */

static int64_t
ln_date_days(unsigned year, unsigned month, unsigned day)
{
    int64_t   days;
    unsigned  m, y;

    y = year - 1;
    days = (int64_t) y * 365 + y / 4 - y / 100 + y / 400 - 719162;

    for (m = 1; m < month; m++) {
        days += ln_date_month_days(year, m);
    }

    return days + day - 1;
}
