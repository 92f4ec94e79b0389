/* Finds and loads modules: openers for the room intake, others above. */
#ifndef INTAKE_MODULE_H
#define INTAKE_MODULE_H

#include "intake/opener.h"

/* The opener of that name ("pdf"), or NULL: this build has none, or its
 * libraries are not installed. Stays loaded. */
const struct opener *module_load(const char *name);

/* What a module of that name ("http") calls so, or NULL. Stays loaded; whether
 * it is of the version that is wanted is for the caller to see. */
const void *module_find(const char *name, const char *symbol);

#endif
