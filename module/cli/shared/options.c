#include <stdarg.h>
#include <stdio.h>

#include "cli/shared/cli.h"
#include "cli/shared/options.h"


int
ln_cli_option(int argc, char **argv, const struct option *options)
{
    int          option;
    const char  *argument;

    argument = argv[optind];
    opterr = 0;

    /* +: options end where they do.  :: a missing value is told apart. */

    option = getopt_long(argc, argv, "+:", options, NULL);

    if (option == ':') {
        (void) ln_cli_error(argv[0], "a value is missing after \"%s\"",
                            argument);
        return '?';
    }

    if (option == '?') {
        (void) ln_cli_error(argv[0], "unknown option \"%s\"", argument);
    }

    return option;
}


int
ln_cli_error(const char *command, const char *fmt, ...)
{
    va_list  args;

    (void) fprintf(stderr, "legal-notice %s: ", command);

    va_start(args, fmt);
    (void) vfprintf(stderr, fmt, args);
    va_end(args);

    (void) fputc('\n', stderr);

    return LN_CLI_FAILED;
}
