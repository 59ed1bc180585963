/*
 * What more databases cost a decision: usage: bench_witnesses DATABASE ...
 *
 * The first database alone, the first two, and all of them, in turn; at least
 * two, five for the bars.  Jurisdictions are those of config/jurisdictions that
 * need countries and regions.
 */

#define _GNU_SOURCE

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "geo/jurisdiction/ln_jurisdiction_file.h"


#define BENCH_ROUNDS     15
#define BENCH_DECISIONS  (1 << 20)
#define BENCH_RANKS      (1 << 18)      /* distinct addresses of Zipf's */


typedef struct {
    unsigned              n;            /* databases */
    ln_decision_cache_t  *cache;
    ln_decision_source_t  source;
} bench_set_t;


static ln_address_t        bench_random[BENCH_DECISIONS];
static ln_address_t        bench_zipf[BENCH_DECISIONS];
static ln_error_t          bench_err;
static ln_database_t      *bench_databases[LN_DATABASES];
static unsigned            bench_fields[LN_DATABASES];
static volatile unsigned   bench_sink;


static void *
bench_alloc(void *arena, size_t size)
{
    (void) arena;

    return malloc(size ? size : 1);
}


static const ln_alloc_t  bench_arena = { bench_alloc, NULL };


static void
bench_die(const char *what, const char *why)
{
    fprintf(stderr, "bench_witnesses: %s %s\n", what, why);
    exit(1);
}


static uint32_t
bench_next(void)
{
    static uint64_t  seed = 88172645463325252u;

    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;

    return (uint32_t) (seed >> 16);
}


static int
bench_compare(const void *one, const void *two)
{
    double  a = *(const double *) one, b = *(const double *) two;

    return a < b ? -1 : a > b;
}


static double
bench_median(double *values)
{
    qsort(values, BENCH_ROUNDS, sizeof(double), bench_compare);

    return values[BENCH_ROUNDS / 2];
}


/* Public IPv4 addresses: uniform, and by Zipf's law over some of them. */

static void
bench_addresses(void)
{
    double           harmonic, at;
    unsigned         i, k, low, high, middle;
    unsigned char   *b;
    static double    sums[BENCH_RANKS];

    for (i = 0; i < BENCH_DECISIONS; i++) {
        b = bench_random[i].bytes;
        bench_random[i].family = 4;

        do {
            b[0] = (unsigned char) bench_next();
        } while (b[0] == 0 || b[0] == 10 || b[0] == 127 || b[0] >= 224);

        for (k = 1; k < 4; k++) {
            b[k] = (unsigned char) bench_next();
        }
    }

    for (harmonic = 0, i = 0; i < BENCH_RANKS; i++) {
        harmonic += 1.0 / (i + 1);
        sums[i] = harmonic;
    }

    for (i = 0; i < BENCH_DECISIONS; i++) {
        at = harmonic * bench_next() / 4294967296.0;

        for (low = 0, high = BENCH_RANKS - 1; low < high; /* void */) {
            middle = (low + high) / 2;

            if (sums[middle] < at) {
                low = middle + 1;

            } else {
                high = middle;
            }
        }

        bench_zipf[i] = bench_random[low];
    }
}


static ln_jurisdictions_t *
bench_jurisdictions(unsigned n)
{
    size_t               i;
    ln_jurisdictions_t  *set;

    static const char *const  files[] = {
        "russia-controlled", "russia-controlled-wide", "eu", "gdpr", "belarus",
        "china-mainland", "us-mississippi", "us-age-verification", "quebec"
    };

    char  path[128];

    set = ln_jurisdictions_create(&bench_arena, "config/jurisdictions/");

    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        (void) snprintf(path, sizeof(path), "config/jurisdictions/%s.conf",
                        files[i]);

        /* some include others */

        if (ln_jurisdiction_file(set, &bench_arena, path, &bench_err) != LN_OK
            && strstr(bench_err.text, "duplicate") == NULL)
        {
            bench_die("jurisdictions:", bench_err.text);
        }
    }

    if (ln_jurisdictions_end(set, &bench_err) != LN_OK) {
        bench_die("jurisdictions:", bench_err.text);
    }

    ln_jurisdictions_learn_geonames(set, bench_databases, n);

    return set;
}


