#include <string.h>

#include "cli/check/result.h"


int
ln_check_is_wrong(const char *result)
{
    return strcmp(result, "lacks") == 0 || strcmp(result, "failed") == 0;
}


/* text writes what comes from a page. */

void
ln_check_difference_write(FILE *f, json_t *difference,
    void (*text)(FILE *f, const char *text))
{
    size_t       i;
    const char  *value;

    static const struct {
        const char  *key;
        const char  *where;
    } sides[] = {
        { "here", "here" }, { "nobody", "in nobody's page" }
    };

    (void) fprintf(f, "differs at byte %lld: ",
                   (long long) json_integer_value(json_object_get(difference,
                                                                  "offset")));

    for (i = 0; i < 2; i++) {
        value = ln_check_string(difference, sides[i].key);

        (void) fputs(i ? ", " : "", f);

        if (*value) {
            (void) fputc('"', f);
            text(f, value);
            (void) fputc('"', f);

        } else {
            (void) fputs("nothing", f);
        }

        (void) fprintf(f, " %s", sides[i].where);
    }
}


const char *
ln_check_string(json_t *object, const char *key)
{
    const char  *value;

    value = json_string_value(json_object_get(object, key));

    return value ? value : "";
}
