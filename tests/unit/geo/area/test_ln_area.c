/* Areas: polygons, holes, the antimeridian, the poles, distances; GeoJSON. */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "geo/area/ln_geojson.h"
#include "geo/area/ln_geojson_file.h"
#include "../../arena.h"
#include "../../exact.h"


static ln_error_t  err;
static unsigned    hollow;


static ln_area_t *
area(const char *text)
{
    ln_area_t  *a;

    memset(&err, 0, sizeof(ln_error_t));
    a = ln_geojson_parse(&alloc, exact(text), "a.geojson", &hollow, &err);

    if (a == NULL) {
        fail_msg("%s", err.text);
    }

    return a;
}


static ln_certainty_t
decide(const ln_area_t *a, double longitude, double latitude, double km)
{
    ln_location_t  location;

    memset(&location, 0, sizeof(ln_location_t));

    location.has_position = 1;
    location.has_radius = (km >= 0);
    location.longitude = longitude;
    location.latitude = latitude;
    location.accuracy_radius = km;

    return ln_area_decide(a, &location);
}


#define POLYGON(rings)                                                        \
    "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"

#define SQUARE  "[[10,40],[20,40],[20,50],[10,50],[10,40]]"
#define HOLE    "[[14,44],[14,46],[16,46],[16,44],[14,44]]"


static void
test_polygon(void **state)
{
    ln_area_t      *a;
    ln_location_t   nowhere;

    (void) state;

    a = area(POLYGON(SQUARE));

    assert_int_equal(decide(a, 15, 45, 10), LN_IN);
    assert_int_equal(decide(a, 25, 45, 10), LN_OUT);
    assert_int_equal(decide(a, 15, 55, 10), LN_OUT);
    assert_int_equal(decide(a, 15, 35, 10), LN_OUT);
    assert_int_equal(decide(a, 5, 45, 10), LN_OUT);

    /* 1 degree of latitude is 111.2 km, of longitude at 45 degrees 78.6 km */

    assert_int_equal(decide(a, 15, 41, 110), LN_IN);
    assert_int_equal(decide(a, 15, 41, 112), LN_UNCERTAIN);
    assert_int_equal(decide(a, 15, 39, 110), LN_OUT);
    assert_int_equal(decide(a, 15, 39, 112), LN_UNCERTAIN);
    assert_int_equal(decide(a, 11, 45, 78), LN_IN);
    assert_int_equal(decide(a, 11, 45, 79.2), LN_UNCERTAIN);
    assert_int_equal(decide(a, 21, 45, 78), LN_OUT);
    assert_int_equal(decide(a, 21, 45, 79.2), LN_UNCERTAIN);

    /* beyond a corner: 111.2 km north and 71.7 km east */

    assert_int_equal(decide(a, 21, 51, 130), LN_OUT);
    assert_int_equal(decide(a, 21, 51, 134), LN_UNCERTAIN);

    /* an accuracy that is not known is taken for 50 km */

    assert_int_equal(decide(a, 15, 45, -1), LN_IN);
    assert_int_equal(decide(a, 15, 40.3, -1), LN_UNCERTAIN);
    assert_int_equal(decide(a, 15, 45, 20100), LN_UNCERTAIN);

    memset(&nowhere, 0, sizeof(ln_location_t));
    nowhere.located = 1;
    assert_int_equal(ln_area_decide(a, &nowhere), LN_UNCERTAIN);

    /* upon the border, where no distance is rounded */

    a = area(POLYGON("[[10,0],[20,0],[20,5],[10,5],[10,0]]"));
    assert_int_equal(decide(a, 15, 0, 0), LN_UNCERTAIN);
}


static void
test_hole(void **state)
{
    ln_area_t  *a;

    (void) state;

    a = area(POLYGON(SQUARE "," HOLE));

    assert_int_equal(decide(a, 15, 45, 10), LN_OUT);
    assert_int_equal(decide(a, 15, 45, 90), LN_UNCERTAIN);
    assert_int_equal(decide(a, 12, 45, 10), LN_IN);
    assert_int_equal(decide(a, 13.9, 45, 10), LN_UNCERTAIN);
}


