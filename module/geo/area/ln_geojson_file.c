#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>

#include "geo/area/ln_geojson.h"
#include "geo/area/ln_geojson_file.h"


static int ln_geojson_read(const char *path, char **data, size_t *len,
    ln_error_t *err);


ln_area_t *
ln_geojson_load(const ln_alloc_t *alloc, const char *path, unsigned *hollow,
    ln_error_t *err)
{
    char       *data;
    size_t      len;
    ln_str_t    text;
    ln_area_t  *area;

    data = NULL;
    len = 0;

    if (ln_geojson_read(path, &data, &len, err) != LN_OK) {
        return NULL;
    }

    text.data = (unsigned char *) data;
    text.len = len;

    area = ln_geojson_parse(alloc, ln_str_unmarked(text), path, hollow, err);
    free(data);

    return area;
}


static int
ln_geojson_read(const char *path, char **data, size_t *len, ln_error_t *err)
{
    char    *grown;
    FILE    *file;
    size_t   n, size;

    file = fopen(path, "re");

    if (file == NULL) {
        return ln_error(err, "cannot open area \"%.300s\": %s", path,
                        strerror(errno));
    }

    *data = NULL;
    *len = 0;
    size = 0;

    do {
        if (*len == size) {
            size = size ? 2 * size : 65536;

            /* a byte more than is allowed tells that there is one */

            if (size > LN_GEOJSON_SIZE) {
                size = LN_GEOJSON_SIZE + 1;
            }

            grown = *len < size ? realloc(*data, size) : NULL;

            if (grown == NULL) {
                free(*data);
                (void) fclose(file);

                return *len < size ? ln_error(err, "no memory")
                                   : ln_error(err, "area \"%.300s\" is larger "
                                              "than %u MB, simplify it", path,
                                              LN_GEOJSON_SIZE >> 20);
            }

            *data = grown;
        }

        n = fread(*data + *len, 1, size - *len, file);
        *len += n;
    } while (n);

    if (ferror(file)) {
        (void) ln_error(err, "cannot read area \"%.300s\": %s", path,
                        strerror(errno));
        free(*data);
        (void) fclose(file);
        return LN_ERROR;
    }

    (void) fclose(file);

    return LN_OK;
}
