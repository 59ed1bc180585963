#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ln_ascii.h"
#include "notice/ln_text.h"
#include "notice/template/ln_template_parse.h"


#define LN_TEXT_MAX_SIZE   (1024 * 1024)
#define LN_TEXT_MAX_FILES  512


static int ln_text_directory(const ln_alloc_t *alloc, const char *path,
    ln_text_t *text, ln_error_t *err);
static void ln_text_find_stray(const ln_alloc_t *alloc, const char *path,
    ln_text_t *text);
static int ln_text_has(const ln_text_t *text, const char *name);
static int ln_text_is_nearly_html(const struct dirent *entry);
static int ln_text_is_html(const struct dirent *entry);
static int ln_text_translation(const ln_alloc_t *alloc, const char *dir,
    const char *name, ln_translation_t *translation, ln_error_t *err);
static unsigned ln_text_last_resort(const ln_text_t *text);
static int ln_text_parse(const ln_alloc_t *alloc,
    ln_translation_t *translation, ln_error_t *err);
static int ln_text_languages(const ln_alloc_t *alloc, ln_text_t *text,
    ln_error_t *err);
static int ln_text_read(const ln_alloc_t *alloc, const char *path,
    ln_str_t *source, ln_error_t *err);
static ln_str_t ln_text_stem(const char *file);
static ln_str_t ln_text_trim(ln_str_t s);


int
ln_text_load(const ln_alloc_t *alloc, const char *path, ln_text_t *text,
    ln_error_t *err)
{
    int          rc;
    struct stat  st;

    memset(text, 0, sizeof(ln_text_t));

    if (stat(path, &st) == -1) {
        (void) ln_error(err, "cannot read \"%.300s\": %s", path,
                        strerror(errno));
        return LN_DECLINED;
    }

    if (S_ISDIR(st.st_mode)) {
        rc = ln_text_directory(alloc, path, text, err);

    } else {
        text->translations = ln_calloc(alloc, sizeof(ln_translation_t));
        if (text->translations == NULL) {
            return ln_error(err, "no memory");
        }

        rc = ln_text_translation(alloc, NULL, path, text->translations, err);
        text->ntranslations = 1;
    }

    return rc == LN_OK ? ln_text_languages(alloc, text, err) : rc;
}


int
ln_text_make(const ln_alloc_t *alloc, ln_str_t language, ln_str_t source,
    ln_text_t *text, ln_error_t *err)
{
    text->translations = ln_calloc(alloc, sizeof(ln_translation_t));
    if (text->translations == NULL) {
        return ln_error(err, "no memory");
    }

    text->ntranslations = 1;
    text->translations->file = "";
    text->translations->language = language;
    text->translations->source = source;

    if (ln_text_parse(alloc, text->translations, err) != LN_OK) {
        return LN_ERROR;
    }

    return ln_text_languages(alloc, text, err);
}


static int
ln_text_languages(const ln_alloc_t *alloc, ln_text_t *text, ln_error_t *err)
{
    unsigned  i, k;

    text->languages = ln_calloc(alloc, text->ntranslations * sizeof(ln_str_t));
    if (text->languages == NULL) {
        return ln_error(err, "no memory");
    }

    for (i = 0; i < text->ntranslations; i++) {
        text->languages[i] = text->translations[i].language;

        /* a file system may tell "EN" from "en", which are one tag */

        for (k = 0; k < i; k++) {
            if (ln_str_caseless_eq(text->languages[k], text->languages[i])) {
                return ln_error(err, "\"%.300s\" and \"%.300s\" are of one "
                                "language, remove one of them",
                                text->translations[k].file,
                                text->translations[i].file);
            }
        }
    }

    text->last_resort = ln_text_last_resort(text);

    return LN_OK;
}


/* More readers know English than whatever stands first in the alphabet. */

