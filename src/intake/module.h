/* Finds and loads openers. For the room intake only. */
#ifndef INTAKE_MODULE_H
#define INTAKE_MODULE_H

#include "intake/opener.h"

/* The opener of that name ("pdf"), or NULL: this build has none, or its
 * libraries are not installed. Stays loaded. */
const struct opener *module_load(const char *name);

#endif
