/*
 * Mail, one message or an mbox of many (archive-forms.md 3.9).  The only file
 * that knows GMime.  A message becomes its decoded header, an empty line and
 * its text; what fields mean is the form's business.  Attachments that are
 * telegrams, or can be opened, are parts of their own.
 */
#include <gmime/gmime.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "open/markup.h"
#include "open/whole.h"

enum {
	ATTACHMENTS = 1000,		/* at most are looked at */
	WINDOW = 65536
};

/* The copy of the telegram as it was sent (transmission.md 7.2). */
static const char evidence[] = "telegram.txt";

/* An attachment or the text, decoded. */
struct piece {
	char *name;			/* or NULL */
	char *p;
	size_t n;
	enum opener_content content;
};

struct opened {
	const struct opener_input *in;
	bool mbox, ended;
	/* The input, as far as it is read: messages begin at p + at. */
	char *p;
	size_t n, cap, at;
	unsigned count;			/* messages so far */
	/* The message: */
	char **fields;			/* "Subject: ..." */
	size_t field_n;
	struct buf header;		/* the same as text */
	bool formal;
	struct piece body;
	struct piece *v;		/* what it holds besides */
	size_t n_v, next;
	bool give_body;
	/* The part: */
	struct buf part;
	const char *given;
	size_t given_n;
	char name[1024];
	char reason[200];
};

/* --- messages of an mbox ----------------------------------------------- */

static bool
grow(struct opened *o)
{
	size_t cap = o->cap == 0 ? WINDOW : o->cap * 2;
	char *p;

	if (o->n < o->cap)
		return true;
	p = realloc(o->p, cap);
	if (p == NULL)
		return false;
	o->p = p;
	o->cap = cap;
	return true;
}

/* More of the input.  What was used up is given back first. */
static enum opener_status
fill(struct opened *o)
{
	long got;

	if (o->at > 0) {
		o->n -= o->at;
		memmove(o->p, o->p + o->at, o->n);
		o->at = 0;
	}
	if (o->n > OPENER_WHOLE_MAX)
		return OPENER_REFUSED;
	if (!grow(o))
		return OPENER_ENOMEM;
	got = o->in->read(o->in->ctx, o->p + o->n, o->cap - o->n);
	if (got < 0)
		return OPENER_BROKEN;
	o->n += (size_t)got;
	o->ended = got == 0;
	return OPENER_OK;
}

/* "From who@where Fri Jul 19 13:15:00 2024" with a clock in it, and a field
 * in the line below. */
static bool
is_separator(struct str s, size_t at)
{
	size_t end = str_findc(s, '\n', at), colon;
	struct str line = str_cut(s, at, end), next;
	bool clock = false;

	if (!str_starts(line, STR("From ")))
		return false;
	for (size_t i = 5; i + 1 < line.n; i++)
		clock |= line.p[i] == ':' && ch_digit(line.p[i - 1]) &&
		    ch_digit(line.p[i + 1]);
	next = str_cut(s, end + 1, str_findc(s, '\n', end + 1));
	colon = str_findc(next, ':', 0);
	return clock && colon > 0 && colon < next.n &&
	    str_findc(next, ' ', 0) > colon;
}

/* Where the next message begins behind `from`; false: further on. */
static bool
find_separator(const struct opened *o, size_t from, size_t *at)
{
	struct str s = o->p == NULL ? STR("")
	    : str_make(o->p + o->at, o->n - o->at);

	while ((from = str_find(s, STR("\nFrom "), from)) < s.n) {
		bool blank = from > 0 && (s.p[from - 1] == '\n' ||
		    (s.p[from - 1] == '\r' && from > 1 &&
		    s.p[from - 2] == '\n'));

		from++;
		if (blank && is_separator(s, from)) {
			*at = from;
			return true;
		}
	}
	return false;
}

/* The next message is at p + at, *n bytes long. */
static enum opener_status
next_message(struct opened *o, size_t *n)
{
	enum { LINES = 4096 };	/* so much may decide */
	size_t from = 0;

	for (;;) {
		size_t have = o->n - o->at;
		enum opener_status status;

		*n = have;
		if (o->mbox && find_separator(o, from, n))
			return OPENER_OK;
		if (o->ended)
			return have > 0 ? OPENER_OK : OPENER_END;
		from = have > LINES ? have - LINES : 0;
		status = fill(o);
		if (status != OPENER_OK)
			return status;
	}
}

