/* What the commands share: options, and the telling of errors. */

#ifndef LN_CLI_OPTIONS_H
#define LN_CLI_OPTIONS_H

#include <getopt.h>


/*
 * The next option, as getopt_long() returns it: its val, with its value in
 * optarg; -1 at the first argument that is no option, whose index is optind.
 * `?` for an unknown option and for a missing value: the error has been told.
 */
int ln_cli_option(int argc, char **argv, const struct option *options);

/* Tells an error of command; returns LN_CLI_FAILED so that a caller can. */
__attribute__((format(printf, 2, 3)))
int ln_cli_error(const char *command, const char *fmt, ...);


#endif