static unsigned
ln_text_last_resort(const ln_text_t *text)
{
    int  english;

    english = ln_language_lookup(ln_str("en"), text->languages,
                                 text->ntranslations);

    return english < 0 ? 0 : (unsigned) english;
}


static int
ln_text_directory(const ln_alloc_t *alloc, const char *path, ln_text_t *text,
    ln_error_t *err)
{
    int              i, n, rc;
    ln_str_t         stem;
    struct dirent  **entries;

    n = scandir(path, &entries, ln_text_is_html, alphasort);
    if (n < 0) {
        (void) ln_error(err, "cannot read directory \"%.300s\": %s", path,
                        strerror(errno));
        return LN_DECLINED;
    }

    rc = LN_OK;

    if (n == 0 || n > LN_TEXT_MAX_FILES) {
        rc = ln_error(err, "directory \"%.300s\" has %s LANG.html file, like "
                      "\"en.html\"", path, n ? "more than 512" : "no");
    }

    if (rc == LN_OK) {
        text->translations = ln_calloc(alloc, n * sizeof(ln_translation_t));
        if (text->translations == NULL) {
            rc = ln_error(err, "no memory");
        }
    }

    for (i = 0; i < n; i++) {

        if (rc == LN_OK) {
            stem = ln_text_stem(entries[i]->d_name);

            if (!ln_language_valid(stem)) {
                rc = ln_error(err, "\"%.*s\" is no BCP 47 language tag, "
                              "rename \"%.200s/%s\"", (int) stem.len,
                              (const char *) stem.data, path,
                              entries[i]->d_name);
            } else {
                rc = ln_text_translation(alloc, path, entries[i]->d_name,
                                         &text->translations[i], err);
            }
        }

        free(entries[i]);
    }

    free(entries);
    text->ntranslations = n;

    if (rc == LN_OK) {
        ln_text_find_stray(alloc, path, text);
    }

    return rc;
}


/* "ru.htm" where there is no "ru.html": readers would get another language. */

static void
ln_text_find_stray(const ln_alloc_t *alloc, const char *path, ln_text_t *text)
{
    int              i, n;
    char            *file;
    size_t           len;
    struct dirent  **entries;

    n = scandir(path, &entries, ln_text_is_nearly_html, alphasort);

    for (i = 0; i < n; i++) {

        if (text->stray == NULL && !ln_text_has(text, entries[i]->d_name)) {
            len = strlen(path) + strlen(entries[i]->d_name) + 2;
            file = ln_alloc(alloc, len);

            if (file) {
                (void) snprintf(file, len, "%s/%s", path, entries[i]->d_name);
            }

            text->stray = file;
        }

        free(entries[i]);
    }

    if (n >= 0) {
        free(entries);
    }
}


/* Whether a file of that name would be in a language that text has. */

static int
ln_text_has(const ln_text_t *text, const char *name)
{
    unsigned  i;
    ln_str_t  tag;

    tag.data = (const unsigned char *) name;
    tag.len = strcspn(name, ".");

    for (i = 0; i < text->ntranslations; i++) {
        if (ln_str_caseless_eq(text->translations[i].language, tag)) {
            return 1;
        }
    }

    return 0;
}


/* TAG.htm and the like, as editors name what they save. */

static int
ln_text_is_nearly_html(const struct dirent *entry)
{
    size_t    i;
    ln_str_t  tag, end;

    static const char *const  ends[] = {
        ".htm", ".html", ".xhtml", ".html.txt", ".htm.txt"
    };

    tag.data = (const unsigned char *) entry->d_name;
    tag.len = strcspn(entry->d_name, ".");
    end = ln_str(entry->d_name + tag.len);

    if (!ln_language_valid(tag)) {
        return 0;
    }

    for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        if (ln_str_caseless_eq(end, ln_str(ends[i]))) {
            return 1;
        }
    }

    return 0;
}


