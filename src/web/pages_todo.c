/* Pages that are not there yet. */
#include "web/web.h"

#define NOT_YET(name) void name(struct visit *v) { visit_problem(v, 404, \
    "Not there yet", "This page is still being written."); }
NOT_YET(page_gaps)