/* Two polygons that touch: the border between them is none. */
static void
test_shared_border(void **state)
{
    ln_area_t  *a;

    (void) state;

    a = area("{\"type\":\"FeatureCollection\",\"features\":["
             "{\"type\":\"Feature\",\"properties\":null,\"geometry\":"
             POLYGON(SQUARE) "},"
             "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null},"
             "{\"type\":\"Feature\",\"properties\":{},\"geometry\":"
             "{\"type\":\"GeometryCollection\",\"geometries\":["
             "{\"type\":\"MultiPolygon\",\"coordinates\":["
             "[[[20,40],[30,40],[30,50],[20,50],[20,40]]],"
             "[[[50,40],[51,40],[51,41],[50,41],[50,40]]]]}]}}]}");

    assert_int_equal(decide(a, 19.9, 45, 100), LN_IN);
    assert_int_equal(decide(a, 20, 45, 100), LN_IN);
    assert_int_equal(decide(a, 29.9, 45, 100), LN_UNCERTAIN);
    assert_int_equal(decide(a, 50.5, 40.5, 1), LN_IN);
    assert_int_equal(decide(a, 49, 40.5, 1), LN_OUT);
}


/* Cut at 180 degrees as RFC 7946 has it, not cut, and beyond 180. */
static void
test_antimeridian(void **state)
{
    size_t      i;
    ln_area_t  *a;

    static const char *const  texts[] = {
        "{\"type\":\"MultiPolygon\",\"coordinates\":["
        "[[[170,60],[180,60],[180,70],[170,70],[170,60]]],"
        "[[[-180,60],[-170,60],[-170,70],[-180,70],[-180,60]]]]}",
        POLYGON("[[170,60],[-170,60],[-170,70],[170,70],[170,60]]"),
        POLYGON("[[-170,70],[170,70],[170,60],[-170,60],[-170,70]]"),
        POLYGON("[[170,60],[190,60],[190,70],[170,70],[170,60]]"),
        POLYGON("[[-190,60],[-170,60],[-170,70],[-190,70],[-190,60]]")
    };

    (void) state;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        a = area(texts[i]);

        assert_int_equal(decide(a, 175, 65, 50), LN_IN);
        assert_int_equal(decide(a, -175, 65, 50), LN_IN);
        assert_int_equal(decide(a, 180, 65, 50), LN_IN);
        assert_int_equal(decide(a, -180, 65, 50), LN_IN);
        assert_int_equal(decide(a, 179.99, 65, 300), LN_IN);
        assert_int_equal(decide(a, 165, 65, 50), LN_OUT);
        assert_int_equal(decide(a, -165, 65, 50), LN_OUT);
        assert_int_equal(decide(a, 0, 65, 50), LN_OUT);
        assert_int_equal(decide(a, 169.5, 65, 50), LN_UNCERTAIN);
        assert_int_equal(decide(a, -169.5, 65, 50), LN_UNCERTAIN);

        (void) arena_free(NULL);
    }

    /* an area whose border is at 180 degrees itself */

    a = area(POLYGON("[[170,60],[180,60],[180,70],[170,70],[170,60]]"));
    assert_int_equal(decide(a, -179.9, 65, 50), LN_UNCERTAIN);
    assert_int_equal(decide(a, -178, 65, 50), LN_OUT);
}


