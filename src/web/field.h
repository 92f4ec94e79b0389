/* Fields of a request in which a browser says what it takes and what it has. */
#ifndef WEB_FIELD_H
#define WEB_FIELD_H

#include "base/str.h"

/* Accept-Encoding: gzip is as welcome as what is not packed, or more so. */
bool field_takes_gzip(struct str accept);
/* If-None-Match: it has what goes by this tag, W/"..." or "...", or has
 * anything at all (*). Weak tags are as good as strong ones here. */
bool field_has_tag(struct str match, struct str tag);

#endif