/* ">From " was "From ", in an mbox. */
static void
unquote(char *p, size_t *n)
{
	size_t out = 0;

	for (size_t i = 0; i < *n; i++) {
		bool line = i == 0 || p[i - 1] == '\n';
		size_t k = i;

		while (line && k < *n && p[k] == '>')
			k++;
		if (k > i && *n - k >= 5 && memcmp(p + k, "From ", 5) == 0)
			i++;
		p[out++] = p[i];
	}
	*n = out;
}

/* --- a message --------------------------------------------------------- */

static void
piece_free(struct piece *p)
{
	free(p->name);
	free(p->p);
	*p = (struct piece){ 0 };
}

static void
forget(struct opened *o)
{
	for (size_t i = 0; i < o->field_n; i++)
		g_free(o->fields[i]);
	free(o->fields);
	for (size_t i = 0; i < o->n_v; i++)
		piece_free(&o->v[i]);
	free(o->v);
	piece_free(&o->body);
	o->fields = NULL;
	o->v = NULL;
	o->field_n = o->n_v = o->next = 0;
	o->header.n = 0;
	o->formal = o->give_body = false;
}

/* Addresses with their names decoded, but quoted; labels with their
 * parameters put together; other fields decoded. */
static char *
field_value(GMimeHeader *header)
{
	static const char *const lists[] = { "From", "To", "Cc", "Bcc",
		"Sender", "Reply-To", "MMHS-Exempted-Address",
		"MMHS-Authorizing-Users" };
	const char *name = g_mime_header_get_name(header);
	const char *raw = g_mime_header_get_raw_value(header);

	for (size_t i = 0; raw != NULL && i < sizeof(lists) / sizeof(*lists);
	    i++) {
		InternetAddressList *list;
		char *s;

		if (g_ascii_strcasecmp(name, lists[i]) != 0)
			continue;
		list = internet_address_list_parse(NULL, raw);
		if (list == NULL)
			break;
		s = internet_address_list_to_string(list, NULL, FALSE);
		g_object_unref(list);
		return s;
	}
	return g_strdup(g_mime_header_get_value(header));
}

/* "marking*0=...": pieces, other alphabets (RFC 2231). */
static char *
label_value(GMimeHeader *header)
{
	GMimeParamList *list = g_mime_param_list_parse(NULL,
	    g_mime_header_get_value(header));
	GString *s = g_string_new(NULL);

	for (int i = 0; list != NULL && i < g_mime_param_list_length(list);
	    i++) {
		GMimeParam *param = g_mime_param_list_get_parameter_at(list,
		    i);

		g_string_append_printf(s, "%s%s=\"%s\"", i > 0 ? "; " : "",
		    g_mime_param_get_name(param),
		    g_mime_param_get_value(param));
	}
	if (list != NULL)
		g_object_unref(list);
	return g_string_free(s, FALSE);
}

static bool
is_formal(const char *name)
{
	return g_ascii_strncasecmp(name, "MMHS-", 5) == 0 ||
	    g_ascii_strcasecmp(name, "X-Reftel-Date") == 0 ||
	    g_ascii_strcasecmp(name, "SIO-Label") == 0;
}

static bool
read_header(struct opened *o, GMimeMessage *message)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(
	    GMIME_OBJECT(message));
	int n = g_mime_header_list_get_count(list);

	o->fields = calloc((size_t)n + 1, sizeof(*o->fields));
	for (int i = 0; o->fields != NULL && i < n; i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list,
		    i);
		const char *name = g_mime_header_get_name(header);
		char *value = g_ascii_strcasecmp(name, "SIO-Label") == 0
		    ? label_value(header) : field_value(header);
		char *line = g_strdup_printf("%s: %s", name,
		    value == NULL ? "" : value);

		g_strdelimit(line, "\r\n", ' ');
		o->fields[o->field_n++] = line;
		o->formal |= is_formal(name);
		buf_puts(&o->header, line);
		buf_putc(&o->header, '\n');
		g_free(value);
	}
	buf_putc(&o->header, '\n');
	return o->fields != NULL && !o->header.failed;
}