/* A ring round a pole, and the same with the map's border in it. */
static void
test_poles(void **state)
{
    size_t      i;
    ln_area_t  *a;

    static const char *const  north[] = {
        POLYGON("[[0,80],[90,80],[180,80],[-90,80],[0,80]]"),
        POLYGON("[[0,80],[-90,80],[180,80],[90,80],[0,80]]"),
        POLYGON("[[-180,80],[180,80],[180,90],[-180,90],[-180,80]]"),

        /* from -180 to 180 and back, which are one place */

        POLYGON("[[-180,80],[-90,80],[0,80],[90,80],[180,80],[-180,80]]"),
        POLYGON("[[180,80],[90,80],[0,80],[-90,80],[-180,80],[180,80]]"),
        POLYGON("[[90,80],[180,80],[-180,80],[-90,80],[0,80],[90,80]]"),
        POLYGON("[[0,80],[90,80],[180,80],[270,80],[360,80],[0,80]]"),

        /* with the border of the map, which they are inside of */

        POLYGON("[[-180,80],[0,80],[180,80],[180,90],[-180,90],[-180,80]]"),
        POLYGON("[[-180,80],[-90,80],[90,80],[180,80],[180,90],[90,90],"
                "[-90,90],[-180,90],[-180,80]]")
    };

    /* a meridian behind the map's width, and before it */

    static const char *const  map[] = {
        POLYGON("[[-180,50],[180,50],[180,60],[90,65],[-90,65],[-180,50]]"),
        POLYGON("[[-180,60],[-180,50],[180,50],[90,65],[-90,65],[-180,60]]"),
        POLYGON("[[-180,50],[180,50],[90,65],[-90,65],[-180,60],[-180,50]]"),
        POLYGON("[[-180,50],[-180,60],[-90,65],[90,65],[180,50],[-180,50]]")
    };

    (void) state;

    for (i = 0; i < sizeof(north) / sizeof(north[0]); i++) {
        a = area(north[i]);

        assert_int_equal(decide(a, 0, 90, 100), LN_IN);
        assert_int_equal(decide(a, 123, 90, 100), LN_IN);
        assert_int_equal(decide(a, 45, 85, 100), LN_IN);
        assert_int_equal(decide(a, -135, 89, 100), LN_IN);
        assert_int_equal(decide(a, 180, 85, 100), LN_IN);
        assert_int_equal(decide(a, 45, 75, 100), LN_OUT);
        assert_int_equal(decide(a, 45, -85, 100), LN_OUT);
        assert_int_equal(decide(a, 45, 80.5, 100), LN_UNCERTAIN);
        assert_int_equal(decide(a, 0, 90, 1200), LN_UNCERTAIN);

        (void) arena_free(NULL);
    }

    a = area(POLYGON("[[0,-80],[90,-80],[180,-80],[-90,-80],[0,-80]]"));
    assert_int_equal(decide(a, 77, -90, 100), LN_IN);
    assert_int_equal(decide(a, 77, 90, 100), LN_OUT);

    a = area(POLYGON("[[-180,-75],[-60,-70],[60,-70],[180,-75],[-180,-75]]"));
    assert_int_equal(decide(a, 77, -90, 100), LN_IN);
    assert_int_equal(decide(a, -179, -80, 100), LN_IN);
    assert_int_equal(decide(a, 0, -60, 100), LN_OUT);
    assert_int_equal(decide(a, 0, 80, 100), LN_OUT);

    /* a band, and one whose lower border is the map's width: no caps */

    a = area(POLYGON("[[-180,50],[180,50],[180,60],[-180,60],[-180,50]]"));
    assert_int_equal(decide(a, 10, 55, 100), LN_IN);
    assert_int_equal(decide(a, 10, 70, 100), LN_OUT);
    assert_int_equal(decide(a, 10, 40, 100), LN_OUT);

    a = area(POLYGON("[[-180,50],[180,50],[180,60],[90,65],[-90,65],"
                     "[-180,60],[-180,50]]"));
    assert_int_equal(decide(a, 10, 55, 100), LN_IN);
    assert_int_equal(decide(a, 10, 80, 100), LN_OUT);
    assert_int_equal(decide(a, 10, 40, 100), LN_OUT);

    for (i = 0; i < sizeof(map) / sizeof(map[0]); i++) {
        a = area(map[i]);
        assert_int_equal(decide(a, 10, 55, 100), LN_IN);
        assert_int_equal(decide(a, 10, 80, 100), LN_OUT);
        assert_int_equal(decide(a, 10, 40, 100), LN_OUT);
    }

    /* 180 and -180 as one place, and no pole in it */

    a = area(POLYGON("[[-180,50],[180,50],[170,60],[-170,60],[-180,50]]"));
    assert_int_equal(decide(a, 180, 55, 100), LN_IN);
    assert_int_equal(decide(a, 10, 55, 100), LN_OUT);
    assert_int_equal(decide(a, 10, 90, 100), LN_OUT);

    /* the world without a cap */

    a = area(POLYGON("[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]],"
                     "[[-180,80],[-90,80],[0,80],[90,80],[180,80],"
                     "[-180,80]]"));
    assert_int_equal(decide(a, 10, 85, 100), LN_OUT);
    assert_int_equal(decide(a, 10, 70, 100), LN_IN);
    assert_true(ln_area_holds(a));

    /* all of the world has no border */

    a = area(POLYGON("[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]"));
    assert_int_equal(decide(a, 0, 0, 5000), LN_IN);
    assert_int_equal(decide(a, 180, 45, 5000), LN_IN);
    assert_int_equal(decide(a, 0, 90, 5000), LN_IN);
    assert_true(ln_area_holds(a));
}


