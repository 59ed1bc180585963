/* The command `legal-notice`: a thin face on the rooms of the core. */

#ifndef LN_CLI_H
#define LN_CLI_H


#define LN_CLI_VERSION  "0.1.0"

/* The exit status of all that goes wrong, as the manual says. */
#define LN_CLI_FAILED   2


/* Each command has argv[0] for its name and returns the exit status. */
int ln_cli_place(int argc, char **argv);
int ln_cli_locate(int argc, char **argv);


#endif