/* --- its parts --------------------------------------------------------- */

/* What UTF-8 and Windows-1252 do not have between them.  Those are decided
 * later, character by character, whatever is declared. */
static bool
is_foreign(const char *charset)
{
	static const char *const plain[] = { "utf-8", "utf8", "us-ascii",
		"ascii", "iso-8859-1", "latin1", "windows-1252", "cp1252",
		"unknown-8bit", "binary" };

	for (size_t i = 0; charset != NULL &&
	    i < sizeof(plain) / sizeof(*plain); i++)
		if (g_ascii_strcasecmp(charset, plain[i]) == 0)
			return false;
	return charset != NULL;
}

/* The bytes of a part with the transfer encoding undone, text in UTF-8. */
static bool
decode(GMimePart *part, struct piece *out)
{
	GMimeStream *mem = g_mime_stream_mem_new();
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	const char *charset = GMIME_IS_TEXT_PART(part)
	    ? g_mime_text_part_get_charset(GMIME_TEXT_PART(part)) : NULL;
	GByteArray *bytes;
	gchar *utf8 = NULL;
	gsize n = 0;

	if (content != NULL)
		g_mime_data_wrapper_write_to_stream(content, mem);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(mem));
	if (bytes->len > 0 && is_foreign(charset))
		utf8 = g_convert_with_fallback((const gchar *)bytes->data,
		    (gssize)bytes->len, "UTF-8", charset, "\xEF\xBF\xBD", NULL,
		    &n, NULL);
	if (utf8 == NULL)
		n = bytes->len;
	out->p = malloc(n + 1);
	out->n = n;
	if (out->p != NULL && n > 0)
		memcpy(out->p, utf8 != NULL ? (const void *)utf8
		    : bytes->data, n);
	g_free(utf8);
	g_object_unref(mem);
	return out->p != NULL;
}

static bool
add_piece(struct opened *o, struct piece *p, const char *name)
{
	struct piece *v;

	if (p->p == NULL)
		return false;
	if (name != NULL && (p->name = strdup(name)) == NULL)
		return false;
	v = realloc(o->v, (o->n_v + 1) * sizeof(*v));
	if (v == NULL)
		return false;
	o->v = v;
	o->v[o->n_v++] = *p;
	*p = (struct piece){ 0 };
	return true;
}

/* A mail in the mail, as it came. */
static bool
take_message(struct opened *o, GMimeMessagePart *part)
{
	GMimeMessage *message = g_mime_message_part_get_message(part);
	char *s = message == NULL ? NULL
	    : g_mime_object_to_string(GMIME_OBJECT(message), NULL);
	struct piece p = { .content = OPENER_HOLDS };
	bool ok = true;

	if (s != NULL) {
		p.p = strdup(s);
		p.n = strlen(s);
		ok = add_piece(o, &p, "message");
		piece_free(&p);
	}
	g_free(s);
	return ok;
}

static bool
is_inline(GMimePart *part, const char *type)
{
	GMimeContentType *own = g_mime_object_get_content_type(
	    GMIME_OBJECT(part));
	const char *how = g_mime_object_get_disposition(GMIME_OBJECT(part));

	return g_mime_content_type_is_type(own, "text", type) &&
	    g_mime_part_get_filename(part) == NULL &&
	    (how == NULL || g_ascii_strcasecmp(how, "attachment") != 0);
}

/* A picture in a signature is no scan. */
static bool
is_ornament(GMimePart *part)
{
	GMimeContentType *own = g_mime_object_get_content_type(
	    GMIME_OBJECT(part));
	const char *how = g_mime_object_get_disposition(GMIME_OBJECT(part));

	return g_mime_content_type_is_type(own, "image", "*") &&
	    (how == NULL || g_ascii_strcasecmp(how, "attachment") != 0);
}

