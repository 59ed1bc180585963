/* legal-notice text: texts checked, and shown as they will look. */

#ifndef LN_CLI_TEXT_H
#define LN_CLI_TEXT_H


/* The exit status; argv[0] is the name of the command. */
int ln_cli_text(int argc, char **argv);


#endif
