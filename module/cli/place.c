/* legal-notice place: a page from standard input, with a notice in it. */

#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/shared/cli.h"
#include "cli/shared/json.h"
#include "cli/shared/options.h"
#include "cli/place_compressed.h"
#include "cli/place_options.h"
#include "notice/ln_markup.h"
#include "notice/ln_text_choice.h"


#define LN_CLI_CHUNK   65536


static const char  ln_cli_notice[] =
    "<aside class=\"legal-notice\" role=\"note\" lang=\"en\" dir=\"ltr\""
    " data-legal-notice=\"example\"><p>This is where a legal notice is put.</p>"
    "</aside>";


static void
ln_cli_free(ln_cli_place_t *cli)
{
    unsigned  i;

    for (i = 0; i < cli->nplaces; i++) {
        ln_pattern_free((ln_pattern_t *) cli->places[i].pattern);
    }

    ln_cli_arena_free(&cli->arena);
    free(cli->held);
}


/* Of reading and writing, which set errno. */
static int
ln_cli_failed(const char *what)
{
    return ln_cli_error("place", "%s%s%s", what, errno ? ": " : "",
                        errno ? strerror(errno) : "");
}


/* What markup contains that may end elements around it. */
static unsigned
ln_cli_markup_contains(ln_str_t markup)
{
    ln_str_t              name;
    unsigned              contains;
    const unsigned char  *p, *end;

    contains = 0;
    end = markup.data + markup.len;

    for (p = markup.data; p < end; p++) {
        if (*p == '<') {
            name.data = p + 1;

            for (name.len = 0;
                 name.len < (size_t) (end - name.data)
                 && ln_is_alpha(name.data[name.len]);
                 name.len++)
            {
                /* void */
            }

            contains |= ln_contains(name);
        }
    }

    return contains;
}


