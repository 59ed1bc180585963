#define _GNU_SOURCE                     /* memmem() */

#include "ln_ascii.h"
#include "robots/ln_robots.h"


#define LN_ROBOTS_DELAY_MAX  86400000   /* a day in ms */


/* Groups are read once for the agent's name and once for `*`. */
typedef struct {
    const ln_alloc_t  *alloc;
    ln_str_t           agent;
    ln_robots_t        named;
    ln_robots_t        any;
    unsigned           has_named:1;     /* a group names the agent */
    unsigned           in_named:1;      /* this group does */
    unsigned           in_any:1;
    unsigned           in_rules:1;      /* the next agent begins a group */
} ln_robots_reader_t;


static int ln_robots_line(ln_robots_reader_t *reader, ln_str_t line);
static void ln_robots_agent(ln_robots_reader_t *reader, ln_str_t value);
static int ln_robots_rule(ln_robots_reader_t *reader, ln_str_t value,
    unsigned allow);
static int ln_robots_add(const ln_alloc_t *alloc, ln_robots_t *robots,
    ln_str_t pattern, unsigned allow);
static void ln_robots_delay(ln_robots_reader_t *reader, ln_str_t value);
static int ln_robots_normalize(const ln_alloc_t *alloc, ln_str_t text,
    int is_pattern, ln_str_t *normal);
static unsigned char *ln_robots_escape(unsigned char *to, unsigned char c);
static int ln_robots_matches(ln_str_t pattern, ln_str_t target);


int
ln_robots_read(const ln_alloc_t *alloc, ln_str_t text, ln_str_t agent,
    ln_robots_t *robots)
{
    ln_str_t              line;
    ln_robots_reader_t    reader;
    const unsigned char  *p, *end;

    memset(&reader, 0, sizeof(ln_robots_reader_t));
    reader.alloc = alloc;
    reader.agent = agent;

    text = ln_str_unmarked(text);

    if (text.len > LN_ROBOTS_MAX) {
        text.len = LN_ROBOTS_MAX;

        /* a line that is cut would match more than the whole one */

        while (text.len && text.data[text.len - 1] != '\n'
               && text.data[text.len - 1] != '\r')
        {
            text.len--;
        }
    }

    p = text.data;
    end = p + text.len;

    while (p < end) {
        line.data = p;

        while (p < end && *p != '\n' && *p != '\r') {
            p++;
        }

        line.len = p - line.data;
        p += (p < end);

        if (ln_robots_line(&reader, line) != LN_OK) {
            return LN_ERROR;
        }
    }

    *robots = reader.has_named ? reader.named : reader.any;

    return LN_OK;
}


static int
ln_robots_line(ln_robots_reader_t *reader, ln_str_t line)
{
    ln_str_t              name, value;
    const unsigned char  *p;

    p = memchr(line.data, '#', line.len);

    if (p) {
        line.len = p - line.data;
    }

    p = memchr(line.data, ':', line.len);

    if (p == NULL) {
        return LN_OK;
    }

    name.data = line.data;
    name.len = p - line.data;
    name = ln_str_trim(name);

    value.data = p + 1;
    value.len = line.len - (value.data - line.data);
    value = ln_str_trim(value);

    if (ln_str_caseless_eq(name, ln_str("user-agent"))) {
        ln_robots_agent(reader, value);

    } else if (ln_str_caseless_eq(name, ln_str("disallow"))) {
        return ln_robots_rule(reader, value, 0);

    } else if (ln_str_caseless_eq(name, ln_str("allow"))) {
        return ln_robots_rule(reader, value, 1);

    } else if (ln_str_caseless_eq(name, ln_str("crawl-delay"))) {
        ln_robots_delay(reader, value);
    }

    /* other lines, as Sitemap, end no group */

    return LN_OK;
}


/* A version behind the name, as in `name/1.0`, says nothing. */

static void
ln_robots_agent(ln_robots_reader_t *reader, ln_str_t value)
{
    size_t  n;

    if (reader->in_rules) {
        reader->in_rules = 0;
        reader->in_named = 0;
        reader->in_any = 0;
    }

    if (value.len && value.data[0] == '*'
        && (value.len == 1 || ln_is_space(value.data[1])))
    {
        reader->in_any = 1;
        return;
    }

    for (n = 0; n < value.len; n++) {
        if (!ln_is_alpha(value.data[n]) && value.data[n] != '-'
            && value.data[n] != '_')
        {
            break;
        }
    }

    value.len = n;

    if (ln_str_caseless_eq(value, reader->agent)) {
        reader->in_named = 1;
        reader->has_named = 1;
    }
}


static int
ln_robots_rule(ln_robots_reader_t *reader, ln_str_t value, unsigned allow)
{
    reader->in_rules = 1;

    if (value.len == 0) {

        /* "Disallow:" alone forbids nothing */

        return LN_OK;
    }

    if (reader->in_named
        && ln_robots_add(reader->alloc, &reader->named, value, allow) != LN_OK)
    {
        return LN_ERROR;
    }

    return reader->in_any ? ln_robots_add(reader->alloc, &reader->any, value,
                                          allow)
                          : LN_OK;
}


