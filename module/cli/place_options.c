#include <errno.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/place_options.h"
#include "html/charset/ln_utf8.h"


#define LN_CLI_READ  65536


static int
ln_cli_usage(const char *what, const char *value)
{
    (void) fprintf(stderr, "legal-notice place: %s \"%s\"\n", what, value);

    return LN_CLI_USAGE;
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
        more = ln_alloc(&cli->alloc, size + LN_CLI_READ);

        if (more == NULL || size > LN_CLI_MAX) {
            (void) fclose(file);
            return ln_cli_usage("no memory for notice", path);
        }

        if (data) {
            memcpy(more, data, size);
        }

        data = more;
        n = fread(data + size, 1, LN_CLI_READ, file);
        size += n;

    } while (n == LN_CLI_READ);

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


int
ln_cli_place_options(ln_cli_place_t *cli, int argc, char **argv)
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