/* The same of the notice, or of any of its texts. */
static unsigned
ln_cli_contains(const ln_cli_place_t *cli)
{
    unsigned  i, contains;

    contains = ln_cli_markup_contains(cli->notice);

    for (i = 0; i < cli->text.ntranslations; i++) {
        contains |= ln_template_contains(cli->text.translations[i].content);
    }

    return contains;
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


/* Why the page takes no notice; NULL: it takes one. */
static const char *
ln_cli_why(const ln_cli_place_t *cli)
{
    ln_body_kind_t  body;

    body = ln_placer_page(cli->placer)->body;

    return body == LN_BODY_OTHER ? "it is no page: it cannot be HTML"
           : body == LN_BODY_PART ? "it is no page: it begins with a part of a "
                                    "table or of a select"
           : NULL;
}


/* Where a notice goes, as a line of JSON. */
static int
ln_cli_report(const ln_cli_place_t *cli, const ln_placement_t *placement)
{
    int          rc;
    json_t      *object;
    const char  *place, *why;

    why = ln_cli_why(cli);
    place = placement->rank < cli->nplaces ? cli->texts[placement->rank]
            : placement->rank == cli->nplaces ? "append body"
            : "end of document";

    object = json_object();
    rc = json_object_set_new(object, "offset", why ? json_null()
                             : json_integer((json_int_t) placement->offset));
    rc |= json_object_set_new(object, "place", why ? json_null()
                              : ln_cli_json_text(ln_str(place)));

    if (why) {
        rc |= json_object_set_new(object, "why", json_string(why));
    }

    rc |= json_object_set_new(object, "language",
                              ln_cli_json_text(ln_placer_page(cli->placer)
                                                   ->lang));
    rc |= json_object_set_new(object, "charset",
                              ln_cli_json_text(ln_cli_charset(cli)));

    if (rc != 0) {
        json_decref(object);
        return ln_cli_error("place", "no memory");
    }

    if (ln_cli_json_line(object) != LN_OK) {
        return ln_cli_failed("cannot write");
    }

    return 0;
}


/* Writes valid UTF-8 as the page's encoding has it. */
static int
ln_cli_write(ln_cli_place_t *cli, ln_str_t text)
{
    size_t          n;
    ln_charset_t    charset;
    unsigned char  *data;

    charset = ln_placer_page(cli->placer)->encoding;
    n = ln_markup_write(charset, text, NULL);

    data = malloc(n + 1);
    if (data == NULL) {
        return ln_cli_error("place", "no memory for a notice");
    }

    (void) ln_markup_write(charset, text, data);
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


/* In the language of the page, which is known by now, else by default. */
static int
ln_cli_notice_choose(ln_cli_place_t *cli)
{
    unsigned           i;
    ln_translation_t  *translation;

    static const ln_language_choice_t  order[] = {
        { LN_LANGUAGE_PAGE, { 0, NULL } },
        { LN_LANGUAGE_READER, { 0, NULL } }
    };

    if (cli->text.ntranslations == 0) {
        return 0;
    }

    i = ln_text_choose(&cli->text, order, 2, ln_placer_page(cli->placer)->lang,
                       cli->accept_language);
    translation = &cli->text.translations[i];

    if (ln_cli_values_markup(&cli->values, &cli->arena.alloc, translation,
                             &cli->notice)
        != LN_OK)
    {
        return ln_cli_error("place", "no memory for a notice");
    }

    return 0;
}


/* What has been decided on. */
static int
ln_cli_placements(ln_cli_place_t *cli)
{
    const ln_placement_t  *placement;

    while ((placement = ln_placer_next(cli->placer)) != NULL) {

        if (cli->offset) {

            if (ln_cli_report(cli, placement) != 0) {
                return LN_CLI_FAILED;
            }

            continue;
        }

        if (ln_cli_why(cli)) {
            (void) ln_cli_error("place", "note: no notice goes in, as the "
                                "module would have it: %s", ln_cli_why(cli));
            continue;
        }

        if (cli->nplaces && placement->rank >= cli->nplaces
            && isatty(STDERR_FILENO))
        {
            (void) ln_cli_error("place", "note: the page has none of the "
                                "places, the notice is at the end of its %s",
                                placement->rank == cli->nplaces ? "body"
                                                                : "bytes");
        }

        ln_cli_pass(cli, placement->offset);

        if (ln_cli_notice_choose(cli) != 0
            || ln_cli_write(cli, placement->closer) != 0
            || ln_cli_write(cli, cli->notice) != 0)
        {
            return LN_CLI_FAILED;
        }
    }

    return 0;
}


/* Whether the module could put a notice in; else it answers with 503. */
static int
ln_cli_takes(const ln_cli_place_t *cli)
{
    ln_str_t          bytes;
    const ln_page_t  *page;

    page = ln_placer_page(cli->placer);
    bytes.data = cli->held;
    bytes.len = cli->nheld;

    if (cli->passed == 0 && ln_cli_place_compressed(bytes)) {
        return ln_cli_error("place", "the page is compressed: decompress it, "
                            "as by \"curl --compressed\", \"gunzip\" or "
                            "\"brotli -d\"");
    }

    if (page->encoding == LN_CHARSET_STATEFUL) {
        return ln_cli_error("place", "the page is in an encoding that no "
                            "notice can be put into: it is undeliverable");
    }

    if (page->frameset && !cli->always) {
        return ln_cli_error("place", "the page is a <frameset>, which shows no "
                            "notice: it is undeliverable");
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

        if (ln_cli_takes(cli) != 0 || ln_cli_placements(cli) != 0) {
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

    ln_cli_arena_init(&cli.arena);
    cli.chunk = LN_CLI_CHUNK;
    cli.hydrated.known = 1;
    cli.notice = ln_str(ln_cli_notice);

    rc = ln_cli_place_options(&cli, argc, argv);

    if (rc == 0) {
        list.places = cli.places;
        list.nplaces = cli.nplaces;

        cli.placer = ln_placer_create_hydrated(&cli.arena.alloc, &list,
                                               &cli.hydrated, 1);
        cli.held = malloc(LN_PLACER_HOLD + cli.chunk);

        if (cli.placer == NULL || cli.held == NULL) {
            rc = ln_cli_error("place", "no memory");

        } else {
            ln_placer_charset(cli.placer, ln_charset_find(cli.encoding));
            ln_placer_contains(cli.placer, 0, ln_cli_contains(&cli));

            if (!cli.always) {
                ln_placer_judge(cli.placer);
            }

            rc = ln_cli_run(&cli);
        }
    }

    ln_cli_free(&cli);

    return rc;
}