static bool
take_attachment(struct opened *o, GMimePart *part)
{
	char name[40];
	const char *own = g_mime_part_get_filename(part);
	struct piece p = { 0 };
	bool ok = decode(part, &p);

	snprintf(name, sizeof(name), "part %zu", o->n_v + 1);
	if (ok)
		p.content = o->in->look(p.p, p.n);
	if (ok && p.content != OPENER_PROSE)
		ok = add_piece(o, &p, own != NULL && *own != '\0' ? own
								   : name);
	piece_free(&p);
	return ok;
}

struct collect {
	struct opened *o;
	GMimePart *plain, *html;	/* the text of the message */
	size_t n;
	bool failed;
};

/* The first plain text is the message's, else the first HTML. */
static void
find_text(GMimeObject *parent, GMimeObject *object, gpointer ctx)
{
	struct collect *c = ctx;

	(void)parent;
	if (!GMIME_IS_PART(object))
		return;
	if (c->plain == NULL && is_inline(GMIME_PART(object), "plain"))
		c->plain = GMIME_PART(object);
	else if (c->html == NULL && is_inline(GMIME_PART(object), "html"))
		c->html = GMIME_PART(object);
}

static void
find_attachments(GMimeObject *parent, GMimeObject *object, gpointer ctx)
{
	struct collect *c = ctx;

	(void)parent;
	if (c->failed || c->n >= ATTACHMENTS)
		return;
	c->n++;
	if (GMIME_IS_MESSAGE_PART(object))
		c->failed = !take_message(c->o, GMIME_MESSAGE_PART(object));
	else if (GMIME_IS_PART(object) && GMIME_PART(object) != c->plain &&
	    !is_inline(GMIME_PART(object), "html") &&
	    !is_ornament(GMIME_PART(object)))
		c->failed = !take_attachment(c->o, GMIME_PART(object));
}

/* What lies in an attached message is that message's. */
static void
each_part(GMimeObject *object, GMimeObjectForeachFunc fn, struct collect *c)
{
	if (GMIME_IS_MULTIPART(object)) {
		GMimeMultipart *all = GMIME_MULTIPART(object);

		for (int i = 0; i < g_mime_multipart_get_count(all); i++)
			each_part(g_mime_multipart_get_part(all, i), fn, c);
	} else if (object != NULL) {
		fn(NULL, object, c);
	}
}

static bool
read_parts(struct opened *o, GMimeMessage *message)
{
	GMimeObject *top = g_mime_message_get_mime_part(message);
	struct collect c = { .o = o };
	bool ok = true;

	each_part(top, find_text, &c);
	if (c.plain != NULL)
		ok = decode(c.plain, &o->body);
	else if (c.html != NULL)
		ok = decode(c.html, &o->body);
	if (ok && c.plain == NULL && c.html != NULL)
		o->body.n = markup_strip(o->body.p, o->body.n);
	if (!ok)
		return false;
	o->body.content = o->in->look(o->body.p == NULL ? "" : o->body.p,
	    o->body.n);
	each_part(top, find_attachments, &c);
	return !c.failed;
}

/*
 * Whether the text is given besides what is attached.  A single telegram
 * attached to a formal message, or one under the name of the copy that
 * travels with it, is the better text of the same; under a covering note the
 * attachments are what was sent.
 */
static void
choose(struct opened *o)
{
	size_t telegrams = 0;
	bool copy = false;

	for (size_t i = 0; i < o->n_v; i++) {
		bool is = o->v[i].content == OPENER_TELEGRAM;

		telegrams += is;
		copy |= is && o->v[i].name != NULL &&
		    strcmp(o->v[i].name, evidence) == 0;
	}
	if (copy)
		o->give_body = false;
	else if (o->body.content == OPENER_TELEGRAM)
		o->give_body = true;
	else if (o->formal)
		o->give_body = telegrams != 1;
	else
		o->give_body = o->n_v == 0;
}

static enum opener_status
read_message(struct opened *o, char *p, size_t n)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(p, n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	bool ok = true;

	o->count++;
	if (message != NULL) {
		ok = read_header(o, message) && read_parts(o, message);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	if (!ok)
		return OPENER_ENOMEM;
	choose(o);
	if (message != NULL)
		return OPENER_OK;
	snprintf(o->reason, sizeof(o->reason), "is a broken mail");
	return OPENER_REFUSED;
}

/* --- the opener -------------------------------------------------------- */

static void
start_gmime(void)
{
	g_mime_init();
}

static void *
mail_open(const struct opener_input *in)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct opened *o = calloc(1, sizeof(*o));

	pthread_once(&once, start_gmime);
	if (o == NULL)
		return NULL;
	o->in = in;
	o->mbox = in->head_n >= 5 && memcmp(in->head, "From ", 5) == 0;
	return o;
}

