/* Pages that are not there yet. */
#include "web/web.h"

#define NOT_YET(name) void name(struct visit *v) { visit_problem(v, 404, \
    "Not there yet", "This page is still being written."); }
NOT_YET(page_thread)
NOT_YET(page_gaps)
NOT_YET(page_about)
NOT_YET(page_list)
NOT_YET(page_help)
NOT_YET(page_feed)
NOT_YET(page_sitemap)
NOT_YET(page_robots)
NOT_YET(page_api)
NOT_YET(page_batch)
