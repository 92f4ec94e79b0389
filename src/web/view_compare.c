/* Two witnesses of a telegram side by side. */
#include "web/telegram.h"

void
view_compare(struct shown *r)
{
	page_element(&r->v->page, "p", "notice", STR("Not there yet."));
}
