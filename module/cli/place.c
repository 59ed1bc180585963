/* legal-notice place: a page from standard input, with a notice in it. */

#include <errno.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "html/placer/ln_placer.h"
#include "notice/ln_markup.h"
#include "html/charset/ln_utf8.h"


#define LN_CLI_PLACES  64
#define LN_CLI_CHUNK   65536
#define LN_CLI_MAX     (1024 * 1024 * 1024)


/* What ln_alloc_t gives is freed at the end. */
typedef struct ln_cli_block_s  ln_cli_block_t;

struct ln_cli_block_s {
    ln_cli_block_t  *next;
    max_align_t      data[];
};


typedef struct {
    ln_alloc_t        alloc;
    ln_cli_block_t   *blocks;

    unsigned          nplaces;
    const char       *texts[LN_CLI_PLACES];
    ln_place_t        places[LN_CLI_PLACES];

    size_t            chunk;
    unsigned          offset:1;
    ln_str_t          encoding;
    ln_str_t          notice;

    ln_placer_t      *placer;
    unsigned char    *held;             /* the page from `passed` on */
    size_t            nheld;
    uint64_t          passed;
} ln_cli_place_t;


static const char  ln_cli_notice[] =
    "<aside class=\"legal-notice\" role=\"note\" lang=\"en\" dir=\"ltr\""
    " data-legal-notice=\"example\"><p>This is where a legal notice is put.</p>"
    "</aside>";


static void *
ln_cli_alloc(void *arena, size_t size)
{
    ln_cli_place_t  *cli = arena;
    ln_cli_block_t  *block;

    block = malloc(sizeof(ln_cli_block_t) + size);
    if (block == NULL) {
        return NULL;
    }

    block->next = cli->blocks;
    cli->blocks = block;

    return block->data;
}


static void
ln_cli_free(ln_cli_place_t *cli)
{
    unsigned         i;
    ln_cli_block_t  *block;

    for (i = 0; i < cli->nplaces; i++) {
        ln_pattern_free((ln_pattern_t *) cli->places[i].pattern);
    }

    while (cli->blocks != NULL) {
        block = cli->blocks;
        cli->blocks = block->next;
        free(block);
    }

    free(cli->held);
}


static int
ln_cli_usage(const char *what, const char *value)
{
    (void) fprintf(stderr, "legal-notice place: %s \"%s\"\n", what, value);

    return LN_CLI_USAGE;
}


static int
ln_cli_failed(const char *what)
{
    (void) fprintf(stderr, "legal-notice place: %s%s%s\n", what,
                   errno ? ": " : "", errno ? strerror(errno) : "");

    return LN_CLI_FAILED;
}


/* "append article": a position, then a selector or `~` and a pattern. */
static int
ln_cli_add_place(ln_cli_place_t *cli, const char *text)
{
    size_t      n;
    unsigned    nwords;
    ln_str_t    words[3];
    ln_error_t  error;

    if (cli->nplaces == LN_CLI_PLACES) {
        return ln_cli_usage("too many places at", text);
    }

    cli->texts[cli->nplaces] = text;

    for (nwords = 0; nwords < 3; nwords++) {
        text += strspn(text, " \t\r\n");

        if (*text == '\0') {
            break;
        }

        n = strcspn(text, " \t\r\n");

        /* only a position and a `~` are words of their own */

        if (nwords == 2
            || (nwords == 1 && !(n == 1 && text[0] == '~')
                && !(n == 2 && text[0] == '~' && text[1] == '*')))
        {
            n = strlen(text);
        }

        words[nwords].data = (const unsigned char *) text;
        words[nwords].len = n;
        text += n;
    }

    if (ln_place_parse(&cli->alloc, words, nwords, &cli->places[cli->nplaces],
                       &error)
        != LN_OK)
    {
        (void) fprintf(stderr, "legal-notice place: %s\n", error.text);
        return LN_CLI_USAGE;
    }

    cli->nplaces++;

    return 0;
}


