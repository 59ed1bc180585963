#define _GNU_SOURCE

#include "geo/mmdb/ln_metadata.h"
#include "geo/mmdb/ln_verify.h"


static const unsigned char *ln_metadata_find(const unsigned char *end,
    size_t len);
static int ln_metadata_fields(const ln_mmdb_section_t *s,
    ln_metadata_t *metadata, ln_error_t *err);
static int ln_metadata_value(const ln_mmdb_section_t *s, ln_str_t key,
    size_t at, ln_metadata_t *metadata);
static int ln_metadata_number(const ln_mmdb_section_t *s, ln_str_t key,
    const ln_mmdb_control_t *c, ln_metadata_t *metadata);
static int ln_metadata_texts(const ln_mmdb_section_t *s,
    const ln_mmdb_control_t *array);
static void ln_metadata_follow(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c);


static const char  ln_metadata_marker[] = "\xab\xcd\xefMaxMind.com";


int
ln_metadata_read(const unsigned char *end, size_t len, uint64_t size,
    ln_metadata_t *metadata, ln_error_t *err)
{
    uint64_t              tree, at;
    ln_mmdb_tree_t       *t;
    ln_mmdb_section_t     s;
    const unsigned char  *marker;

    memset(metadata, 0, sizeof(ln_metadata_t));

    marker = ln_metadata_find(end, len);

    if (marker == NULL) {
        return ln_error(err, "no metadata, it is not a MaxMind DB file or was "
                        "cut short");
    }

    s.data = marker + sizeof(ln_metadata_marker) - 1;
    s.len = end + len - s.data;

    if (ln_verify_value(&s, 0) != LN_OK) {
        return ln_error(err, "its metadata is corrupt");
    }

    if (ln_metadata_fields(&s, metadata, err) != LN_OK) {
        return LN_ERROR;
    }

    t = &metadata->tree;

    if ((t->record_size != 24 && t->record_size != 28 && t->record_size != 32)
        || (t->ip_version != 4 && t->ip_version != 6)
        || t->node_count == 0 || t->node_count > LN_METADATA_NODES_MAX)
    {
        return ln_error(err, "its metadata is invalid: %u nodes of %u bits, "
                        "IP version %u", (unsigned) t->node_count,
                        t->record_size, t->ip_version);
    }

    tree = (uint64_t) t->node_count * ln_mmdb_node_size(t);
    at = size - (end + len - marker);

    if (tree + LN_MMDB_SEPARATOR > at) {
        return ln_error(err, "its search tree of %u nodes reaches beyond the "
                        "file", (unsigned) t->node_count);
    }

    metadata->values = tree + LN_MMDB_SEPARATOR;
    metadata->values_len = at - metadata->values;

    return LN_OK;
}


/* The last marker counts, within the file's end. */

static const unsigned char *
ln_metadata_find(const unsigned char *end, size_t len)
{
    const unsigned char  *p, *last;

    last = NULL;

    for (p = memmem(end, len, ln_metadata_marker,
                    sizeof(ln_metadata_marker) - 1);
         p;
         p = memmem(p + 1, len - (p + 1 - end), ln_metadata_marker,
                    sizeof(ln_metadata_marker) - 1))
    {
        last = p;
    }

    return last;
}


/* Over the verified map at offset 0. */

static int
ln_metadata_fields(const ln_mmdb_section_t *s, ln_metadata_t *metadata,
    ln_error_t *err)
{
    size_t             i, n, at;
    ln_str_t           key;
    ln_mmdb_control_t  c;

    if (ln_mmdb_control(s, 0, &c) != LN_OK || c.type != LN_MMDB_MAP) {
        return ln_error(err, "its metadata is corrupt: it is no map");
    }

    n = c.size;
    at = c.next;

    for (i = 0; i < n; i++) {

        ln_metadata_follow(s, at, &c);
        at = ln_mmdb_skip(s, at);

        key.data = s->data + c.next;
        key.len = c.size;

        if (ln_metadata_value(s, key, at, metadata) != LN_OK) {
            return ln_error(err, "its metadata is corrupt: \"%.*s\" is not of "
                            "its type", (int) key.len, key.data);
        }

        at = ln_mmdb_skip(s, at);
    }

    return LN_OK;
}


static int
ln_metadata_value(const ln_mmdb_section_t *s, ln_str_t key, size_t at,
    ln_metadata_t *metadata)
{
    size_t             len;
    ln_mmdb_control_t  c;

    ln_metadata_follow(s, at, &c);

    if (ln_str_eq(key, ln_str("languages"))) {
        return ln_metadata_texts(s, &c);
    }

    if (!ln_str_eq(key, ln_str("database_type"))) {
        return ln_metadata_number(s, key, &c, metadata);
    }

    if (c.type != LN_MMDB_UTF8) {
        return LN_ERROR;
    }

    len = c.size < LN_METADATA_TYPE ? c.size : LN_METADATA_TYPE - 1;
    memcpy(metadata->type, s->data + c.next, len);

    return LN_OK;
}


/* Keys of no interest are passed over, whatever their type. */

static int
ln_metadata_number(const ln_mmdb_section_t *s, ln_str_t key,
    const ln_mmdb_control_t *c, ln_metadata_t *metadata)
{
    unsigned  i;
    uint64_t  number;

    static const char *const  names[] = {
        "node_count", "record_size", "ip_version", "build_epoch"
    };

    for (i = 0; i < 4 && !ln_str_eq(key, ln_str(names[i])); i++) { /* void */ }

    if (i == 4) {
        return LN_OK;
    }

    if (c->type != LN_MMDB_UINT16 && c->type != LN_MMDB_UINT32
        && c->type != LN_MMDB_UINT64)
    {
        return LN_ERROR;
    }

    number = ln_mmdb_number(s->data + c->next, c->size);

    if (i == 3) {
        metadata->built = number;
        return LN_OK;
    }

    if (number > UINT32_MAX) {
        return LN_ERROR;
    }

    switch (i) {

    case 0:
        metadata->tree.node_count = (uint32_t) number;
        break;

    case 1:
        metadata->tree.record_size = (unsigned) number;
        break;

    default:
        metadata->tree.ip_version = (unsigned) number;
        break;
    }

    return LN_OK;
}


/*
 * An array of texts: over others, libmaxminddb 1.7.1 refuses a file, but does
 * not free what it has read of them.
 */

static int
ln_metadata_texts(const ln_mmdb_section_t *s, const ln_mmdb_control_t *array)
{
    size_t             i, at;
    ln_mmdb_control_t  c;

    if (array->type != LN_MMDB_ARRAY) {
        return LN_ERROR;
    }

    at = array->next;

    for (i = 0; i < array->size; i++) {
        ln_metadata_follow(s, at, &c);

        if (c.type != LN_MMDB_UTF8) {
            return LN_ERROR;
        }

        at = ln_mmdb_skip(s, at);
    }

    return LN_OK;
}


/* The verified value at an offset, or what it points at. */

static void
ln_metadata_follow(const ln_mmdb_section_t *s, size_t at,
    ln_mmdb_control_t *c)
{
    (void) ln_mmdb_control(s, at, c);

    if (c->type == LN_MMDB_POINTER) {
        (void) ln_mmdb_control(s, c->size, c);
    }
}
