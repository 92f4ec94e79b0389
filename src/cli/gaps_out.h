/* The gap ledger on standard output.  For the room cli only. */
#ifndef CLI_GAPS_OUT_H
#define CLI_GAPS_OUT_H

#include "archive/gaps.h"

/* to: "text", "csv" or "json".  kinds: those that are shown. */
void gaps_out_begin(struct gaps_sink *, const char *to, unsigned kinds,
    bool folded);
/* What text says at the end: how much there was of each kind. */
void gaps_out_end(const char *to, unsigned kinds, bool folded,
    const struct gaps_sum *);

#endif
