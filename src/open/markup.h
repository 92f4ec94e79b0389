/* HTML to text. For the room open only. */
#ifndef OPEN_MARKUP_H
#define OPEN_MARKUP_H

#include <stddef.h>

/* Takes tags out and decodes entities, in place; returns the new length. */
size_t markup_strip(char *p, size_t n);

#endif
