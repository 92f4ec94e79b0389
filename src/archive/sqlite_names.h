/*
 * What comes with telegram after telegram and stands once: addresses, TAGS,
 * findings.  Each function gives the row, which is made where it is new; 0:
 * failed.  For the files sqlite_*.c only.
 */
#ifndef ARCHIVE_SQLITE_NAMES_H
#define ARCHIVE_SQLITE_NAMES_H

#include "archive/sqlite.h"

/* post: what the tables make of the address, or NULL. */
int64_t names_address(struct archive *, const char *role,
    const struct reftel_addressee *, const char *post);
int64_t names_tag(struct archive *, const struct reftel_tag *);
int64_t names_finding(struct archive *, const char *code,
    const char *severity);
/* Others may have written: rows are looked up again. */
void names_forget(struct archive *);

#endif
