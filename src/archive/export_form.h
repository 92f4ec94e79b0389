/* Forms of export that take more than a renderer.  For the files export*.c
 * of this room. */
#ifndef ARCHIVE_EXPORT_FORM_H
#define ARCHIVE_EXPORT_FORM_H

#include "archive/archive.h"
#include "base/buf.h"

/* A mail with LF line ends, mbox: behind its "From " line and with an empty
 * line at its end.  Its Message-ID is made of id. */
const char *export_mail(struct buf *, bool mbox, const char *id,
    const struct reftel_telegram *);

void export_csv_head(struct buf *);
const char *export_csv_row(struct buf *, struct archive *, int64_t telegram,
    const struct reftel_telegram *);

#endif