static int
ln_text_is_html(const struct dirent *entry)
{
    size_t  len;

    len = strlen(entry->d_name);

    return entry->d_name[0] != '.' && len > 5
           && memcmp(entry->d_name + len - 5, ".html", 5) == 0;
}


static int
ln_text_translation(const ln_alloc_t *alloc, const char *dir, const char *name,
    ln_translation_t *translation, ln_error_t *err)
{
    int      rc;
    char    *file;
    size_t   len;

    len = (dir ? strlen(dir) + 1 : 0) + strlen(name) + 1;

    file = ln_alloc(alloc, len);
    if (file == NULL) {
        return ln_error(err, "no memory");
    }

    (void) snprintf(file, len, "%s%s%s", dir ? dir : "", dir ? "/" : "", name);

    translation->file = file;
    translation->language = ln_text_stem(file);

    if (!ln_language_valid(translation->language)) {
        translation->language.len = 0;
    }

    rc = ln_text_read(alloc, file, &translation->source, err);

    if (rc != LN_OK) {
        return rc;
    }

    return ln_text_parse(alloc, translation, err);
}


static int
ln_text_parse(const ln_alloc_t *alloc, ln_translation_t *translation,
    ln_error_t *err)
{
    ln_error_t  why = { .line = 0 };

    ln_digest(translation->source, translation->digest);

    translation->content = ln_template_parse(alloc,
                                             ln_text_trim(translation->source),
                                             &why);
    if (translation->content == NULL) {
        err->line = why.line;
        err->column = why.column;

        return ln_error(err, "%.250s at \"%.200s\":%u:%u", why.text,
                        translation->file, why.line, why.column);
    }

    return LN_OK;
}


static int
ln_text_read(const ln_alloc_t *alloc, const char *path, ln_str_t *source,
    ln_error_t *err)
{
    int             fd;
    size_t          size;
    ssize_t         n;
    struct stat     st;
    unsigned char  *data;

    fd = open(path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);
    if (fd == -1) {
        (void) ln_error(err, "cannot read \"%.300s\": %s", path,
                        strerror(errno));
        return LN_DECLINED;
    }

    if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)
        || st.st_size > LN_TEXT_MAX_SIZE)
    {
        (void) close(fd);
        return ln_error(err, "\"%.300s\" is not a regular file of 1 MiB at "
                        "most", path);
    }

    data = ln_alloc(alloc, st.st_size + 1);
    if (data == NULL) {
        (void) close(fd);
        return ln_error(err, "no memory");
    }

    for (size = 0; size < (size_t) st.st_size; size += n) {
        n = read(fd, data + size, st.st_size - size);

        if (n < 0 && errno == EINTR) {
            n = 0;
            continue;
        }

        if (n <= 0) {
            (void) ln_error(err, "cannot read \"%.300s\": %s", path,
                            n ? strerror(errno) : "it ends early");
            (void) close(fd);
            return LN_DECLINED;
        }
    }

    (void) close(fd);

    if (size == 0) {
        return ln_error(err, "\"%.300s\" is empty", path);
    }

    source->data = data;
    source->len = size;
    *source = ln_str_unmarked(*source);

    return LN_OK;
}


/* The file's name without directory and ending. */

static ln_str_t
ln_text_stem(const char *file)
{
    ln_str_t     stem;
    const char  *slash, *dot;

    slash = strrchr(file, '/');
    stem.data = (const unsigned char *) (slash ? slash + 1 : file);
    dot = strrchr((const char *) stem.data, '.');
    stem.len = dot ? (size_t) (dot - (const char *) stem.data)
                   : strlen((const char *) stem.data);

    return stem;
}


/* Only the end: lines and columns are counted from the file's start. */

static ln_str_t
ln_text_trim(ln_str_t s)
{
    while (s.len && (s.data[s.len - 1] == ' ' || s.data[s.len - 1] == '\n'
                     || s.data[s.len - 1] == '\r'
                     || s.data[s.len - 1] == '\t'))
    {
        s.len--;
    }

    return s;
}