static int
ln_robots_add(const ln_alloc_t *alloc, ln_robots_t *robots, ln_str_t pattern,
    unsigned allow)
{
    ln_robots_rule_t  *rules, *rule;

    rules = ln_array_push(alloc, robots->rules, robots->n,
                          sizeof(ln_robots_rule_t));
    if (rules == NULL) {
        return LN_ERROR;
    }

    robots->rules = rules;
    rule = &rules[robots->n];
    rule->allow = allow & 1;

    if (ln_robots_normalize(alloc, pattern, 1, &rule->pattern) != LN_OK) {
        return LN_ERROR;
    }

    robots->n++;

    return LN_OK;
}


/* "10", or "0.5": in seconds.  What is no number is none. */

static void
ln_robots_delay(ln_robots_reader_t *reader, ln_str_t value)
{
    size_t    i;
    uint64_t  ms, part;

    ms = 0;
    part = 0;

    for (i = 0; i < value.len; i++) {

        if (value.data[i] == '.' && part == 0) {
            part = 1000;
            continue;
        }

        if (!ln_is_digit(value.data[i])) {
            return;
        }

        if (part == 0 && ms < LN_ROBOTS_DELAY_MAX) {
            ms = 10 * ms + 1000 * (uint64_t) (value.data[i] - '0');

        } else if (part > 1) {
            part /= 10;
            ms += part * (uint64_t) (value.data[i] - '0');
        }
    }

    if (ms > LN_ROBOTS_DELAY_MAX) {
        ms = LN_ROBOTS_DELAY_MAX;
    }

    if (reader->in_named) {
        reader->named.delay = (uint32_t) ms;
    }

    if (reader->in_any) {
        reader->any.delay = (uint32_t) ms;
    }
}


int
ln_robots_allows(const ln_alloc_t *alloc, const ln_robots_t *robots,
    ln_str_t target)
{
    size_t             i, longest;
    ln_str_t           normal;
    unsigned           allow;
    ln_robots_rule_t  *rule;

    if (robots->n == 0 || ln_str_eq(target, ln_str("/robots.txt"))) {
        return LN_OK;
    }

    if (ln_robots_normalize(alloc, target, 0, &normal) != LN_OK) {
        return LN_ERROR;
    }

    allow = 1;
    longest = 0;

    for (i = 0; i < robots->n; i++) {
        rule = &robots->rules[i];

        if (rule->pattern.len < longest
            || (rule->pattern.len == longest && !rule->allow && longest)
            || !ln_robots_matches(rule->pattern, normal))
        {
            continue;
        }

        longest = rule->pattern.len;
        allow = rule->allow;
    }

    return allow ? LN_OK : LN_DECLINED;
}


/*
 * RFC 9309, 2.2.2: what need not be escaped is not, and the rest is.  `*` and a
 * `$` at the end are special in a pattern; elsewhere they are escaped.  No path
 * is the path `/` (RFC 3986, 6.2.3).
 */

static int
ln_robots_normalize(const ln_alloc_t *alloc, ln_str_t text, int is_pattern,
    ln_str_t *normal)
{
    int             high, low;
    size_t          i;
    unsigned char   c, *out, *to;

    out = ln_alloc(alloc, 3 * text.len + 2);
    if (out == NULL) {
        return LN_ERROR;
    }

    to = out;

    if (!is_pattern && (text.len == 0 || text.data[0] != '/')) {
        *to++ = '/';
    }

    for (i = 0; i < text.len; i++) {
        c = text.data[i];

        if (c == '%' && text.len - i > 2) {
            high = ln_hex(text.data[i + 1]);
            low = ln_hex(text.data[i + 2]);

            if (high >= 0 && low >= 0) {
                c = (unsigned char) (16 * high + low);
                i += 2;

                if (ln_is_alnum(c) || c == '-' || c == '.' || c == '_'
                    || c == '~')
                {
                    *to++ = c;

                } else {
                    to = ln_robots_escape(to, c);
                }

                continue;
            }
        }

        if (c <= ' ' || c >= 0x7f
            || (c == '*' && !is_pattern)
            || (c == '$' && !(is_pattern && i == text.len - 1)))
        {
            to = ln_robots_escape(to, c);

        } else {
            *to++ = c;
        }
    }

    normal->data = out;
    normal->len = to - out;

    return LN_OK;
}


static unsigned char *
ln_robots_escape(unsigned char *to, unsigned char c)
{
    static const char  digits[] = "0123456789ABCDEF";

    *to++ = '%';
    *to++ = (unsigned char) digits[c >> 4];
    *to++ = (unsigned char) digits[c & 0xf];

    return to;
}


/* The parts between stars, each as early as can be: linear in both. */

static int
ln_robots_matches(ln_str_t pattern, ln_str_t target)
{
    int                   whole, first;
    size_t                len;
    const unsigned char  *p, *end, *at, *star;

    whole = pattern.len && pattern.data[pattern.len - 1] == '$';
    p = pattern.data;
    end = p + pattern.len - whole;
    first = 1;

    for ( ;; ) {
        star = memchr(p, '*', end - p);
        len = (star ? star : end) - p;

        if (target.len < len) {
            return 0;
        }

        if (star == NULL && whole) {
            return (!first || target.len == len)
                   && memcmp(target.data + target.len - len, p, len) == 0;
        }

        at = first ? (memcmp(target.data, p, len) == 0 ? target.data : NULL)
                   : memmem(target.data, target.len, p, len);

        if (at == NULL) {
            return 0;
        }

        if (star == NULL) {
            return 1;
        }

        at += len;
        target.len -= at - target.data;
        target.data = at;
        p = star + 1;
        first = 0;
    }
}