static void
test_empty(void **state)
{
    size_t  i;

    static const char *const  empty[] = {
        POLYGON("[[10,40],[20,40],[15,40],[10,40]]"),
        POLYGON("[[10,40],[10,40],[10,40],[10,40]]"),
        POLYGON("[[10,40],[20,50],[10,40],[20,50],[10,40]]"),
        POLYGON("[[-180,70],[180,70],[-180,70],[180,70],[-180,70]]"),
        POLYGON(SQUARE "," SQUARE)
    };

    (void) state;

    for (i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
        if (ln_area_holds(area(empty[i]))) {
            fail_msg("%s holds something", empty[i]);
        }
    }

    assert_true(ln_area_holds(area(POLYGON(SQUARE))));
    assert_true(ln_area_holds(area(POLYGON(SQUARE "," HOLE))));
    assert_true(ln_area_holds(area(POLYGON("[[1,1],[1.00001,1],[1.00001,"
                                           "1.00001],[1,1]]"))));
}


/* A parallel is an edge on the map, and no great circle. */
/* One of several that holds nothing is told of, by its line. */

static void
test_hollow(void **state)
{
    size_t  i;

    static const struct {
        const char  *text;
        unsigned     line;
    } cases[] = {
        { POLYGON(SQUARE), 0 },
        { "{\"type\":\"MultiPolygon\",\n\"coordinates\":[\n[" SQUARE "],\n"
          "[[[1,1],[2,2],[3,3],[1,1]]]\n]}", 4 },
        { "{\"type\":\"GeometryCollection\",\"geometries\":[\n"
          POLYGON("[[50,50],[60,60],[50,50],[60,60],[50,50]]") ",\n"
          POLYGON(SQUARE) "]}", 2 },
        { "{\"type\":\"FeatureCollection\",\"features\":[\n"
          "{\"type\":\"Feature\",\"geometry\":null},\n"
          "{\"type\":\"Feature\",\"geometry\":" POLYGON(SQUARE) "},\n"
          "{\"type\":\"Feature\",\"geometry\":" POLYGON("[[50,50],[50,50],"
          "[50,50],[50,50]]") "},\n"
          "{\"type\":\"Feature\",\"geometry\":" POLYGON("[[70,50],[70,50],"
          "[70,50],[70,50]]") "}]}", 4 },
        { "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],\n["
          "[[50,50],[60,50],[60,60],[50,60],[50,50]],"
          "[[50,50],[60,50],[60,60],[50,60],[50,50]]]]}", 2 },
        { "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],\n["
          "[[50,50],[60,60],[60,50],[50,60],[50,50]]]]}", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_true(ln_area_holds(area(cases[i].text)));

        if (hollow != cases[i].line) {
            fail_msg("%s: line %u, not %u", cases[i].text, hollow,
                     cases[i].line);
        }
    }
}


static void
test_long_edges(void **state)
{
    ln_area_t  *a;

    (void) state;

    a = area(POLYGON("[[-60,50],[60,50],[60,70],[-60,70],[-60,50]]"));

    assert_int_equal(decide(a, 0, 51, 100), LN_IN);
    assert_int_equal(decide(a, 0, 51, 112), LN_UNCERTAIN);
    assert_int_equal(decide(a, 0, 49, 100), LN_OUT);
    assert_int_equal(decide(a, 0, 49, 112), LN_UNCERTAIN);
}


static void
test_errors(void **state)
{
    size_t  i;

    static const struct {
        const char  *text;
        const char  *says;
    } cases[] = {
        { "", "\"a.geojson\":1" },
        { "{\n\"type\" \"Polygon\"}", "\"a.geojson\":2" },
        { "[]", "\"type\" is expected" },
        { "{\"type\":\"Point\",\"coordinates\":[1,2]}", "has no area" },
        { "{\"type\":\"Polygon\"}", "list of rings" },
        { POLYGON(""), "list of rings" },
        { POLYGON("[[1,2],\n[3,4],[1,2]]"), "four positions" },
        { POLYGON("\n[[1,2],[3,4],[5,6],[7,8]]\n"), ":2: the ring" },
        { POLYGON("\n[[1,2],[3,4],[5,6],[7,8]]"), ":2: the ring is not closed"
        },
        { POLYGON("[[1,2],[3,4],\n\n[5,\"6\"],[1,2]]"), ":3: a position" },
        { POLYGON("[[1,2],\n[3,94],[5,6],[1,2]]"), ":2: a latitude" },
        { POLYGON("[[1,2],\n[3],[5,6],[1,2]]"), ":2: a position" },
        { POLYGON("[[1,2],[412345.6,9],[5,6],[1,2]]"), ":1: a longitude" },
        { "{\"type\":\"MultiPolygon\",\"coordinates\":3}", "list is missing" },
        { "{\"type\":\"FeatureCollection\",\"features\":[]}", "no polygon" },
        { "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature"
          "\",\"properties\":{\"}\\\"\":\"[\"},\"geometry\":\n{\"type\":"
          "\"Point\"}}]}", ":3: it has no area" },
        { "{\"type\":\"FeatureCollection\",\n\"n\":-1.5,\n\"t\":[true , 2],"
          "\"features\":[\n{\"id\":7,\n\"o\":{\"a\":[1,{\"b\":null}]},\"type\":"
          "\"Feature\",\"geometry\" :\n {\"type\":\"Point\"}}]\n\n}",
          ":6: it has no area" },
        { POLYGON("[[1,2],[\"3\",4],\n[5,6],[1,2]]"), ":1: a position" },
        { POLYGON("[[1,2],\n[3,-90.5],[5,6],[1,2]]"), ":2: a latitude" },
        { POLYGON("[[1,2],\n[-360.5,0],[5,6],[1,2]]"), ":2: a longitude" },
        { POLYGON("[[1,2],\n3,[5,6],[1,2]]"), ":2: a position" },
        { POLYGON("3"), "four positions" },
        { "{\"type\":\"FeatureCollection\",\n\"features\":{}}", "list is" },
        { "{\"type\":\"Feature\",\"geometry\":[]}", "\"geometry\" is missing" },
        { "{\"type\":\"Polygon\",\n\"crs\":{},\"coordinates\":[" SQUARE "]}",
          ":2: its \"crs\" is not WGS 84" },
        { "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":"
          "\"Feature\"}]}", ":2: its \"geometry\" is missing" },
        { "{\"type\":\"Polygon\",\n\"crs\":{\"type\":\"name\",\"properties\":"
          "{\"name\":\"EPSG:3857\"}},\"coordinates\":[" SQUARE "]}",
          ":2: its \"crs\" is not WGS 84" },
        { "{\"type\":\"Polygon\",\"type\":\"Polygon\",\"coordinates\":["
          SQUARE "]}", "duplicate" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (ln_geojson_parse(&alloc, exact(cases[i].text), "a.geojson",
                             &hollow, &err)
            != NULL || strstr(err.text, cases[i].says) == NULL)
        {
            fail_msg("\"%s\" says \"%s\", not %s", cases[i].text, err.text,
                     cases[i].says);
        }
    }

    assert_non_null(area("{\"type\":\"Polygon\",\"crs\":null,"
                         "\"coordinates\":[" SQUARE "]}"));
    assert_non_null(area("{\"type\":\"Polygon\",\"crs\":{\"properties\":"
                         "{\"name\":\"urn:ogc:def:crs:EPSG::4326\"}},"
                         "\"coordinates\":[" SQUARE "]}"));
    assert_non_null(area("{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\","
                         "\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:"
                         "CRS84\"}},\"coordinates\":[" SQUARE "]}"));
}


static void
test_deep(void **state)
{
    char      text[8192];
    size_t    n, i, deep;

    (void) state;

    /* a way of 64 steps to a position, and of 65 */

    for (deep = 30; deep <= 31; deep++) {
        n = 0;

        for (i = 0; i < deep; i++) {
            n += snprintf(text + n, sizeof(text) - n, "{\"type\":"
                          "\"GeometryCollection\",\"geometries\":[");
        }

        n += snprintf(text + n, sizeof(text) - n, "%s", deep == 30
                      ? "{\"type\":\"MultiPolygon\",\"coordinates\":[["
                        SQUARE "]]}"
                      : POLYGON(SQUARE));

        for (i = 0; i < deep; i++) {
            n += snprintf(text + n, sizeof(text) - n, "]}");
        }

        if (deep == 30) {
            assert_non_null(ln_geojson_parse(&alloc, exact(text), "a",
                                             &hollow, &err));

        } else {
            assert_null(ln_geojson_parse(&alloc, exact(text), "a", &hollow,
                                         &err));
            assert_non_null(strstr(err.text, "too deep"));
        }
    }
}


static void
test_no_memory(void **state)
{
    unsigned  n;

    (void) state;

    for (n = 0; n < 20; n++) {
        arena_most = n;

        if (ln_geojson_parse(&alloc, exact(POLYGON(SQUARE)), "a", &hollow,
                             &err))
        {
            break;
        }

        assert_string_equal(err.text, "no memory");
        (void) arena_free(NULL);
    }

    assert_in_range(n, 1, 19);
}


static void
test_file(void **state)
{
    char   path[] = "/tmp/ln-test-area-XXXXXX";
    int    fd;
    FILE  *f;

    (void) state;

    assert_null(ln_geojson_load(&alloc, "/nowhere/a.geojson", &hollow,
                                &err));
    assert_non_null(strstr(err.text, "cannot open area"));
    assert_null(ln_geojson_load(&alloc, "/tmp", &hollow, &err));
    assert_non_null(strstr(err.text, "cannot read area"));

    fd = mkstemp(path);
    assert_int_not_equal(fd, -1);
    f = fdopen(fd, "w");
    assert_non_null(f);
    assert_true(fputs(POLYGON(SQUARE), f) >= 0);
    assert_int_equal(fclose(f), 0);

    assert_non_null(ln_geojson_load(&alloc, path, &hollow, &err));
    (void) remove(path);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(test_polygon, arena_free),
        cmocka_unit_test_teardown(test_hole, arena_free),
        cmocka_unit_test_teardown(test_shared_border, arena_free),
        cmocka_unit_test_teardown(test_antimeridian, arena_free),
        cmocka_unit_test_teardown(test_poles, arena_free),
        cmocka_unit_test_teardown(test_empty, arena_free),
        cmocka_unit_test_teardown(test_hollow, arena_free),
        cmocka_unit_test_teardown(test_long_edges, arena_free),
        cmocka_unit_test_teardown(test_errors, arena_free),
        cmocka_unit_test_teardown(test_deep, arena_free),
        cmocka_unit_test_teardown(test_no_memory, arena_free),
        cmocka_unit_test_teardown(test_file, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
