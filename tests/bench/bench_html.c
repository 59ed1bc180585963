/*
 * How fast a notice finds its place: usage: bench_html [DIR].
 *
 * DIR (or LN_BENCH_PAGES) holds pages, itself or in directories of its own;
 * without it pages are made here.  Each is placed in chunks of 32 KB; only
 * bytes that the placer has read are counted, none past the place.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <dirent.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "html/placer/ln_placer.h"

#if defined __x86_64__
#include <x86intrin.h>
#endif


#define BENCH_CHUNK    32768
#define BENCH_PAGES    4096
#define BENCH_SECONDS  1.0
#define BENCH_ROUNDS   5


typedef struct {
    unsigned char  *data;
    size_t          len;
    size_t          read;               /* up to where it is looked at */
} bench_page_t;

typedef struct {
    size_t          used;
    size_t          max;
    unsigned char  *bytes;
} bench_arena_t;


static bench_page_t   bench_pages[BENCH_PAGES];
static unsigned       bench_npages;
static bench_arena_t  bench_arena;


static void *
bench_alloc(void *arena, size_t size)
{
    size_t          used;
    bench_arena_t  *a = arena;

    used = a->used;
    a->used += (size + 15) & ~(size_t) 15;

    return a->used <= a->max ? a->bytes + used : NULL;
}


static const ln_alloc_t  bench_allocator = { bench_alloc, &bench_arena };


static double
bench_now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_MONOTONIC, &t);

    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}


static uint64_t
bench_cycles(void)
{
#if defined __x86_64__
    return __rdtsc();
#else
    return 0;
#endif
}


static void
bench_die(const char *what, const char *name)
{
    (void) fprintf(stderr, "bench_html: %s \"%s\"\n", what, name);
    exit(2);
}


static void
bench_add(unsigned char *data, size_t len)
{
    if (bench_npages < BENCH_PAGES && len) {
        bench_pages[bench_npages].data = data;
        bench_pages[bench_npages++].len = len;
    }
}


static void
bench_read(const char *path, size_t len)
{
    FILE           *f;
    unsigned char  *data;

    f = fopen(path, "rb");
    data = malloc(len + 1);

    if (f == NULL || data == NULL || fread(data, 1, len, f) != len) {
        bench_die("cannot read", path);
    }

    (void) fclose(f);
    bench_add(data, len);
}


static int
bench_is_page(const char *name)
{
    size_t  len;

    len = strlen(name);

    return len > 5 && strcmp(name + len - 5, ".html") == 0
           && strcmp(name, "expected.html") != 0;
}


static void
bench_directory(const char *dir, int depth)
{
    int              i, n;
    char            *path;
    struct stat      st;
    struct dirent  **names;

    n = scandir(dir, &names, NULL, alphasort);

    if (n < 0) {
        bench_die("cannot read", dir);
    }

    for (i = 0; i < n; i++) {
        if (names[i]->d_name[0] == '.'
            || asprintf(&path, "%s/%s", dir, names[i]->d_name) < 0)
        {
            free(names[i]);
            continue;
        }

        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode) && depth == 0) {
            bench_directory(path, 1);

        } else if (S_ISREG(st.st_mode) && bench_is_page(names[i]->d_name)) {
            bench_read(path, (size_t) st.st_size);
        }

        free(path);
        free(names[i]);
    }

    free(names);
}


/* A page like those of news sites: a head of scripts, then paragraphs. */
static unsigned char *
bench_make(size_t size, size_t *len)
{
    char      *p;
    size_t     n;
    unsigned   i;

    p = malloc(size + 4096);
    if (p == NULL) {
        bench_die("no memory for", "a page");
    }

    n = (size_t) sprintf(p, "<!DOCTYPE html><html lang=\"en\"><head>"
                         "<meta charset=\"utf-8\"><title>News</title>"
                         "<link rel=stylesheet href=\"/a.css\"></head><body>"
                         "<header><nav><ul><li><a href=\"/\">Home</a></ul>"
                         "</nav></header><main><article class=\"story\">");

    for (i = 0; n < size; i++) {
        switch (i % 8) {

        case 0:
            n += (size_t) sprintf(p + n, "<script>window.q=window.q||[];if("
                                  "a<b&&c>d){q.push({\"id\":%u,\"html\":\""
                                  "<\\/article>\"})}</script>\n", i);
            break;

        case 3:
            n += (size_t) sprintf(p + n, "<figure class=\"image wide\">"
                                  "<img src=\"/img/%u.jpg\" alt=\"A river, "
                                  "seen from > the bridge\" width=\"640\" "
                                  "height=\"480\" loading=lazy><figcaption>"
                                  "A river</figcaption></figure>\n", i);
            break;

        default:
            n += (size_t) sprintf(p + n, "<p>Paragraph %u of a page that is "
                                  "read by people who want to know what has "
                                  "happened, <a href=\"/news/%u\" class=\""
                                  "link\">and where</a>, and <em>when</em>. "
                                  "It goes on for some lines, as paragraphs "
                                  "do, so that most of its bytes are text."
                                  "</p>\n", i, i * 7919);
        }
    }

    *len = n + (size_t) sprintf(p + n, "</article></main></body></html>\n");

    return (unsigned char *) p;
}


