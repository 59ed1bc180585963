#include "ln_country.h"
#include "ln_record.h"


/* What is read on the way, put together at the end. */
typedef struct {
    ln_record_t  *record;
    uint32_t      country;              /* GeoNames ids */
    uint32_t      regions[LN_RECORD_REGIONS];
    uint32_t      city;
    char          codes[LN_RECORD_REGIONS][3];
    char          code[3];              /* a flat layout's region_code */
    unsigned      nregions;
    double        latitude;
    double        longitude;
    double        radius;
    unsigned      has;                  /* LN_RECORD_HAS_* */
} ln_record_reader_t;

typedef struct {
    ln_str_t            text;           /* utf8_string, or empty */
    double              number;
    unsigned            type;           /* LN_MMDB_* */
    size_t              items;          /* of a map or array */
    size_t              at;             /* of its first item */
} ln_record_value_t;

typedef void (*ln_record_handler_pt)(ln_record_reader_t *r,
    const ln_mmdb_section_t *s, const ln_record_value_t *value,
    unsigned param);

typedef struct {
    const char            *name;
    ln_record_handler_pt   handler;
    unsigned               param;
} ln_record_field_t;


#define LN_RECORD_HAS_LATITUDE   0x01
#define LN_RECORD_HAS_LONGITUDE  0x02
#define LN_RECORD_HAS_RADIUS     0x04
#define LN_RECORD_HAS_TRAITS     0x08
#define LN_RECORD_HAS_NAME       0x10   /* of a region */
#define LN_RECORD_HAS_SCORE      0x20   /* of an anonymizer */

#define LN_RECORD_MAP_ITEMS      256    /* beyond, a map is none of ours */


static void ln_record_map(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *map, const ln_record_field_t *fields);
static size_t ln_record_key(const ln_mmdb_section_t *s, size_t at,
    ln_str_t *key);
static void ln_record_value(const ln_mmdb_section_t *s, size_t at,
    ln_record_value_t *value);
static double ln_record_decimal(ln_str_t text, int *bad);
static int ln_record_number(const ln_record_value_t *value, double *number);
static void ln_record_finish(ln_record_reader_t *r);
static void ln_record_finish_regions(ln_record_reader_t *r);


/* Handlers: param says what of. */

static void
ln_record_code(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    char         *code;
    ln_record_t  *record;

    (void) s;

    record = r->record;

    if (value->text.len != 2
        || value->text.data[0] < 'A' || value->text.data[0] > 'Z'
        || value->text.data[1] < 'A' || value->text.data[1] > 'Z')
    {
        return;
    }

    code = (param == 0) ? record->country
           : (param == 1) ? record->registered_country
           : record->represented_country;

    memcpy(code, value->text.data, 2);
}


static void
ln_record_id(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    double  number;

    (void) s;

    if (!ln_record_number(value, &number) || number < 1
        || number > UINT32_MAX)
    {
        return;
    }

    if (param == 0) {
        r->country = (uint32_t) number;

    } else if (param == 1) {
        r->city = (uint32_t) number;

    } else if (r->nregions < LN_RECORD_REGIONS) {
        r->regions[r->nregions] = (uint32_t) number;
    }
}


static void
ln_record_country(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    static const ln_record_field_t  country[] = {
        { "iso_code", ln_record_code, 0 },
        { "geoname_id", ln_record_id, 0 },
        { NULL, NULL, 0 }
    };
    static const ln_record_field_t  registered[] = {
        { "iso_code", ln_record_code, 1 },
        { NULL, NULL, 0 }
    };
    static const ln_record_field_t  represented[] = {
        { "iso_code", ln_record_code, 2 },
        { NULL, NULL, 0 }
    };

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, s, value, param == 0 ? country : param == 1
                                   ? registered : represented);

    } else if (r->record->country[0] == '\0') {
        ln_record_code(r, s, value, param);
    }
}


static void
ln_record_region_code(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    size_t      i, at;
    ln_str_t    text;

    (void) s;

    text = value->text;
    at = (text.len > 3 && text.data[2] == '-') ? 3 : 0;

    if (text.len <= at || text.len - at > 3) {
        return;
    }

    for (i = at; i < text.len; i++) {
        if (!((text.data[i] >= '0' && text.data[i] <= '9')
              || (text.data[i] >= 'A' && text.data[i] <= 'Z')))
        {
            return;
        }
    }

    if (param) {
        memset(r->code, 0, 3);
        memcpy(r->code, text.data + at, text.len - at);

    } else if (r->nregions < LN_RECORD_REGIONS) {
        memset(r->codes[r->nregions], 0, 3);
        memcpy(r->codes[r->nregions], text.data + at, text.len - at);
    }
}


