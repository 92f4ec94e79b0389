/* The order of counts. For the files stats.c and sqlite_stats.c. */
#ifndef ARCHIVE_STATS_ORDER_H
#define ARCHIVE_STATS_ORDER_H

#include "archive/stats.h"

void stats_order(enum stats_by, struct stats_row *, size_t n);

#endif
