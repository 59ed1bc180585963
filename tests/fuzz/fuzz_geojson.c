/*
 * Areas: any text is refused with a reason and a line, or makes an area that
 * answers for every place; the way back to a line goes through any text.
 */

#include "fuzzing.h"
#include "geo/area/ln_geojson.h"
#include "geo/area/ln_geojson_line.h"


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double              longitude, latitude;
    unsigned            hollow;
    ln_str_t            text;
    ln_area_t          *area;
    ln_error_t          err;
    ln_alloc_t          alloc;
    fuzz_block_t       *blocks;
    ln_location_t       location;
    ln_certainty_t      answer;
    ln_geojson_step_t   steps[3];

    text.data = data;
    text.len = size;
    blocks = NULL;
    alloc.alloc = fuzz_alloc;
    alloc.arena = &blocks;

    memset(&err, 0, sizeof(ln_error_t));
    memset(&location, 0, sizeof(ln_location_t));
    memset(steps, 0, sizeof(steps));

    steps[0].member = "coordinates";
    steps[2].item = 1;
    fuzz_assert(ln_geojson_line(text, steps, 3) >= 1);

    area = ln_geojson_parse(&alloc, text, "a.geojson", &hollow, &err);
    fuzz_assert((area == NULL) == (err.text[0] != '\0'));

    for (latitude = -90; area && latitude <= 90; latitude += 30) {
        for (longitude = -180; longitude <= 180; longitude += 45) {
            location.has_position = 1;
            location.has_radius = 1;
            location.latitude = latitude;
            location.longitude = longitude;

            location.accuracy_radius = 0;
            answer = ln_area_decide(area, &location);
            fuzz_assert(answer <= LN_IN);

            /* what is near at a small radius is at a large one too */

            location.accuracy_radius = 500;

            if (answer == LN_UNCERTAIN) {
                fuzz_assert(ln_area_decide(area, &location) == LN_UNCERTAIN);
            }
        }
    }

    fuzz_free(&blocks);

    return 0;
}