static int
ln_cli_read_notice(ln_cli_place_t *cli, const char *path)
{
    FILE           *file;
    size_t          n, size, length;
    unsigned char  *data, *more;

    file = fopen(path, "rb");

    if (file == NULL) {
        (void) fprintf(stderr, "legal-notice place: cannot open \"%s\": %s\n",
                       path, strerror(errno));
        return LN_CLI_USAGE;
    }

    data = NULL;
    size = 0;

    do {
        more = ln_alloc(&cli->alloc, size + LN_CLI_CHUNK);

        if (more == NULL || size > LN_CLI_MAX) {
            (void) fclose(file);
            return ln_cli_usage("no memory for notice", path);
        }

        if (data) {
            memcpy(more, data, size);
        }

        data = more;
        n = fread(data + size, 1, LN_CLI_CHUNK, file);
        size += n;

    } while (n == LN_CLI_CHUNK);

    if (ferror(file)) {
        (void) fclose(file);
        return ln_cli_usage("cannot read", path);
    }

    (void) fclose(file);

    cli->notice.data = data;
    cli->notice.len = size;

    for (n = 0; n < size; n += length) {
        length = ln_utf8_length(data + n, data + size);

        if (length == 0) {
            return ln_cli_usage("not UTF-8, as a notice must be:", path);
        }
    }

    return 0;
}


static int
ln_cli_option(ln_cli_place_t *cli, const char *name, const char *value)
{
    char  *end;

    if (strcmp(name, "--place") == 0) {
        return ln_cli_add_place(cli, value);
    }

    if (strcmp(name, "--notice") == 0) {
        return ln_cli_read_notice(cli, value);
    }

    if (strcmp(name, "--chunk") == 0) {
        cli->chunk = strtoul(value, &end, 10);

        if (*value < '0' || *value > '9' || *end != '\0' || cli->chunk == 0
            || cli->chunk > LN_CLI_MAX)
        {
            return ln_cli_usage("--chunk must be a number of bytes, not",
                                value);
        }

        return 0;
    }

    cli->encoding = ln_str(value);

    switch (ln_charset_find(cli->encoding)) {

    case LN_CHARSET_UNKNOWN:
        return ln_cli_usage("unknown encoding", value);

    case LN_CHARSET_STATEFUL:
        return ln_cli_usage("no notice can be put into a page in", value);

    default:
        return 0;
    }
}


static int
ln_cli_options(ln_cli_place_t *cli, int argc, char **argv)
{
    int                 i, rc;
    size_t              k, n;
    const char         *value;
    static const char  *names[] = {
        "--place", "--notice", "--chunk", "--encoding"
    };

    for (i = 1; i < argc; i++) {

        if (strcmp(argv[i], "--offset") == 0) {
            cli->offset = 1;
            continue;
        }

        for (k = 0; k < 4; k++) {
            n = strlen(names[k]);

            if (strncmp(argv[i], names[k], n) == 0
                && (argv[i][n] == '\0' || argv[i][n] == '='))
            {
                break;
            }
        }

        if (k == 4) {
            return ln_cli_usage("unknown option", argv[i]);
        }

        if (argv[i][n] == '=') {
            value = argv[i] + n + 1;

        } else if (i + 1 < argc) {
            value = argv[++i];

        } else {
            return ln_cli_usage("a value is missing after", argv[i]);
        }

        rc = ln_cli_option(cli, names[k], value);

        if (rc != 0) {
            return rc;
        }
    }

    return 0;
}


static void
ln_cli_json(ln_str_t s)
{
    size_t  i;

    (void) putchar('"');

    for (i = 0; i < s.len; i++) {
        if (s.data[i] == '"' || s.data[i] == '\\') {
            (void) printf("\\%c", s.data[i]);

        } else if (s.data[i] < 0x20) {
            (void) printf("\\u%04x", s.data[i]);

        } else {
            (void) putchar(s.data[i]);
        }
    }

    (void) putchar('"');
}


/* BOM, then what the caller says, then <meta>, then the standard's default. */
static ln_str_t
ln_cli_charset(const ln_cli_place_t *cli)
{
    ln_str_t          charset;
    const ln_page_t  *page;

    page = ln_placer_page(cli->placer);
    charset = page->charset;

    if (cli->encoding.len && !page->charset_bom) {
        charset = cli->encoding;
    }

    return charset.len ? charset : ln_str("windows-1252");
}


