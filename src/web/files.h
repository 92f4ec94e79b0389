/* Files that pages use: the style and the script. They are compiled in. */
#ifndef WEB_FILES_H
#define WEB_FILES_H

#include "web/web.h"

/* The address of "style.css": it changes when the file does. */
const char *web_file_href(const char *name);
/* Answers with that file. */
void web_file_put(struct visit *, const char *name);
/* The page "/static/...". */
page_fn page_file;

#endif
