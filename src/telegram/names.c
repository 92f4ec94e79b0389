/* Names of the public enums, as the record has them. */
#include "telegram/telegram.h"

#define NAME_OF(names, i) \
	((size_t)(i) < sizeof(names) / sizeof((names)[0]) ? (names)[i] : NULL)
#define COMPLETE(names, max) \
	_Static_assert(sizeof(names) / sizeof((names)[0]) == (max), #names)

static const char *const status_text[] = {
	[REFTEL_OK] = "success",
	[REFTEL_END] = "no further telegram",
	[REFTEL_ENOMEM] = "out of memory",
	[REFTEL_EIO] = "the source could not be read",
	[REFTEL_ENOTFOUND] = "not found",
	[REFTEL_ENOTELEGRAM] = "no telegram in it",
	[REFTEL_ELIMIT] = "telegram over the limit of 16 MiB",
	[REFTEL_EUNSUPPORTED] = "this form cannot be read yet",
	[REFTEL_EBROKEN] = "broken piece",
	[REFTEL_EINVAL] = "bad argument",
};
COMPLETE(status_text, REFTEL_STATUS__MAX);

static const char *const form_names[] = {
	[REFTEL_FORM_ANY] = NULL,
#define FORM(id, name, what, known_by, lacks) [REFTEL_FORM_##id] = name,
#include "telegram/forms.def"
#undef FORM
};
COMPLETE(form_names, REFTEL_FORM__MAX);

static const char *const tag_kinds[] = {
	[REFTEL_TAG_SUBJECT] = "subject",
	[REFTEL_TAG_PROGRAM] = "program",
	[REFTEL_TAG_ORGANIZATION] = "organization",
	[REFTEL_TAG_GEOGRAPHIC] = "geographic",
	[REFTEL_TAG_PERSON] = "person",
	[REFTEL_TAG_UNKNOWN] = "unknown",
};
COMPLETE(tag_kinds, REFTEL_TAG__MAX);

static const char *const ref_kinds[] = {
	[REFTEL_REF_TELEGRAM] = "telegram",
	[REFTEL_REF_EMAIL] = "email",
	[REFTEL_REF_MEMO] = "memo",
	[REFTEL_REF_FAX] = "fax",
	[REFTEL_REF_PHONE] = "phone",
	[REFTEL_REF_LETTER] = "letter",
	[REFTEL_REF_REPORT] = "report",
	[REFTEL_REF_MEETING] = "meeting",
	[REFTEL_REF_BOOK] = "book",
	[REFTEL_REF_WEB] = "web",
	[REFTEL_REF_UNKNOWN] = "unknown",
};
COMPLETE(ref_kinds, REFTEL_REF__MAX);

static const char *const paragraph_kinds[] = {
	[REFTEL_PAR_SUMMARY] = "summary",
	[REFTEL_PAR_ACTION_REQUEST] = "action-request",
	[REFTEL_PAR_COMMENT] = "comment",
	[REFTEL_PAR_BIO_NOTE] = "bio-note",
	[REFTEL_PAR_TEXT] = "text",
};
COMPLETE(paragraph_kinds, REFTEL_PAR__MAX);

const char *
reftel_strstatus(enum reftel_status status)
{
	const char *text = NAME_OF(status_text, status);

	return text == NULL ? "unknown status" : text;
}

const char *
reftel_form_name(enum reftel_form form)
{
	return NAME_OF(form_names, form);
}

enum reftel_form
reftel_form_by_name(const char *name)
{
	for (size_t i = 0; name != NULL && i < REFTEL_FORM__MAX; i++)
		if (form_names[i] != NULL && strcmp(form_names[i], name) == 0)
			return (enum reftel_form)i;
	return REFTEL_FORM_ANY;
}

const char *
reftel_tag_kind_name(enum reftel_tag_kind kind)
{
	return NAME_OF(tag_kinds, kind);
}

const char *
reftel_ref_kind_name(enum reftel_ref_kind kind)
{
	return NAME_OF(ref_kinds, kind);
}

const char *
reftel_paragraph_kind_name(enum reftel_paragraph_kind kind)
{
	return NAME_OF(paragraph_kinds, kind);
}