static ln_placer_t *
bench_placer(const ln_place_list_t *list)
{
    ln_placer_t  *placer;

    bench_arena.used = 0;
    placer = ln_placer_create(&bench_allocator, list, 1);

    if (placer == NULL) {
        bench_die("no memory for", "a placer");
    }

    ln_placer_charset(placer, LN_CHARSET_UTF8);

    return placer;
}


/* Returns how many bytes were looked at. */
static size_t
bench_place(const bench_page_t *page, const ln_place_list_t *list)
{
    size_t                 at, n;
    ln_placer_t           *placer;
    const ln_placement_t  *placement;

    placer = bench_placer(list);

    for (at = 0; at < page->len; at += n) {
        n = page->len - at < BENCH_CHUNK ? page->len - at : BENCH_CHUNK;

        ln_placer_feed(placer, page->data + at, n, at + n == page->len);

        placement = ln_placer_next(placer);

        if (placement != NULL) {
            return placement->rank == 0 ? placement->offset : page->len;
        }
    }

    return page->len;
}


typedef size_t (*bench_run_pt)(const bench_page_t *page, const void *data);


static size_t
bench_run_place(const bench_page_t *page, const void *data)
{
    return bench_place(page, data);
}


/* The limit: every `<` found by memchr(), over the same bytes. */
static size_t
bench_run_memchr(const bench_page_t *page, const void *data)
{
    size_t                n;
    const unsigned char  *p, *end;

    (void) data;

    p = page->data;
    end = p + page->read;

    for (n = 0; p < end; n++) {
        p = memchr(p, '<', (size_t) (end - p));
        if (p == NULL) {
            break;
        }

        p++;
    }

    return n == SIZE_MAX ? 0 : page->read;
}


/* One long memchr() for a byte that no page has: what memory gives. */
static size_t
bench_run_bare(const bench_page_t *page, const void *data)
{
    (void) data;

    return memchr(page->data, 0x01, page->read) == page->data ? 0 : page->read;
}


/* The best of some rounds over all pages, in MB/s; cycles a byte. */
static double
bench_measure(bench_run_pt run, const void *data, double *cycles)
{
    double    start, seconds, best;
    size_t    bytes;
    unsigned  i, round;
    uint64_t  c;

    best = 0;

    for (round = 0; round < BENCH_ROUNDS; round++) {
        bytes = 0;
        start = bench_now();
        c = bench_cycles();

        do {
            for (i = 0; i < bench_npages; i++) {
                bytes += run(&bench_pages[i], data);
            }

            seconds = bench_now() - start;

        } while (seconds < BENCH_SECONDS / BENCH_ROUNDS);

        c = bench_cycles() - c;

        if ((double) bytes / seconds > best) {
            best = (double) bytes / seconds;
            *cycles = (double) c / (double) bytes;
        }
    }

    return best / 1e6;
}


static void
bench_parse(const char *position, const char *selector, ln_place_t *place)
{
    ln_str_t    words[2];
    ln_error_t  error;

    words[0] = ln_str(position);
    words[1] = ln_str(selector);

    if (ln_place_parse(&bench_allocator, words, 2, place, &error) != LN_OK) {
        bench_die("cannot parse", error.text);
    }
}


/* The peak of a process that places a notice in a page of size bytes, in KB:
 * the page comes from one buffer of 32 KB, over and over. */
static long
bench_peak(uint64_t size, const ln_place_list_t *list)
{
    int              status;
    pid_t            pid;
    size_t           n, len;
    uint64_t         at;
    ln_placer_t     *placer;
    struct rusage    usage;
    unsigned char   *page;

    (void) fflush(stdout);
    pid = fork();

    if (pid == 0) {
        page = bench_make(BENCH_CHUNK, &len);
        placer = bench_placer(list);

        for (at = 0; at < size; at += n) {
            n = size - at < BENCH_CHUNK ? (size_t) (size - at) : BENCH_CHUNK;
            ln_placer_feed(placer, page, n, at + n == size);
        }

        _exit(ln_placer_next(placer) == NULL);
    }

    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) {
        bench_die("cannot measure", "the peak");
    }

    return usage.ru_maxrss;
}


