#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/shared/cli.h"
#include "cli/shared/options.h"
#include "cli/place_options.h"
#include "html/charset/ln_utf8.h"


/* "append article": a position, then a selector or `~` and a pattern. */
static int
ln_cli_add_place(ln_cli_place_t *cli, const char *text)
{
    size_t      n;
    unsigned    nwords;
    ln_str_t    words[3];
    ln_error_t  error;

    if (cli->nplaces == LN_CLI_PLACES) {
        return ln_cli_error("place", "too many places at \"%s\"", text);
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

    if (ln_place_parse(&cli->arena.alloc, words, nwords,
                       &cli->places[cli->nplaces], &error)
        != LN_OK)
    {
        return ln_cli_error("place", "%s%s", error.text,
                            nwords == 1 ? "; write both in quotes, as --place "
                                          "\"append article\"" : "");
    }

    if (ln_place_is_vain(&cli->places[cli->nplaces], &error)) {
        (void) ln_cli_error("place", "warning: \"%s\": %s",
                            cli->texts[cli->nplaces], error.text);
    }

    cli->nplaces++;

    return 0;
}


/* "auto", "off", or a selector. */
static int
ln_cli_set_hydrated(ln_cli_place_t *cli, const char *value)
{
    ln_str_t    word;
    ln_error_t  error;

    word = ln_str(value);

    if (ln_hydrated_parse(&cli->arena.alloc, &word, 1, &cli->hydrated, &error)
        != LN_OK)
    {
        return ln_cli_error("place", "%s", error.text);
    }

    return 0;
}


static int
ln_cli_read_notice(ln_cli_place_t *cli, const char *path)
{
    FILE           *file;
    size_t          n, size, length;
    unsigned char  *data;

    file = fopen(path, "rb");

    if (file == NULL) {
        return ln_cli_error("place", "cannot open \"%s\": %s", path,
                            strerror(errno));
    }

    /* a byte more than is allowed tells that there is one */

    data = ln_alloc(&cli->arena.alloc, LN_CLI_NOTICE_MAX + 1);

    if (data == NULL) {
        (void) fclose(file);
        return ln_cli_error("place", "no memory for notice \"%s\"", path);
    }

    size = fread(data, 1, LN_CLI_NOTICE_MAX + 1, file);

    if (ferror(file)) {
        (void) fclose(file);
        return ln_cli_error("place", "cannot read \"%s\"", path);
    }

    (void) fclose(file);

    if (size > LN_CLI_NOTICE_MAX) {
        return ln_cli_error("place", "notice \"%s\" is larger than 1 MiB",
                            path);
    }

    cli->notice.data = data;
    cli->notice.len = size;
    cli->notice = ln_str_unmarked(cli->notice);

    for (n = 0; n < size; n += length) {
        length = ln_utf8_length(data + n, data + size);

        if (length == 0) {
            return ln_cli_error("place", "not UTF-8, as a notice must be:"
                                " \"%s\"", path);
        }
    }

    return 0;
}


/* A file is markup as it is, unless values are set: then it is a text. */
static int
ln_cli_set_notice(ln_cli_place_t *cli)
{
    ln_error_t   err;
    struct stat  st;

    if (cli->notice_path == NULL) {
        return 0;
    }

    if (cli->values.n == 0
        && !(stat(cli->notice_path, &st) == 0 && S_ISDIR(st.st_mode)))
    {
        return ln_cli_read_notice(cli, cli->notice_path);
    }

    memset(&err, 0, sizeof(ln_error_t));

    if (ln_text_load(&cli->arena.alloc, cli->notice_path, &cli->text, &err)
        != LN_OK)
    {
        return ln_cli_error("place", "cannot read \"%s\": %s",
                            cli->notice_path, err.text);
    }

    return 0;
}


static int
ln_cli_set_chunk(ln_cli_place_t *cli, const char *value)
{
    char  *end;

    cli->chunk = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end != '\0' || cli->chunk == 0
        || cli->chunk > LN_CLI_CHUNK_MAX)
    {
        return ln_cli_error("place", "--chunk must be a number of bytes, not"
                            " \"%s\", and %d at most", value,
                            LN_CLI_CHUNK_MAX);
    }

    return 0;
}


static int
ln_cli_set_encoding(ln_cli_place_t *cli, const char *value)
{
    cli->encoding = ln_str(value);

    switch (ln_charset_find(cli->encoding)) {

    case LN_CHARSET_UNKNOWN:
        return ln_cli_error("place", "unknown encoding \"%s\"", value);

    case LN_CHARSET_STATEFUL:
        return ln_cli_error("place", "no notice can be put into a page in"
                            " \"%s\"", value);

    default:
        return 0;
    }
}


static int
ln_cli_set(ln_cli_place_t *cli, int option, const char *value)
{
    switch (option) {

    case 'p':
        return ln_cli_add_place(cli, value);

    case 'h':
        return ln_cli_set_hydrated(cli, value);

    case 'n':
        cli->notice_path = value;
        return 0;

    case 's':
        return ln_cli_values_add(&cli->values, "place", value);

    case 'a':
        cli->accept_language = ln_str(value);
        return 0;

    case 'c':
        return ln_cli_set_chunk(cli, value);

    case 'e':
        return ln_cli_set_encoding(cli, value);

    case 'o':
        cli->offset = 1;
        return 0;

    case 'y':
        cli->always = 1;
        return 0;

    default:                            /* it has been told */
        return LN_CLI_FAILED;
    }
}


int
ln_cli_place_options(ln_cli_place_t *cli, int argc, char **argv)
{
    int  rc, option;

    static const struct option  options[] = {
        { "place", required_argument, NULL, 'p' },
        { "hydrated", required_argument, NULL, 'h' },
        { "notice", required_argument, NULL, 'n' },
        { "set", required_argument, NULL, 's' },
        { "accept-language", required_argument, NULL, 'a' },
        { "chunk", required_argument, NULL, 'c' },
        { "encoding", required_argument, NULL, 'e' },
        { "offset", no_argument, NULL, 'o' },
        { "always", no_argument, NULL, 'y' },
        { NULL, 0, NULL, 0 }
    };

    while ((option = ln_cli_option(argc, argv, options)) != -1) {
        rc = ln_cli_set(cli, option, optarg);

        if (rc != 0) {
            return rc;
        }
    }

    if (optind < argc) {
        return ln_cli_error("place", "unexpected \"%s\": the page is read from "
                            "standard input, write \"< FILE\" at the end",
                            argv[optind]);
    }

    return ln_cli_set_notice(cli);
}
