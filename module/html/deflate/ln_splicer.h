/*
 * Puts bytes into a page that is compressed by gzip or deflate, and leaves it
 * compressed: what it was made of is not compressed again.
 *
 * The caller feeds compressed bytes, reads the page that they make, and says
 * where bytes go in (insert) and what is certain (safe).  The stream is cut at
 * the last border of two symbols before such a place.  The block ends there by
 * its own code.  The bytes follow in blocks of their own.  Then the block goes
 * on behind a copy of its header.  Its symbols stay, but for those copies, in
 * the next 32 KB, that reach back over what was put in: they get another
 * distance.  Behind that the stream is byte for byte as it came.
 *
 * Memory does not depend on the page's size: 192 KB of the page at most, and
 * LN_SPLICER_HELD compressed bytes.
 */

#ifndef LN_SPLICER_H
#define LN_SPLICER_H

#include "html/deflate/ln_inset.h"


/* So many bytes of the page may be read beyond what is safe. */
#define LN_SPLICER_AHEAD  65536

/*
 * So many compressed bytes may be held for them.  An encoder that is flushed
 * behind each byte makes eleven of one, and none makes more.
 */
#define LN_SPLICER_HELD   1048576

/* A splicer without a page keeps at most so many bytes of memory. */
#define LN_SPLICER_KEPT  262144

/* So many offsets of one window may have something put in. */
#define LN_SPLICER_CUTS   128


typedef struct ln_splicer_s  ln_splicer_t;


/* Takes what goes out.  LN_OK, or LN_ERROR, which is handed on. */
typedef int (*ln_splicer_write_pt)(void *data, const unsigned char *bytes,
    size_t len);


/* What is fed: ln_splicer_feed() moves in past what it has taken. */
typedef struct {
    const unsigned char  *in;
    size_t                in_size;
    size_t                pass;         /* out: see there */
} ln_splicer_io_t;


/*
 * 1 if there is a splicer for the value of a Content-Encoding field: gzip,
 * x-gzip and deflate, and no list.
 */
int ln_splicer_knows(ln_str_t coding);

/*
 * A splicer for such a value.  The caller frees it by ln_splicer_free().  NULL:
 * there is none, or no memory.
 */
ln_splicer_t *ln_splicer_create(ln_str_t coding, ln_splicer_write_pt write,
    void *data);

void ln_splicer_free(ln_splicer_t *splicer);

/*
 * Zeroes what a splicer has in memory of its page, and keeps the memory, up to
 * LN_SPLICER_KEPT bytes of it, for the next page.
 */
void ln_splicer_clear(ln_splicer_t *splicer);

/*
 * Begins with another page, after ln_splicer_clear(); the coding is one that
 * ln_splicer_knows().
 */
void ln_splicer_begin(ln_splicer_t *splicer, ln_str_t coding,
    ln_splicer_write_pt write, void *data);

/*
 * Takes compressed bytes; call again while some are left.  All of the page that
 * they make is to be read between two calls.
 *
 * The first io->pass of the bytes that were taken go out as they are, and
 * nothing was written by this call.  It is 0 until all is put in, and a window
 * behind that.
 *
 * LN_ERROR: the stream is corrupt, or too much is held, or what write() said.
 * What a stream is that zlib's inflate() does not take is said before anything
 * has been written of what makes it so; but for the trailer of a stream whose
 * end was not waited for.
 */
int ln_splicer_feed(ln_splicer_t *splicer, ln_splicer_io_t *io);

/*
 * The next bytes of the page, in the splicer's memory until the next call of
 * any function of it.  They are none when all is read that was fed, and after
 * ln_splicer_done().
 *
 * LN_OK; LN_ERROR as above, and if more than LN_SPLICER_AHEAD bytes are not
 * safe.
 */
int ln_splicer_read(ln_splicer_t *splicer, ln_str_t *page);

/*
 * Puts inset in at an offset of the page as it was, which is not less than
 * those that were given before, nor than those that were said to be safe, and
 * has been read.  The inset need not outlive the call.
 */
int ln_splicer_insert(ln_splicer_t *splicer, uint64_t offset,
    const ln_inset_t *inset);

/*
 * Nothing will be put in before offset: what is certain goes out.  flush: as
 * much of it as there can be, for a reader who waits.
 */
int ln_splicer_safe(ln_splicer_t *splicer, uint64_t offset, int flush);

/* Nothing will be put in any more. */
int ln_splicer_done(ln_splicer_t *splicer);

/*
 * The compressed bytes have ended, and ln_splicer_done() was called: the last
 * bytes go out.  LN_ERROR: they are cut.
 */
int ln_splicer_end(ln_splicer_t *splicer);

/* 1 if the compressed bytes may end here; no byte at all is whole, too. */
int ln_splicer_whole(const ln_splicer_t *splicer);


#endif