static void
ln_record_region_name(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    (void) s;
    (void) param;

    if (value->text.len || value->type == LN_MMDB_MAP) {
        r->has |= LN_RECORD_HAS_NAME;
    }
}


static void
ln_record_subdivisions(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    size_t             i, at;
    ln_record_value_t  item;

    static const ln_record_field_t  fields[] = {
        { "iso_code", ln_record_region_code, 0 },
        { "geoname_id", ln_record_id, 2 },
        { "names", ln_record_region_name, 0 },
        { "name", ln_record_region_name, 0 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type != LN_MMDB_ARRAY) {
        return;
    }

    for (at = value->at, i = 0;
         i < value->items && r->nregions < LN_RECORD_REGIONS;
         i++)
    {
        ln_record_value(s, at, &item);

        if (item.type == LN_MMDB_MAP) {
            ln_record_map(r, s, &item, fields);
            r->nregions++;
        }

        at = ln_mmdb_skip(s, at);
    }
}


static void
ln_record_city(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "geoname_id", ln_record_id, 1 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, s, value, fields);
    }
}


static void
ln_record_position(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    double  number;

    (void) s;

    if (!ln_record_number(value, &number)) {
        return;
    }

    switch (param) {

    case LN_RECORD_HAS_LATITUDE:
        r->latitude = number;
        break;

    case LN_RECORD_HAS_LONGITUDE:
        r->longitude = number;
        break;

    default:
        r->radius = number;
        break;
    }

    r->has |= param;
}


static void
ln_record_location(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "latitude", ln_record_position, LN_RECORD_HAS_LATITUDE },
        { "longitude", ln_record_position, LN_RECORD_HAS_LONGITUDE },
        { "accuracy_radius", ln_record_position, LN_RECORD_HAS_RADIUS },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, s, value, fields);
    }
}


/* A number, or "AS12389". */

static void
ln_record_asn(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    double             number;
    ln_record_value_t  v;

    (void) s;
    (void) param;

    v = *value;

    if (v.text.len > 2 && v.text.data[0] == 'A' && v.text.data[1] == 'S') {
        v.text.data += 2;
        v.text.len -= 2;
    }

    if (ln_record_number(&v, &number) && number >= 1
        && number <= UINT32_MAX)
    {
        r->record->asn = (uint32_t) number;
    }
}


/* MaxMind has booleans, IPinfo "true" and "". */

static void
ln_record_trait(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    (void) s;

    if (value->type != LN_MMDB_BOOLEAN && value->type != LN_MMDB_UTF8) {
        return;
    }

    r->has |= LN_RECORD_HAS_TRAITS;

    if (value->number != 0 || ln_str_eq(value->text, ln_str("true"))) {
        r->record->traits |= param;
    }
}


static void
ln_record_score(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    (void) s;
    (void) value;
    (void) param;

    r->has |= LN_RECORD_HAS_SCORE;
}


#define LN_RECORD_TRAITS                                                      \
    { "is_anonymous", ln_record_trait, LN_TRAIT_ANONYMOUS },                  \
    { "is_anonymous_vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN }, \
    { "is_public_proxy", ln_record_trait,                                     \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_residential_proxy", ln_record_trait,                                \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_tor_exit_node", ln_record_trait,                                    \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },                                      \
    { "is_hosting_provider", ln_record_trait, LN_TRAIT_HOSTING },             \
    { "anonymizer_confidence", ln_record_score, 0 },                          \
    { "autonomous_system_number", ln_record_asn, 0 }


static void
ln_record_traits(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *value, unsigned param)
{
    static const ln_record_field_t  fields[] = {
        LN_RECORD_TRAITS,
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, s, value, fields);
    }
}


/* What a record may have at its top: nested layouts first, then flat ones. */

