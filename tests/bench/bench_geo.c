/*
 * How fast an address becomes answers: usage: bench_geo [DATABASE].
 *
 * DATABASE (or LN_GEO_DATABASE) is a City database, such as GeoLite2-City;
 * without it the tests' own small one is taken, which says nothing of a real
 * one's speed.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "geo/location/ln_country.h"


#define BENCH_ROUNDS     15
#define BENCH_DECISIONS  1000000
#define BENCH_SLOW       20         /* times fewer decisions term by term */
#define BENCH_ADDRESSES  (1 << 20)
#define BENCH_RANKS      (1 << 18)      /* distinct addresses of Zipf's */
#define BENCH_WORKERS    8
#define BENCH_PREFIXES   100000


typedef struct {
    ln_jurisdictions_t   *set;
    ln_decision_cache_t  *cache;
    unsigned              count;
} bench_set_t;


static ln_address_t        bench_random[BENCH_ADDRESSES];
static ln_address_t        bench_zipf[BENCH_ADDRESSES];
static ln_error_t          bench_err;
static volatile unsigned   bench_sink;
static const unsigned      bench_fields = ~0u;
static unsigned long       bench_allocations;


/* Counts what is asked of the C library. */

extern void *__libc_malloc(size_t size);


void *
malloc(size_t size)
{
    bench_allocations++;

    return __libc_malloc(size);
}


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
    fprintf(stderr, "bench_geo: %s %s\n", what, why);
    exit(1);
}


