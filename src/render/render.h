/* From telegram to bytes; reads the telegram only. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/buf.h"
#include "telegram/telegram.h"

/* Appends the record as one JSON object, without a line end. */
void render_json(struct buf *, const struct reftel_telegram *,
    const struct reftel_json_options *);

#endif