static enum opener_status
take(struct opened *o)
{
	size_t n, skip = 0;
	enum opener_status status = next_message(o, &n);

	forget(o);
	if (status == OPENER_REFUSED || status == OPENER_BROKEN) {
		snprintf(o->reason, sizeof(o->reason), "%s",
		    whole_reason(status));
		return OPENER_BROKEN;
	}
	if (status != OPENER_OK)
		return status;
	if (o->mbox) {
		size_t all = n;

		skip = str_findc(str_make(o->p + o->at, n), '\n', 0);
		skip += skip < n;
		n -= skip;
		unquote(o->p + o->at + skip, &n);
		status = read_message(o, o->p + o->at + skip, n);
		o->at += all;
		return status;
	}
	status = read_message(o, o->p + o->at, n);
	o->at += n;
	return status;
}

/* "2!/telegram.txt": the number of the message, in an mbox, and the name of
 * the attachment. */
static const char *
part_name(struct opened *o, const char *name)
{
	size_t used = 0;

	if (!o->mbox)
		return name;
	used = (size_t)snprintf(o->name, sizeof(o->name), "%u", o->count);
	if (name != NULL)
		snprintf(o->name + used, sizeof(o->name) - used, "!/%s",
		    name);
	return o->name;
}

/* A piece goes as it is, and the fields of its mail with it. */
static void
give(struct opened *o, struct opener_part *part, const struct piece *piece)
{
	part->mail = (const char *const *)o->fields;
	part->mail_n = o->field_n;
	o->given = piece->p;
	o->given_n = piece->n;
}

/* A text that is a telegram itself, or several, goes without the header, but
 * for that of a formal message, which says what the text may lack. */
static enum opener_status
give_body(struct opened *o, struct opener_part *part)
{
	o->give_body = false;
	part->name = part_name(o, NULL);
	if (o->body.content == OPENER_TELEGRAM && !o->formal) {
		part->kind = OPENER_PART_TEXT;
		give(o, part, &o->body);
		return OPENER_OK;
	}
	o->part.n = 0;
	buf_put(&o->part, o->header.p, o->header.n);
	buf_put(&o->part, o->body.p, o->body.n);
	part->kind = OPENER_PART_MAIL;
	o->given = o->part.p;
	o->given_n = o->part.n;
	return o->part.failed ? OPENER_ENOMEM : OPENER_OK;
}

static enum opener_status
mail_next(void *state, struct opener_part *part)
{
	struct opened *o = state;

	while (!o->give_body && o->next == o->n_v) {
		enum opener_status status = take(o);

		if (status == OPENER_REFUSED)
			part->name = part_name(o, NULL);
		if (status != OPENER_OK)
			return status;
	}
	if (o->give_body)
		return give_body(o, part);

	const struct piece *piece = &o->v[o->next++];
	part->name = part_name(o, piece->name);
	give(o, part, piece);
	return OPENER_OK;
}

static long
mail_read(void *state, void *out, size_t n)
{
	struct opened *o = state;

	if (n > o->given_n)
		n = o->given_n;
	if (n == 0)
		return 0;		/* and perhaps nothing to point to */
	memcpy(out, o->given, n);
	o->given += n;
	o->given_n -= n;
	return (long)n;
}

static const char *
mail_reason(const void *state)
{
	return ((const struct opened *)state)->reason;
}

static void
mail_close(void *state)
{
	struct opened *o = state;

	forget(o);
	buf_free(&o->header);
	buf_free(&o->part);
	free(o->p);
	free(o);
}

const struct opener reftel_opener = {
	.version = OPENER_VERSION,
	.open = mail_open,
	.next = mail_next,
	.read = mail_read,
	.reason = mail_reason,
	.close = mail_close
};