/* ns of processor time for a decision. */

static double
bench_decide(const bench_set_t *b, ln_decision_cache_t *cache,
    const ln_address_t *addresses)
{
    unsigned         i;
    ln_location_t    location;
    ln_certainty_t   answers[64];
    ln_conflicts_t   conflicts;
    struct timespec  from, to;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);

    for (i = 0; i < BENCH_DECISIONS; i++) {
        ln_decision_cache_decide(cache, &b->source, &addresses[i], &location,
                                 answers, &conflicts);
        bench_sink += answers[0];
    }

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);

    return ((double) (to.tv_sec - from.tv_sec) * 1e9
            + (double) (to.tv_nsec - from.tv_nsec)) / BENCH_DECISIONS;
}


static void
bench_kind(bench_set_t *sets, unsigned nsets, const char *name, int cached,
    const ln_address_t *addresses)
{
    double    ns[3][BENCH_ROUNDS], ratio[3][BENCH_ROUNDS];
    unsigned  i, k;

    for (i = 0; i < BENCH_ROUNDS; i++) {
        for (k = 0; k < nsets; k++) {
            ns[k][i] = bench_decide(&sets[k], cached ? sets[k].cache : NULL,
                                    addresses);
            ratio[k][i] = ns[k][i] / ns[0][i];
        }
    }

    for (k = 0; k < nsets; k++) {
        printf("| %s, %u database%s | %.0f ns | %.2f | %s |\n", name, sets[k].n,
               sets[k].n > 1 ? "s" : "", bench_median(ns[k]),
               bench_median(ratio[k]), k == 0 ? "" : sets[k].n == 2 ? "1.50"
               : sets[k].n == 5 ? "3.00" : "");
    }
}


int
main(int argc, char **argv)
{
    unsigned             i, n, nsets;
    bench_set_t          sets[3];
    ln_jurisdictions_t  *set;

    n = (unsigned) argc - 1;

    if (n < 2 || n > LN_DATABASES) {
        bench_die("usage: bench_witnesses DATABASE DATABASE ...,",
                  "with regions in the first");
    }

    for (i = 0; i < n; i++) {
        bench_databases[i] = ln_database_open(argv[i + 1], &bench_err);
        bench_fields[i] = ~0u;

        if (bench_databases[i] == NULL) {
            bench_die("", bench_err.text);
        }
    }

    bench_addresses();
    set = bench_jurisdictions(n);
    nsets = n > 2 ? 3 : 2;
    memset(sets, 0, sizeof(sets));

    for (i = 0; i < nsets; i++) {
        sets[i].n = i == 2 ? n : i + 1;
        sets[i].source.set = set;
        sets[i].source.databases = bench_databases;
        sets[i].source.fields = bench_fields;
        sets[i].source.n = sets[i].n;
        sets[i].source.generation = 1;
        sets[i].cache = ln_decision_cache_create(&bench_arena,
                                         ln_jurisdictions_count(set),
                                         sets[i].n);
    }

    printf("## Several databases\n\n%u jurisdictions; databases of the types",
           ln_jurisdictions_count(set));

    for (i = 0; i < n; i++) {
        printf("%s %s", i ? "," : "", ln_database_type(bench_databases[i]));
    }

    printf(".\n\n| a decision | measured | ratio to one | bar |\n"
           "|---|--:|--:|--:|\n");

    bench_kind(sets, nsets, "random addresses", 1, bench_random);
    bench_kind(sets, nsets, "Zipf's addresses", 1, bench_zipf);
    bench_kind(sets, nsets, "random addresses, without the cache", 0,
               bench_random);

    printf("\nThe times are processor time, and medians of %u rounds of %u "
           "decisions.\nOne, two and all databases take turns in each "
           "round.\n", BENCH_ROUNDS, BENCH_DECISIONS);

    return 0;
}
