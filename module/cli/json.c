#include "cli/json.h"


void
ln_cli_json(ln_str_t text)
{
    size_t  i;

    (void) putchar('"');

    for (i = 0; i < text.len; i++) {

        if (text.data[i] == '"' || text.data[i] == '\\') {
            (void) printf("\\%c", text.data[i]);

        } else if (text.data[i] < 0x20) {
            (void) printf("\\u%04x", text.data[i]);

        } else {
            (void) putchar(text.data[i]);
        }
    }

    (void) putchar('"');
}