static void
bench_report(const char *dir, const long *peaks)
{
    double           mbs, limit, bare, cycles, limit_cycles, bare_cycles;
    size_t           bytes, read;
    unsigned         i, k;
    ln_place_t       places[4];
    ln_place_list_t  list;

    static const char  *names[][2] = {
        { "append", "article" },
        { "after", "h1" },
        { "append", "div.article-body > p:nth-child(3)" },
        { "append", "[data-none]" }
    };

    list.nplaces = 1;
    bytes = 0;

    (void) printf("## The HTML engine\n\n");

    for (i = 0; i < bench_npages; i++) {
        bytes += bench_pages[i].len;
    }

    (void) printf("%u pages %s, %.1f MB, in chunks of 32 KB. The bytes after"
                  " the place\nare not read and not counted.\n\n",
                  bench_npages, dir != NULL ? "of real sites" : "made up",
                  (double) bytes / 1e6);

    (void) printf("| place | bytes read | MB/s | cycles a byte | of the limit"
                  " |\n|---|--:|--:|--:|--:|\n");

    for (k = 0; k < 4; k++) {
        bench_arena.used = 0;
        bench_parse(names[k][0], names[k][1], &places[k]);

        /* the parsed selector stays below what each page takes */

        bench_arena.bytes += bench_arena.used;
        bench_arena.max -= bench_arena.used;

        list.places = &places[k];
        read = 0;

        for (i = 0; i < bench_npages; i++) {
            bench_pages[i].read = bench_place(&bench_pages[i], &list);
            read += bench_pages[i].read;
        }

        mbs = bench_measure(bench_run_place, &list, &cycles);
        limit = bench_measure(bench_run_memchr, NULL, &limit_cycles);

        (void) printf("| `%s %s` | %.0f%% | %.0f | %.2f | %.2f |\n",
                      names[k][0], names[k][1],
                      100.0 * (double) read / (double) bytes, mbs, cycles,
                      mbs / limit);
    }

    for (i = 0; i < bench_npages; i++) {
        bench_pages[i].read = bench_pages[i].len;
    }

    limit = bench_measure(bench_run_memchr, NULL, &limit_cycles);
    bare = bench_measure(bench_run_bare, NULL, &bare_cycles);

    (void) printf("\nThe limit is memchr() from each `<` to the next: %.0f"
                  " MB/s, %.1f bytes a cycle over the\nwhole pages. One"
                  " memchr() from end to end: %.0f MB/s, %.1f bytes a cycle."
                  "\n\n", limit, limit_cycles ? 1 / limit_cycles : 0, bare,
                  bare_cycles ? 1 / bare_cycles : 0);

    (void) printf("Peak memory of a process that places a notice: %ld KB for"
                  " a page of 1 KB, %ld KB for\n1 MB, %ld KB for 1 GB.\n",
                  peaks[0], peaks[1], peaks[2]);
}


/* Before anything else is in memory. */
static void
bench_peaks(long *peaks)
{
    ln_place_t       place;
    ln_place_list_t  list;

    bench_parse("append", "article", &place);
    bench_arena.bytes += bench_arena.used;
    bench_arena.max -= bench_arena.used;

    list.places = &place;
    list.nplaces = 1;

    peaks[0] = bench_peak(1000, &list);
    peaks[1] = bench_peak(1000000, &list);
    peaks[2] = bench_peak(1000000000, &list);
}


int
main(int argc, char **argv)
{
    long            peaks[3];
    size_t          i, len;
    const char     *dir;
    unsigned char  *data;

    dir = argc > 1 ? argv[1] : getenv("LN_BENCH_PAGES");

    bench_arena.max = 4 << 20;
    bench_arena.bytes = malloc(bench_arena.max);

    if (bench_arena.bytes == NULL) {
        bench_die("no memory for", "an arena");
    }

    bench_peaks(peaks);

    if (dir != NULL) {
        bench_directory(dir, 0);

    } else {
        for (i = 0; i < 40; i++) {
            data = bench_make(8000 + i * i * 300, &len);
            bench_add(data, len);
        }
    }

    if (bench_npages == 0) {
        bench_die("no page in", dir);
    }

    bench_report(dir, peaks);

    return 0;
}