static void
ln_cli_report(const ln_cli_place_t *cli, const ln_placement_t *placement)
{
    const char  *place;

    place = placement->rank < cli->nplaces ? cli->texts[placement->rank]
            : placement->rank == cli->nplaces ? "append body"
            : "end of document";

    (void) printf("{\"offset\":%llu,\"place\":",
                  (unsigned long long) placement->offset);
    ln_cli_json(ln_str(place));
    (void) printf(",\"language\":");
    ln_cli_json(ln_placer_page(cli->placer)->lang);
    (void) printf(",\"charset\":");
    ln_cli_json(ln_cli_charset(cli));
    (void) printf("}\n");
}


/* Writes valid UTF-8 as the page's encoding has it. */
static int
ln_cli_write(ln_cli_place_t *cli, ln_str_t text)
{
    int             ascii;
    size_t          n;
    ln_charset_t    charset;
    unsigned char  *data;

    charset = ln_placer_page(cli->placer)->encoding;
    ascii = (charset != LN_CHARSET_UTF8 && charset != LN_CHARSET_UTF16LE
             && charset != LN_CHARSET_UTF16BE);

    n = ascii ? ln_markup_ascii(text, NULL)
              : ln_charset_write(charset, text, NULL);

    data = malloc(n + 1);
    if (data == NULL) {
        return ln_cli_failed("no memory for a notice");
    }

    if (ascii) {
        (void) ln_markup_ascii(text, data);

    } else {
        (void) ln_charset_write(charset, text, data);
    }

    (void) fwrite(data, 1, n, stdout);
    free(data);

    return 0;
}


/* Writes the page up to offset. */
static void
ln_cli_pass(ln_cli_place_t *cli, uint64_t offset)
{
    size_t  n;

    n = (size_t) (offset - cli->passed);

    if (!cli->offset) {
        (void) fwrite(cli->held, 1, n, stdout);
    }

    memmove(cli->held, cli->held + n, cli->nheld - n);
    cli->nheld -= n;
    cli->passed = offset;
}


/* What has been decided on. */
static int
ln_cli_placements(ln_cli_place_t *cli)
{
    const ln_placement_t  *placement;

    while ((placement = ln_placer_next(cli->placer)) != NULL) {

        if (cli->offset) {
            ln_cli_report(cli, placement);
            continue;
        }

        ln_cli_pass(cli, placement->offset);

        if (ln_cli_write(cli, placement->closer) != 0
            || ln_cli_write(cli, cli->notice) != 0)
        {
            return LN_CLI_FAILED;
        }
    }

    return 0;
}


static int
ln_cli_run(ln_cli_place_t *cli)
{
    size_t  n;

    do {
        n = fread(cli->held + cli->nheld, 1, cli->chunk, stdin);

        if (n < cli->chunk && ferror(stdin)) {
            return ln_cli_failed("cannot read the page");
        }

        ln_placer_feed(cli->placer, cli->held + cli->nheld, n,
                       n < cli->chunk);
        cli->nheld += n;

        if (ln_placer_page(cli->placer)->encoding == LN_CHARSET_STATEFUL) {
            return ln_cli_failed("the page is in an encoding that no notice"
                                 " can be put into");
        }

        if (ln_cli_placements(cli) != 0) {
            return LN_CLI_FAILED;
        }

        ln_cli_pass(cli, ln_placer_safe(cli->placer));

        if (ferror(stdout)) {
            break;
        }

    } while (n == cli->chunk);

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_failed("cannot write");
    }

    return 0;
}


int
ln_cli_place(int argc, char **argv)
{
    int              rc;
    ln_place_list_t  list;
    ln_cli_place_t   cli;

    memset(&cli, 0, sizeof(ln_cli_place_t));

    cli.alloc.alloc = ln_cli_alloc;
    cli.alloc.arena = &cli;
    cli.chunk = LN_CLI_CHUNK;
    cli.notice = ln_str(ln_cli_notice);

    rc = ln_cli_options(&cli, argc, argv);

    if (rc == 0) {
        list.places = cli.places;
        list.nplaces = cli.nplaces;

        cli.placer = ln_placer_create(&cli.alloc, &list, 1);
        cli.held = malloc(LN_PLACER_HOLD + cli.chunk);

        if (cli.placer == NULL || cli.held == NULL) {
            rc = ln_cli_failed("no memory");

        } else {
            ln_placer_charset(cli.placer, ln_charset_find(cli.encoding));
            rc = ln_cli_run(&cli);
        }
    }

    ln_cli_free(&cli);

    return rc;
}
