#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "geo/database/ln_image_part.h"
#include "ln_large.h"


static int ln_image_within(const ln_image_header_t *h, uint64_t at,
    uint64_t count, uint64_t size);


int
ln_image_map(int fd, ln_image_t *image, ln_error_t *err)
{
    char               *map;
    struct stat         st;
    ln_image_header_t  *h;

    memset(image, 0, sizeof(ln_image_t));

    if (fstat(fd, &st) == -1 || st.st_size < (off_t) sizeof(ln_image_header_t)
        || (uint64_t) st.st_size > SIZE_MAX)
    {
        return ln_error(err, "is no image of a database");
    }

    /* a sealed file cannot be mapped shared, even to read it: Linux 5.10.223 */

    map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

    if (map == MAP_FAILED) {
        return ln_error(err, "mmap: %s", strerror(errno));
    }

    h = (ln_image_header_t *) map;

    if (memcmp(h->magic, LN_IMAGE_MAGIC, sizeof(h->magic)) != 0
        || h->size != (uint64_t) st.st_size
        || h->nrecords == 0
        || !ln_image_within(h, h->nodes, h->nnodes, 2 * sizeof(uint32_t))
        || h->jump4_bits > LN_IMAGE_JUMP4
        || !ln_image_within(h, h->jump4, 1u << h->jump4_bits, sizeof(uint32_t))
        || !ln_image_within(h, h->jump6, LN_IMAGE_JUMPS, sizeof(uint32_t))
        || !ln_image_within(h, h->records, h->nrecords, sizeof(ln_record_t))
        || !ln_image_within(h, h->gazetteer, h->ngazetteer,
                            sizeof(ln_geoname_t)))
    {
        (void) munmap(map, st.st_size);
        return ln_error(err, "is no image of a database");
    }

    image->header = h;
    image->nodes = (const uint32_t *) (map + h->nodes);
    image->jump4 = (const uint32_t *) (map + h->jump4);
    image->jump6 = (const uint32_t *) (map + h->jump6);
    image->records = (const ln_record_t *) (map + h->records);
    image->gazetteer = (const ln_geoname_t *) (map + h->gazetteer);

    return LN_OK;
}


static int
ln_image_within(const ln_image_header_t *h, uint64_t at, uint64_t count,
    uint64_t size)
{
    return at % sizeof(uint64_t) == 0 && at <= h->size
           && count * size <= h->size - at;
}


void
ln_image_unmap(ln_image_t *image)
{
    if (image->header) {
        ln_large_unmap((void *) image->header, (size_t) image->header->size);
    }
}


void
ln_image_prefetch(const ln_image_t *image, const ln_address_t *address)
{
    uint32_t              start;
    const unsigned char  *b;

    b = address->bytes;
    start = (uint32_t) b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];

    __builtin_prefetch(address->family == 4
                       ? &image->jump4[start
                                       >> (32 - image->header->jump4_bits)]
                       : &image->jump6[start >> 16]);
}


uint32_t
ln_image_find(const ln_image_t *image, const ln_address_t *address)
{
    unsigned              i, bits;
    uint32_t              at, start;
    const unsigned char  *b;

    b = address->bytes;
    start = (uint32_t) b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];

    if (address->family == 4) {
        i = image->header->jump4_bits;
        at = image->jump4[start >> (32 - i)];
        bits = 32;

    } else if (address->family == 6) {
        i = LN_IMAGE_JUMP;
        at = image->jump6[start >> 16];
        bits = 128;

    } else {
        return 0;
    }

    for ( /* void */ ; !(at & LN_IMAGE_RECORD) && i < bits; i++) {
        at = image->nodes[2 * (size_t) at + ln_image_bit(b, i)];
    }

    return at & LN_IMAGE_RECORD ? at & ~LN_IMAGE_RECORD : 0;
}
