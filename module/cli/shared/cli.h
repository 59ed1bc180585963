/* The command `legal-notice`: it calls the rooms that know nothing of nginx. */

#ifndef LN_CLI_H
#define LN_CLI_H


/* That of CHANGES: tests/unit/cli/command.t compares them. */
#define LN_CLI_VERSION  "0.10.0"

/* The exit status of all that goes wrong, as the manual says. */
#define LN_CLI_FAILED   2


/* The commands of these names: argv[0] is the name.  The exit status. */
int ln_cli_place(int argc, char **argv);
int ln_cli_locate(int argc, char **argv);
int ln_cli_compare(int argc, char **argv);
int ln_cli_archive(int argc, char **argv);


#endif
