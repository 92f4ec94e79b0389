/* Whether two readings are of one telegram, and which is the fuller. */
#ifndef ARCHIVE_WITNESS_H
#define ARCHIVE_WITNESS_H

#include "reftel.h"

enum witness_kind { WITNESS_DIFFERENT, WITNESS_EXACT, WITNESS_NEAR, WITNESS_PARTIAL };
const char *witness_kind_name(enum witness_kind);
struct witness_measure;
enum witness_kind witness_compare(const struct reftel_telegram *,
    const struct reftel_telegram *, struct witness_measure *);
/* The first is the fuller reading, or as full. */
bool witness_fuller(const struct reftel_telegram *,
    const struct reftel_telegram *);
/* Of the text; 0: too short to tell. */
uint64_t witness_print(const struct reftel_telegram *);

#endif