static double
bench_now(clockid_t clock)
{
    struct timespec  t;

    (void) clock_gettime(clock, &t);

    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
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
bench_median(double *values, unsigned n)
{
    qsort(values, n, sizeof(double), bench_compare);

    return values[n / 2];
}


/* Public IPv4 addresses: uniform, and by Zipf's law over some of them. */

static void
bench_addresses(void)
{
    double           harmonic, at;
    unsigned         i, rank;
    unsigned char   *b;
    static double    sums[BENCH_RANKS];

    for (i = 0; i < BENCH_ADDRESSES; i++) {
        b = bench_random[i].bytes;
        bench_random[i].family = 4;

        do {
            b[0] = (unsigned char) bench_next();
        } while (b[0] == 0 || b[0] == 10 || b[0] == 127 || b[0] >= 224);

        b[1] = (unsigned char) bench_next();
        b[2] = (unsigned char) bench_next();
        b[3] = (unsigned char) bench_next();
    }

    for (harmonic = 0, rank = 0; rank < BENCH_RANKS; rank++) {
        harmonic += 1.0 / (rank + 1);
        sums[rank] = harmonic;
    }

    for (i = 0; i < BENCH_ADDRESSES; i++) {
        unsigned  low, high, middle;

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


static void
bench_term(ln_jurisdiction_t *j, const char *name, const char *value)
{
    ln_str_t  words[2];

    words[0] = ln_str(name);
    words[1] = ln_str(value);

    if (ln_jurisdiction_term(j, words, 2, "bench", 1, &bench_err) != LN_OK) {
        bench_die("a term:", bench_err.text);
    }
}


/* An id of the database; of a town anywhere if it has none. */

static unsigned
bench_geoname(ln_database_t *db)
{
    const ln_image_t  *image;

    image = ln_database_image(db);

    return image->header->ngazetteer
           ? image->gazetteer[bench_next() % image->header->ngazetteer].id
           : 1 + bench_next() % 12000000;
}


/* n jurisdictions of 30 terms each, of all kinds that a City file answers. */

static void
bench_set(bench_set_t *b, unsigned n, ln_database_t *db)
{
    char                 text[64];
    unsigned             i, k;
    const char          *country;
    ln_jurisdiction_t   *j;

    b->set = ln_jurisdictions_create(&bench_arena, "/");
    b->count = n;

    for (i = 0; i < n; i++) {
        (void) snprintf(text, sizeof(text), "j%u", i);
        j = ln_jurisdiction_add(b->set, ln_str(text), &bench_err);

        for (k = 0; k < 10; k++) {
            do {
                country = ln_region_code(bench_next() % ln_region_count());
                (void) snprintf(text, sizeof(text), "%.2s", country);
            } while (!ln_country_known(ln_str(text)));

            bench_term(j, "country", text);
        }

        for (k = 0; k < 10; k++) {
            bench_term(j, "region",
                       ln_region_code(bench_next() % ln_region_count()));
        }

        for (k = 0; k < 4; k++) {
            (void) snprintf(text, sizeof(text), "%u", bench_geoname(db));
            bench_term(j, "geoname", text);
            (void) snprintf(text, sizeof(text), "%u.%u.%u.0/24",
                            11 + bench_next() % 100, bench_next() & 255,
                            bench_next() & 255);
            bench_term(j, "network", text);
        }

        bench_term(j, "registered_country", "RU");

        if (i) {
            (void) snprintf(text, sizeof(text), "j%u", bench_next() % i);
            bench_term(j, "jurisdiction", text);

        } else {
            bench_term(j, "country", "RU");
        }
    }

    if (ln_jurisdictions_end(b->set, &bench_err) != LN_OK) {
        bench_die("jurisdictions:", bench_err.text);
    }

    ln_jurisdictions_learn_geonames(b->set, &db, 1);
    b->cache = ln_decision_cache_create(&bench_arena, n, 1);
}


/* ns for a decision.  cache may be NULL. */

static double
bench_decide(const bench_set_t *b, ln_decision_cache_t *cache,
    ln_database_t *db, const ln_address_t *addresses)
{
    double            begin;
    unsigned          i;
    ln_location_t     location;
    ln_certainty_t    answers[64];
    ln_conflicts_t    conflicts;
    ln_decision_source_t  source;

    memset(&source, 0, sizeof(ln_decision_source_t));

    source.set = b->set;
    source.databases = &db;
    source.fields = &bench_fields;
    source.n = 1;
    source.generation = 1;

    begin = bench_now(CLOCK_PROCESS_CPUTIME_ID);

    for (i = 0; i < BENCH_DECISIONS; i++) {
        ln_decision_cache_decide(cache, &source,
                                 &addresses[i % BENCH_ADDRESSES], &location,
                                 answers, &conflicts);
        bench_sink += answers[0];
    }

    return (bench_now(CLOCK_PROCESS_CPUTIME_ID) - begin) * 1e9
           / BENCH_DECISIONS;
}


/* ns for a decision that is made term by term, as it is explained. */

static double
bench_terms(const bench_set_t *b, ln_database_t *db,
    const ln_address_t *addresses)
{
    double                           begin;
    unsigned                         i;
    ln_location_t                    location;
    ln_certainty_t                   answers[64];
    const ln_address_t              *address;
    static ln_jurisdiction_reason_t  reasons[64];

    begin = bench_now(CLOCK_PROCESS_CPUTIME_ID);

    for (i = 0; i < BENCH_DECISIONS / BENCH_SLOW; i++) {
        address = &addresses[i];

        ln_database_locate(&db, 1, address, &location);
        ln_jurisdictions_explain(b->set, &location, address, answers, reasons);
        bench_sink += answers[0];
    }

    return (bench_now(CLOCK_PROCESS_CPUTIME_ID) - begin) * 1e9
           / (BENCH_DECISIONS / BENCH_SLOW);
}


static void
bench_decisions(ln_database_t *db)
{
    double               ns[4][BENCH_ROUNDS], ratio[2][BENCH_ROUNDS];
    double               bare[2][BENCH_ROUNDS], terms[2][BENCH_ROUNDS];
    unsigned             i, k;
    bench_set_t          one, fifty;
    unsigned long        before;
    const ln_address_t  *addresses;

    bench_set(&one, 1, db);
    bench_set(&fifty, 50, db);

    before = bench_allocations;

    for (i = 0; i < BENCH_ROUNDS; i++) {
        for (k = 0; k < 2; k++) {
            addresses = k ? bench_zipf : bench_random;
            ns[2 * k][i] = bench_decide(&one, one.cache, db, addresses);
            ns[2 * k + 1][i] = bench_decide(&fifty, fifty.cache, db,
                                            addresses);
            bare[k][i] = bench_decide(&fifty, NULL, db, addresses);
            terms[k][i] = bench_terms(&fifty, db, addresses);
            ratio[k][i] = ns[2 * k + 1][i] / ns[2 * k][i];
        }
    }

    before = bench_allocations - before;

    for (k = 0; k < 2; k++) {
        printf("| a decision, %s addresses, 1 jurisdiction of 30 terms | "
               "%.0f ns | 300 ns |\n", k ? "Zipf's" : "random",
               bench_median(ns[2 * k], BENCH_ROUNDS));
        printf("| .. 50 jurisdictions of 30 terms | %.0f ns | 300 ns |\n",
               bench_median(ns[2 * k + 1], BENCH_ROUNDS));
        printf("| .. their ratio | %.2f | 1.20 |\n",
               bench_median(ratio[k], BENCH_ROUNDS));
        printf("| .. 50 jurisdictions, without the cache of decisions | "
               "%.0f ns | |\n", bench_median(bare[k], BENCH_ROUNDS));
        printf("| .. 50 jurisdictions, term by term, without the plan | "
               "%.0f ns | |\n", bench_median(terms[k], BENCH_ROUNDS));
    }

    printf("| allocations in %u decisions | %lu | 0 |\n",
           6 * BENCH_ROUNDS * BENCH_DECISIONS, before);
}


/* 100,000 prefixes, half of them /24 and half /48. */

static void
bench_networks(void)
{
    char                 text[64];
    double               begin, ns[2][BENCH_ROUNDS];
    unsigned             i, k, found;
    unsigned char       *b;
    ln_address_t        *six;
    ln_jurisdiction_t   *j;
    ln_jurisdictions_t  *set;

    set = ln_jurisdictions_create(&bench_arena, "/");
    j = ln_jurisdiction_add(set, ln_str("networks"), &bench_err);
    six = calloc(BENCH_ADDRESSES, sizeof(ln_address_t));

    for (i = 0; i < BENCH_PREFIXES / 2; i++) {
        b = bench_random[bench_next() % BENCH_ADDRESSES].bytes;
        (void) snprintf(text, sizeof(text), "%u.%u.%u.0/24", b[0], b[1], b[2]);
        bench_term(j, "network", text);
        (void) snprintf(text, sizeof(text), "2a%02x:%x:%x::/48",
                        bench_next() % 16, bench_next() & 0xfff,
                        bench_next() & 0xfff);
        bench_term(j, "network", text);
    }

    if (ln_jurisdictions_end(set, &bench_err) != LN_OK) {
        bench_die("networks:", bench_err.text);
    }

    for (i = 0; i < BENCH_ADDRESSES; i++) {
        six[i].family = 6;
        six[i].bytes[0] = 0x2a;
        six[i].bytes[1] = bench_next() % 16;
        six[i].bytes[2] = bench_next() & 0xf;
        six[i].bytes[3] = (unsigned char) bench_next();
        six[i].bytes[4] = bench_next() & 0xf;
        six[i].bytes[5] = (unsigned char) bench_next();
        six[i].bytes[9] = (unsigned char) bench_next();
    }

    for (k = 0; k < 2; k++) {
        found = 0;

        for (i = 0; i < BENCH_ROUNDS; i++) {
            unsigned  a;

            begin = bench_now(CLOCK_PROCESS_CPUTIME_ID);

            for (a = 0; a < BENCH_ADDRESSES; a++) {
                found += ln_jurisdictions_networks(set, k ? &six[a]
                                                          : &bench_random[a])
                         != 0;
            }

            ns[k][i] = (bench_now(CLOCK_PROCESS_CPUTIME_ID) - begin) * 1e9
                       / BENCH_ADDRESSES;
        }

        bench_sink += found;
        printf("| an IPv%u address in %u prefixes | %.0f ns | 100 ns |\n",
               k ? 6 : 4, BENCH_PREFIXES, bench_median(ns[k], BENCH_ROUNDS));
    }

    free(six);
}


static double
bench_pss(pid_t pid)
{
    char     path[64], line[256];
    FILE    *f;
    double   kb;

    (void) snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int) pid);
    f = fopen(path, "r");
    kb = 0;

    while (f && fgets(line, sizeof(line), f)) {
        if (sscanf(line, "Pss: %lf", &kb) == 1) {
            break;
        }
    }

    if (f) {
        (void) fclose(f);
    }

    return kb / 1024;
}


/*
 * Processes that each take the image over as a worker does after a swap,
 * decide a million times and wait: the memory of n of them together, and of
 * what they share with their parent, in MB.
 */

static double
bench_memory(unsigned n, const char *path, const bench_set_t *set)
{
    int              to[2], from[2];
    char             byte, link[64];
    double           mb;
    unsigned         i;
    pid_t            pids[BENCH_WORKERS];
    ln_database_t   *db;

    if (pipe(to) == -1 || pipe(from) == -1) {
        bench_die("pipe", "failed");
    }

    mb = -bench_pss(getpid());

    for (i = 0; i < n; i++) {
        pids[i] = fork();

        if (pids[i] == 0) {
            (void) close(to[1]);

            if (i == 0) {
                db = ln_database_open(path, &bench_err);

            } else {
                (void) snprintf(link, sizeof(link), "/proc/%d/fd/%d",
                                (int) pids[0], 100);
                db = ln_database_adopt(open(link, O_RDONLY), &bench_err);
            }

            if (db == NULL || (i == 0 && dup2(ln_database_fd(db), 100) != 100))
            {
                bench_die("a worker:", bench_err.text);
            }

            ln_jurisdictions_learn_geonames(set->set, &db, 1);
            (void) bench_decide(set, set->cache, db, bench_random);
            (void) bench_decide(set, set->cache, db, bench_zipf);

            (void) !write(from[1], "x", 1);
            (void) !read(to[0], &byte, 1);
            _exit(0);
        }

        if (read(from[0], &byte, 1) != 1) {
            bench_die("a worker", "died");
        }
    }

    for (i = 0; i < n; i++) {
        mb += bench_pss(pids[i]);
    }

    mb += bench_pss(getpid());

    (void) close(to[1]);

    for (i = 0; i < n; i++) {
        (void) waitpid(pids[i], NULL, 0);
    }

    (void) close(to[0]);
    (void) close(from[0]);
    (void) close(from[1]);

    return mb;
}


int
main(int argc, char **argv)
{
    double          load[1], wall, cpu, walls[3], cpus[3], one, eight;
    unsigned        i;
    const char     *path;
    struct stat     st;
    bench_set_t     set;
    ln_database_t  *db;

    path = argc > 1 ? argv[1] : getenv("LN_GEO_DATABASE");

    printf("## Locations\n\n");

    if (path == NULL) {
        path = "build/testdb/City.mmdb";
        printf("Of the tests' own small database, for want of a real one "
               "(`./config.sh bench geo DATABASE`):\nthese figures say "
               "nothing.\n\n");
    }

    if (stat(path, &st) == -1) {
        bench_die("cannot open", path);
    }

    bench_addresses();
    db = NULL;

    for (i = 0; i < 3; i++) {
        ln_database_close(db);
        wall = bench_now(CLOCK_MONOTONIC);
        cpu = bench_now(CLOCK_PROCESS_CPUTIME_ID);
        db = ln_database_open(path, &bench_err);

        if (db == NULL) {
            bench_die("", bench_err.text);
        }

        walls[i] = bench_now(CLOCK_MONOTONIC) - wall;
        cpus[i] = bench_now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    }

    printf("%s of %.1f MB, %u records, an image of %.1f MB.\n\n",
           ln_database_type(db), (double) st.st_size / 1e6,
           ln_database_entries(db),
           (double) ln_database_image(db)->header->size / 1e6);
    printf("| | measured | bar |\n|---|--:|--:|\n");
    printf("| loading and verifying, processor time (wall) | %.2f s (%.2f s) "
           "| 1 s |\n", bench_median(cpus, 3), bench_median(walls, 3));

    bench_decisions(db);
    bench_networks();
    bench_set(&set, 50, db);
    ln_database_close(db);

    (void) fflush(stdout);
    one = bench_memory(1, path, &set);
    eight = bench_memory(BENCH_WORKERS, path, &set);

    printf("| memory of 1 worker, after a swap | %.1f MB | |\n", one);
    printf("| memory of 8 workers, after a swap | %.1f MB | |\n", eight);
    printf("| .. their ratio | %.2f | 1.20 |\n\n", eight / one);

    if (getloadavg(load, 1) == 1) {
        printf("The machine was shared: its load average was %.0f, on %ld "
               "processors.\n", load[0], sysconf(_SC_NPROCESSORS_ONLN));
    }

    printf("The times are processor time, and medians of %u rounds of %u "
           "decisions.\nRandom addresses are uniform over the public ones. "
           "Zipf's addresses are 2^20\ndraws from 2^18 of these, some far "
           "more often than others, as readers come. A\ndecision goes from "
           "the address to the location and to all answers, through the\n"
           "cache of 4096 slots. Memory is what the processes add to the sum "
           "of PSS.\n", BENCH_ROUNDS, BENCH_DECISIONS);

    return 0;
}