static const ln_record_field_t  ln_record_fields[] = {
    { "country", ln_record_country, 0 },
    { "registered_country", ln_record_country, 1 },
    { "represented_country", ln_record_country, 2 },
    { "subdivisions", ln_record_subdivisions, 0 },
    { "city", ln_record_city, 0 },
    { "location", ln_record_location, 0 },
    { "traits", ln_record_traits, 0 },
    { "anonymizer", ln_record_traits, 0 },
    LN_RECORD_TRAITS,

    { "country_code", ln_record_code, 0 },
    { "region_code", ln_record_region_code, 1 },
    { "region", ln_record_region_name, 0 },
    { "state1", ln_record_region_name, 0 },
    { "geoname_id", ln_record_id, 1 },
    { "latitude", ln_record_position, LN_RECORD_HAS_LATITUDE },
    { "longitude", ln_record_position, LN_RECORD_HAS_LONGITUDE },
    { "lat", ln_record_position, LN_RECORD_HAS_LATITUDE },
    { "lng", ln_record_position, LN_RECORD_HAS_LONGITUDE },
    { "radius", ln_record_position, LN_RECORD_HAS_RADIUS },
    { "asn", ln_record_asn, 0 },
    { "vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN },
    { "proxy", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
    { "relay", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
    { "tor", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },
    { "hosting", ln_record_trait, LN_TRAIT_HOSTING },
    { NULL, NULL, 0 }
};


void
ln_record_read(const ln_mmdb_section_t *s, size_t at, ln_record_t *record)
{
    ln_record_value_t   value;
    ln_record_reader_t  reader;

    memset(record, 0, sizeof(ln_record_t));
    memset(&reader, 0, sizeof(ln_record_reader_t));

    reader.record = record;

    ln_record_value(s, at, &value);

    if (value.type == LN_MMDB_MAP) {
        ln_record_map(&reader, s, &value, ln_record_fields);
    }

    ln_record_finish(&reader);
}


static void
ln_record_map(ln_record_reader_t *r, const ln_mmdb_section_t *s,
    const ln_record_value_t *map, const ln_record_field_t *fields)
{
    size_t                    i, at;
    ln_str_t                  key;
    ln_record_value_t         value;
    const ln_record_field_t  *f;

    if (map->items > LN_RECORD_MAP_ITEMS) {
        return;
    }

    for (at = map->at, i = 0; i < map->items; i++) {
        at = ln_record_key(s, at, &key);

        for (f = fields; f->name; f++) {

            if (f->name[0] == (char) *key.data
                && ln_str_eq(ln_str(f->name), key))
            {
                ln_record_value(s, at, &value);
                f->handler(r, s, &value, f->param);
                break;
            }
        }

        /* the last value is mostly the longest, names in many languages */

        if (i + 1 < map->items) {
            at = ln_mmdb_skip(s, at);
        }
    }
}


/* Returns the offset behind the key at offset at. */

static size_t
ln_record_key(const ln_mmdb_section_t *s, size_t at, ln_str_t *key)
{
    ln_mmdb_control_t  c;

    (void) ln_mmdb_control(s, at, &c);

    at = c.next;

    if (c.type == LN_MMDB_POINTER) {
        (void) ln_mmdb_control(s, c.size, &c);

    } else {
        at += c.size;
    }

    key->data = s->data + c.next;
    key->len = c.size;

    return at;
}


/* The value at offset at, or where it points. */

static void
ln_record_value(const ln_mmdb_section_t *s, size_t at,
    ln_record_value_t *value)
{
    union {
        uint64_t  bits;
        double    value;
    } d;
    union {
        uint32_t  bits;
        float     value;
    } f;
    ln_mmdb_control_t     c;
    const unsigned char  *p;

    memset(value, 0, sizeof(ln_record_value_t));
    value->text = ln_str("");

    if (ln_mmdb_control(s, at, &c) != LN_OK
        || (c.type == LN_MMDB_POINTER
            && ln_mmdb_control(s, c.size, &c) != LN_OK))
    {
        return;
    }

    p = s->data + c.next;
    value->type = c.type;

    switch (c.type) {

    case LN_MMDB_UTF8:
        value->text.data = p;
        value->text.len = c.size;
        break;

    case LN_MMDB_MAP:
    case LN_MMDB_ARRAY:
        value->items = c.size;
        value->at = c.next;
        break;

    case LN_MMDB_BOOLEAN:
        value->number = (double) c.size;
        break;

    case LN_MMDB_DOUBLE:
        d.bits = ln_mmdb_number(p, 8);
        value->number = d.value;
        break;

    case LN_MMDB_FLOAT:
        f.bits = (uint32_t) ln_mmdb_number(p, 4);
        value->number = f.value;
        break;

    case LN_MMDB_INT32:
        value->number = (c.size == 4)
                        ? (double) (int32_t) ln_mmdb_number(p, 4)
                        : (double) ln_mmdb_number(p, c.size);
        break;

    case LN_MMDB_UINT16:
    case LN_MMDB_UINT32:
    case LN_MMDB_UINT64:
        value->number = (double) ln_mmdb_number(p, c.size);
        break;

    default:
        break;
    }
}


/* Some layouts write numbers as text, and nothing as "". */

static int
ln_record_number(const ln_record_value_t *value, double *number)
{
    int  bad;

    switch (value->type) {

    case LN_MMDB_DOUBLE:
    case LN_MMDB_FLOAT:
    case LN_MMDB_INT32:
    case LN_MMDB_UINT16:
    case LN_MMDB_UINT32:
    case LN_MMDB_UINT64:
        *number = value->number;
        return *number == *number;

    case LN_MMDB_UTF8:
        *number = ln_record_decimal(value->text, &bad);
        return !bad;

    default:
        return 0;
    }
}


/* strtod() without its locale: "-122.0775". */

static double
ln_record_decimal(ln_str_t text, int *bad)
{
    double  number, unit;
    size_t  i, digits;

    number = 0;
    unit = 0;
    digits = 0;

    for (i = (text.len && text.data[0] == '-'); i < text.len; i++) {

        if (text.data[i] == '.' && unit == 0) {
            unit = 1;
            continue;
        }

        if (text.data[i] < '0' || text.data[i] > '9') {
            break;
        }

        unit /= 10;
        digits++;
        number = unit != 0 ? number + unit * (text.data[i] - '0')
                           : number * 10 + (text.data[i] - '0');
    }

    *bad = (digits == 0 || digits > 24 || i < text.len);

    return text.len && text.data[0] == '-' ? -number : number;
}


static void
ln_record_finish(ln_record_reader_t *r)
{
    unsigned      i, n;
    ln_record_t  *record;

    record = r->record;
    n = 0;

    if (r->country) {
        record->geonames[n++] = r->country;
        record->flags |= LN_RECORD_COUNTRY;
    }

    for (i = 0; i < r->nregions; i++) {
        if (r->regions[i]) {
            record->geonames[n++] = r->regions[i];
        }
    }

    if (r->city) {
        record->geonames[n++] = r->city;
        record->flags |= LN_RECORD_CITY;
    }

    record->ngeonames = n;

    ln_record_finish_regions(r);

    if ((r->has & LN_RECORD_HAS_LATITUDE) && (r->has & LN_RECORD_HAS_LONGITUDE)
        && r->latitude >= -90 && r->latitude <= 90
        && r->longitude >= -180 && r->longitude <= 180)
    {
        record->latitude = (float) r->latitude;
        record->longitude = (float) r->longitude;
        record->flags |= LN_RECORD_POSITION;

        if ((r->has & LN_RECORD_HAS_RADIUS) && r->radius >= 0) {
            record->accuracy_radius = r->radius < UINT16_MAX
                                      ? (uint16_t) (r->radius + 0.999)
                                      : UINT16_MAX;
            record->flags |= LN_RECORD_RADIUS;
        }
    }

    if ((r->has & LN_RECORD_HAS_SCORE) && !(r->has & LN_RECORD_HAS_TRAITS)) {
        record->traits |= LN_TRAIT_ANONYMOUS;
        r->has |= LN_RECORD_HAS_TRAITS;
    }

    record->fields |= (record->country[0] ? LN_FIELD_COUNTRY : 0)
                      | (record->registered_country[0]
                         ? LN_FIELD_REGISTERED_COUNTRY : 0)
                      | (record->represented_country[0]
                         ? LN_FIELD_REPRESENTED_COUNTRY : 0)
                      | (record->ngeonames ? LN_FIELD_GEONAME : 0)
                      | (record->asn ? LN_FIELD_ASN : 0)
                      | (record->flags & LN_RECORD_POSITION
                         ? LN_FIELD_POSITION : 0)
                      | (r->has & LN_RECORD_HAS_TRAITS ? LN_FIELD_TRAITS : 0);
}


/* A flat layout's code counts where it is one of ISO 3166-2. */

static void
ln_record_finish_regions(ln_record_reader_t *r)
{
    char          code[8];
    unsigned      i;
    ln_record_t  *record;

    record = r->record;

    if (record->country[0] && r->code[0] && r->nregions == 0) {
        (void) snprintf(code, sizeof(code), "%.2s-%.3s", record->country,
                        r->code);

        if (ln_region_known(ln_str(code))) {
            memcpy(r->codes[0], r->code, 3);
            r->nregions = 1;
        }
    }

    for (i = 0; i < r->nregions; i++) {
        if (r->codes[i][0] && record->country[0]) {
            memcpy(record->regions[record->nregions++], r->codes[i], 3);
        }
    }

    if (record->nregions) {
        record->fields |= LN_FIELD_REGION;

    } else if (r->has & LN_RECORD_HAS_NAME) {
        record->fields |= LN_FIELD_REGION_NAME;
    }
}
