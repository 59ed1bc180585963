/*
 * legal-notice text: texts checked as `nginx -t` does, and a page that shows
 * them.  Variables are not looked for: nginx alone knows which there are.
 */

#include <stdio.h>

#include "cli/shared/arena.h"
#include "cli/shared/cli.h"
#include "cli/shared/options.h"
#include "cli/text/text.h"
#include "cli/text/values.h"
#include "notice/ln_text_slip.h"


/* Where a text is refused. */
#define LN_CLI_REFUSED  1


typedef struct {
    ln_cli_arena_t   arena;
    ln_cli_values_t  values;
    unsigned         html:1;
    unsigned         unread:1;          /* a text, as its file is not there */
} ln_cli_text_t;


static int ln_cli_text_options(ln_cli_text_t *cli, int argc, char **argv);
static int ln_cli_text_check(ln_cli_text_t *cli, const char *path);
static int ln_cli_text_show(ln_cli_text_t *cli,
    const ln_translation_t *translation);
static void ln_cli_text_tell(const ln_translation_t *translation);
static void ln_cli_text_put(ln_str_t text);


/* The looks of the shipped sheet, in short; a site has its own. */

static const char  ln_cli_text_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Legal notices</title>\n<style>\n"
    ":root { color-scheme: light dark }\n"
    "body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem;\n"
    "       font: 1rem/1.5 sans-serif }\n"
    "h2 { margin: 2.5rem 0 .5rem; font-size: 1rem; font-weight: normal;\n"
    "     overflow-wrap: anywhere }\n"
    ".legal-notice { padding: .9rem 1.1rem; border: 1px solid #a85d00;\n"
    "                border-inline-start-width: .4rem; background: #fff6d6;\n"
    "                color: #1d1d1f; overflow-wrap: break-word }\n"
    ".legal-notice a { color: #0b4a8f }\n"
    "</style>\n</head>\n<body>\n<main>\n<h1>Legal notices</h1>\n";


int
ln_cli_text(int argc, char **argv)
{
    int            i, rc, worst;
    ln_cli_text_t  cli;

    memset(&cli, 0, sizeof(ln_cli_text_t));
    ln_cli_arena_init(&cli.arena);

    worst = ln_cli_text_options(&cli, argc, argv);

    if (worst == 0 && cli.html) {
        (void) fputs(ln_cli_text_head, stdout);
    }

    for (i = optind; worst != LN_CLI_FAILED && i < argc; i++) {
        rc = ln_cli_text_check(&cli, argv[i]);
        worst = rc > worst ? rc : worst;
    }

    if (worst != LN_CLI_FAILED) {
        ln_cli_values_unused(&cli.values, "text");
    }

    if (worst != LN_CLI_FAILED && cli.html) {
        (void) fputs("</main>\n</body>\n</html>\n", stdout);
    }

    ln_cli_arena_free(&cli.arena);

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return ln_cli_error("text", "cannot write");
    }

    return cli.unread ? LN_CLI_FAILED : worst;
}


static int
ln_cli_text_options(ln_cli_text_t *cli, int argc, char **argv)
{
    int  option;

    static const struct option  options[] = {
        { "set", required_argument, NULL, 's' },
        { "html", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 }
    };

    while ((option = ln_cli_option(argc, argv, options)) != -1) {

        switch (option) {

        case 's':
            if (ln_cli_values_add(&cli->values, "text", optarg) != 0) {
                return LN_CLI_FAILED;
            }

            break;

        case 'h':
            cli->html = 1;
            break;

        default:                        /* it has been told */
            return LN_CLI_FAILED;
        }
    }

    if (optind == argc) {
        return ln_cli_error("text", "the file of a text is expected, or a "
                            "directory of LANG.html files");
    }

    return 0;
}


static int
ln_cli_text_check(ln_cli_text_t *cli, const char *path)
{
    int         rc;
    unsigned    i;
    ln_text_t   text;
    ln_error_t  err;

    memset(&err, 0, sizeof(ln_error_t));

    rc = ln_text_load(&cli->arena.alloc, path, &text, &err);

    if (rc != LN_OK) {
        (void) ln_cli_error("text", "%s", err.text);
        cli->unread |= (rc == LN_DECLINED);
        return LN_CLI_REFUSED;
    }

    for (i = 0; i < text.ntranslations; i++) {

        if (ln_template_has_form(text.translations[i].content)
            && ln_template_may_ask(text.translations[i].content, 1, &err)
               != LN_OK)
        {
            (void) ln_cli_error("text", "%s at \"%s\":%u:%u", err.text,
                                text.translations[i].file, err.line,
                                err.column);
            return LN_CLI_REFUSED;
        }

        if (ln_cli_values_of(&cli->values, &cli->arena.alloc,
                             text.translations[i].content)
            == NULL)
        {
            return ln_cli_error("text", "no memory");
        }

        if (ln_text_slip(&text.translations[i], &err) != LN_OK) {
            (void) ln_cli_error("text", "note: %s", err.text);
        }

        if (cli->html) {
            if (ln_cli_text_show(cli, &text.translations[i]) != LN_OK) {
                return ln_cli_error("text", "no memory");
            }

        } else {
            ln_cli_text_tell(&text.translations[i]);
        }
    }

    if (ln_text_slip_left_out(&text, &err) != LN_OK) {
        (void) ln_cli_error("text", "note: %s", err.text);
    }

    return 0;
}


/* "FILE: ru, right to left, {{a}} {{b}}, DIGEST" */

static void
ln_cli_text_tell(const ln_translation_t *translation)
{
    unsigned    i, n;
    ln_str_t    name;
    ln_error_t  err;

    (void) printf("%s: ", translation->file);

    if (translation->language.len) {
        ln_cli_text_put(translation->language);
        (void) printf(" (%s)", ln_language_dir(translation->language));

    } else {
        (void) printf("no language: its name is no tag like \"en.html\"");
    }

    if (ln_template_has_form(translation->content)) {
        (void) printf(", asks");
    }

    if (ln_template_shows(translation->content, &err) != LN_OK) {
        (void) printf(", hidden at %u:%u", err.line, err.column);
    }

    n = ln_template_nvariables(translation->content);

    for (i = 0; i < n; i++) {
        name = ln_template_variable(translation->content, i);
        (void) printf("%s{{%.*s}}", i ? " " : ", ", (int) name.len,
                      (const char *) name.data);
    }

    (void) printf(", digest %s\n", translation->digest);
}


static int
ln_cli_text_show(ln_cli_text_t *cli, const ln_translation_t *translation)
{
    ln_str_t     markup;
    const char  *p;

    if (ln_cli_values_markup(&cli->values, &cli->arena.alloc, translation,
                             &markup)
        != LN_OK)
    {
        return LN_ERROR;
    }

    (void) fputs("<h2>", stdout);

    for (p = translation->file; *p; p++) {
        if (*p == '<' || *p == '&') {
            (void) printf("&#%d;", *p);

        } else {
            (void) putchar(*p);
        }
    }

    (void) fputs("</h2>\n", stdout);
    ln_cli_text_put(markup);
    (void) putchar('\n');

    return LN_OK;
}


static void
ln_cli_text_put(ln_str_t text)
{
    (void) fwrite(text.data, 1, text.len, stdout);
}
