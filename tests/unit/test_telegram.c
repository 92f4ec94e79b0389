/* telegram/telegram.c, place.c, diag.c, names.c, sane.c */
#include <stdlib.h>

#include "reftel.h"
#include "telegram/telegram.h"
#include "test.h"

/* A telegram whose text is its piece, as it stands. */
static struct reftel_telegram *
telegram_of(const char *piece)
{
	struct reftel_telegram *t = telegram_new(str_from(piece));

	text_init_verbatim(&t->impl->text, &t->impl->arena, t->impl->piece);
	return t;
}

static void
new_telegram_is_empty_and_sane(void)
{
	struct reftel_telegram *t = telegram_of("");
	const char *why = NULL;

	CHECK(t->year.value == -1 && t->serial.value == -1);
	CHECK(telegram_finish(t));
	CHECK(telegram_sane(t, &why));
	CHECK(t->section_count == 1 && t->sections_present_n == 1);
	reftel_telegram_free(t);
	reftel_telegram_free(NULL);
}

static void
piece_is_copied(void)
{
	char piece[] = "REF: A";
	struct reftel_telegram *t = telegram_of(piece);

	piece[0] = 'X';
	CHECK_STR(t->impl->piece, "REF: A");
	reftel_telegram_free(t);
}

static void
values_know_their_place(void)
{
	struct reftel_telegram *t = telegram_of("TAGS: PGOV");
	struct reftel_value v = telegram_value(t, 6, 10);
	struct reftel_value empty = telegram_value(t, 4, 4);
	struct reftel_value beyond = telegram_value(t, 6, 11);
	struct reftel_value bare = telegram_value_bare(STR("x"));

	CHECK_STR(value_str(&v), "PGOV");
	CHECK(value_placed(&v) && !value_placed(&bare));
	CHECK(value_set(&empty) && empty.n == 0);
	CHECK(!value_set(&beyond));
	reftel_telegram_free(t);
}

static void
lists_grow(void)
{
	struct reftel_telegram *t = telegram_of("");
	struct reftel_values list = { 0 };

	for (uint32_t i = 0; i < 1000; i++)
		CHECK(telegram_push(t, &list, telegram_value_as(STR("x"), i, i)));
	CHECK_INT(list.n, 1000);
	for (uint32_t i = 0; i < 1000; i++)
		CHECK_INT(list.v[i].start, i);
	reftel_telegram_free(t);
}

static void
fields_of_the_form_are_kept_in_order(void)
{
	static const char *const keys[] = { "a", "b", "c", "d", "e", "f" };
	struct reftel_telegram *t = telegram_of("");

	for (uint32_t i = 0; i < 6; i++)
		CHECK(telegram_field(t, keys[i],
		    telegram_value_as(STR("x"), i, i)) == &t->record.v[i]);
	CHECK_INT(t->record.n, 6);
	CHECK_INT(t->record.v[5].value.start, 5);
	reftel_telegram_free(t);
}

/* An object of JSON must not have a key twice. */
static void
a_key_that_comes_again_becomes_a_list(void)
{
	struct reftel_telegram *t = telegram_of("");

	telegram_field(t, "tag", telegram_value_bare(STR("PGOV")));
	telegram_field(t, "post", telegram_value_bare(STR("ZENDA")));
	telegram_field(t, "tag", telegram_value_bare(STR("PREL")));
	telegram_field(t, "tag", telegram_value_bare(STR("ECON")));
	CHECK_INT(t->record.n, 2);
	CHECK(t->record.v[0].is_list && !t->record.v[1].is_list);
	CHECK_INT(t->record.v[0].list.n, 3);
	CHECK_STR(value_str(&t->record.v[0].list.v[2]), "ECON");
	reftel_telegram_free(t);
}

static void
inferred_names_each_once(void)
{
	struct reftel_telegram *t = telegram_of("");

	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < 500; i++)
			telegram_inferred(t, "/refs/%d/id", i);
	CHECK_INT(t->inferred.n, 500);
	CHECK_STR(value_str(&t->inferred.v[499]), "/refs/499/id");
	reftel_telegram_free(t);
}

static void
cuts_are_kept_in_order_and_joined(void)
{
	struct reftel_telegram *t = telegram_of("0123456789012345678901234");
	static const struct cut in[] = { { 10, 12 }, { 4, 6 }, { 20, 22 },
		{ 6, 8 }, { 5, 7 }, { 3, 4 }, { 21, 24 }, { 11, 11 } };
	const struct cut *c;
	size_t n;

	for (size_t i = 0; i < sizeof(in) / sizeof(in[0]); i++)
		telegram_cut(t, in[i].start, in[i].end);
	c = telegram_cuts(t, &n);
	CHECK_INT(n, 3);
	CHECK(c[0].start == 3 && c[0].end == 8);
	CHECK(c[1].start == 10 && c[1].end == 12);
	CHECK(c[2].start == 20 && c[2].end == 24);
	telegram_cut(t, 1, 25);
	c = telegram_cuts(t, &n);
	CHECK(n == 1 && c[0].start == 1 && c[0].end == 25);
	CHECK_INT(telegram_cut_at(c, n, 0), 0);
	CHECK_INT(telegram_cut_at(c, n, 24), 0);
	CHECK_INT(telegram_cut_at(c, n, 25), 1);
	reftel_telegram_free(t);
}

/* Against a plain map of bytes, whatever the order. */
static void
cuts_agree_with_a_map(void)
{
	enum { LENGTH = 20000 };
	static char piece[LENGTH + 1], map[LENGTH + 1];
	const struct cut *c;
	size_t n, at = 0;
	unsigned seed = 7;

	memset(piece, 'x', LENGTH);
	struct reftel_telegram *t = telegram_of(piece);
	for (int i = 0; i < 4000; i++) {
		seed = seed * 1103515245u + 12345;
		uint32_t from = (seed >> 8) % (LENGTH - 3);

		telegram_cut(t, from, from + 1 + i % 3);
		memset(map + from, 1, 1 + i % 3);
	}
	c = telegram_cuts(t, &n);
	for (size_t i = 0; i < n; i++) {
		for (; at < c[i].start; at++)
			CHECK(map[at] == 0);
		for (; at < c[i].end; at++)
			CHECK(map[at] == 1);
	}
	for (; at < LENGTH; at++)
		CHECK(map[at] == 0);
	reftel_telegram_free(t);
}

static void
spans_leave_out_cuts(void)
{
	struct reftel_telegram *t = telegram_of("0123456789");
	struct reftel_span s[4];

	t->impl->base = 100;
	telegram_cut(t, 2, 4);
	telegram_cut(t, 6, 7);
	CHECK_INT(reftel_spans(t, 0, 10, s, 4), 3);
	CHECK(s[0].start == 100 && s[0].end == 102);
	CHECK(s[1].start == 104 && s[1].end == 106);
	CHECK(s[2].start == 107 && s[2].end == 110);
	CHECK_INT(reftel_spans(t, 0, 10, s, 1), 3);
	CHECK_INT(reftel_spans(t, 0, 10, NULL, 0), 3);
	CHECK_INT(reftel_spans(t, 3, 5, s, 4), 1);
	CHECK(s[0].start == 104 && s[0].end == 105);
	/* A value inside a cut is where it is. */
	CHECK_INT(reftel_spans(t, 2, 3, s, 4), 1);
	CHECK(s[0].start == 102 && s[0].end == 103);
	CHECK_INT(reftel_spans(t, 5, 5, s, 4), 1);
	CHECK(s[0].start == 105 && s[0].end == 105);
	CHECK_INT(reftel_spans(t, 5, 11, s, 4), 0);
	CHECK_INT(reftel_spans(t, VALUE_BARE_START, 0, s, 4), 0);
	reftel_telegram_free(t);
}

static void
diagnostics_come_in_order_with_lines(void)
{
	struct reftel_telegram *t = telegram_of("a\nb\r\nc\rd\r\r\ne");
	const struct reftel_diag *d;

	t->impl->line = 10;
	t->impl->column = 5;
	telegram_diag(t, DIAG_TAG_UNKNOWN, 11, 12, STR("e"));
	telegram_diag(t, DIAG_TAG_UNKNOWN, 0, 1, STR(""));
	telegram_diag(t, DIAG_DTG_INVALID, 7, 8, STR(""));
	telegram_diag_raw(t, DIAG_NUL_BYTES, 5, 6, STR(""));
	telegram_diag(t, DIAG_TAG_GLUED, 5, 6, STR(""));
	CHECK(telegram_finish(t));
	d = t->diagnostics;
	CHECK(d->line == 10 && d->column == 5 && d->span.start == 0);
	d = d->next;
	CHECK_STR(str_from(d->code), "nul-bytes");
	CHECK(d->line == 12 && d->column == 1);
	d = d->next;
	CHECK_STR(str_from(d->code), "tag-glued");
	d = d->next;
	CHECK(d->severity == REFTEL_ERROR && d->line == 13);
	d = d->next;
	CHECK(d->line == 14 && d->column == 1 && d->next == NULL);
	CHECK_STR(str_from(d->message),
	    "TAGS term is in no table, kept as written: e");
	reftel_telegram_free(t);
}

static void
long_arguments_are_cut_between_characters(void)
{
	struct reftel_telegram *t = telegram_of("x");
	char arg[100];

	memset(arg, 'a', 59);
	memcpy(arg + 59, "\xc2\xb6\nabc", 6);
	telegram_diag(t, DIAG_REF_UNREAD, 0, 1, str_make(arg, 65));
	CHECK(telegram_finish(t));
	CHECK(str_ends(str_from(t->diagnostics->message),
	    STR("aaa\xe2\x80\xa6")));
	reftel_telegram_free(t);
}

/* Ten thousand of a kind are listed, the others are counted; another kind is
 * listed still. */
static void
too_many_of_a_kind_are_counted(void)
{
	struct reftel_telegram *t = telegram_of("abc");
	const struct reftel_diag *last = NULL;
	size_t n = 0, omitted = 0, dashes = 0;

	for (int i = 0; i < 10007; i++)
		telegram_diag(t, DIAG_APOSTROPHE_DAMAGED, 1, 2, STR(""));
	telegram_diag(t, DIAG_DASH_DAMAGED, 2, 3, STR(""));
	CHECK(telegram_finish(t));
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next) {
		n += strcmp(d->code, "apostrophe-damaged") == 0;
		dashes += strcmp(d->code, "dash-damaged") == 0;
		if (strcmp(d->code, "findings-omitted") == 0) {
			omitted++;
			last = d;
		}
	}
	CHECK_INT(n, 10000);
	CHECK_INT(dashes, 1);
	CHECK_INT(omitted, 1);
	CHECK(last != NULL && str_ends(str_from(last->message),
	    STR(": 7 more of apostrophe-damaged")));
	reftel_telegram_free(t);
}

static void
diagnostics_stay_inside_the_piece(void)
{
	struct reftel_telegram *t = telegram_of("abc");
	const char *why = NULL;
	struct diag *d;

	t->impl->base = 50;
	d = telegram_diag(t, DIAG_TAG_UNKNOWN, 2, 99, STR(""));
	telegram_fix(t, d, 98, 99, STR("X"), "likely");
	telegram_diag_raw(t, DIAG_NUL_BYTES, 7, 9, STR(""));
	telegram_fix(t, NULL, 0, 1, STR("X"), "likely");
	CHECK(telegram_finish(t));
	CHECK(telegram_sane(t, &why));
	CHECK_INT(t->diagnostics->span.end, 53);
	CHECK_INT(t->diagnostics->fix->span.start, 53);
	CHECK_STR(str_make(t->diagnostics->fix->replacement,
	    t->diagnostics->fix->replacement_n), "X");
	reftel_telegram_free(t);
}

static void
sanity_finds_faults(void)
{
	struct reftel_telegram *t = telegram_of("FM AMEMBASSY STRELSAU");
	const char *why = NULL;

	t->from.whole = telegram_value(t, 3, 12);
	t->from.plad = telegram_value(t, 3, 21);
	CHECK(telegram_finish(t));
	CHECK(!telegram_sane(t, &why) && why != NULL);
	t->from.plad = telegram_value(t, 3, 12);
	CHECK(telegram_sane(t, &why));
	t->subject = telegram_value_as(STR("x"), 5, 22);
	CHECK(!telegram_sane(t, &why));
	reftel_telegram_free(t);
}

static void
names_of_enums(void)
{
	CHECK(reftel_form_name(REFTEL_FORM_ANY) == NULL);
	for (int i = 1; i < REFTEL_FORM__MAX; i++)
		CHECK((int)reftel_form_by_name(reftel_form_name(
		    (enum reftel_form)i)) == i);
	CHECK(reftel_form_by_name("x") == REFTEL_FORM_ANY);
	CHECK(reftel_form_by_name(NULL) == REFTEL_FORM_ANY);
	for (int i = 0; i < REFTEL_STATUS__MAX; i++)
		CHECK(reftel_strstatus((enum reftel_status)i)[0] != '\0');
	CHECK(reftel_strstatus((enum reftel_status)999) != NULL);
	CHECK_STR(str_from(reftel_paragraph_kind_name(
	    REFTEL_PAR_ACTION_REQUEST)), "action-request");
	CHECK_STR(str_from(reftel_ref_kind_name(REFTEL_REF_UNKNOWN)),
	    "unknown");
	CHECK_STR(str_from(reftel_tag_kind_name(REFTEL_TAG_PERSON)),
	    "person");
}

/* A code is stable, unique and spelt alike. */
static void
codes_are_well_formed(void)
{
	for (int i = 0; i < DIAG__MAX; i++) {
		const char *word = diag_info[i].word;

		CHECK(word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-")]
		    == '\0');
		CHECK(diag_info[i].message[0] != '\0');
		for (int j = 0; j < i; j++)
			CHECK(strcmp(word, diag_info[j].word) != 0);
	}
}

static const struct test tests[] = {
	TEST(new_telegram_is_empty_and_sane),
	TEST(piece_is_copied),
	TEST(values_know_their_place),
	TEST(lists_grow),
	TEST(fields_of_the_form_are_kept_in_order),
	TEST(a_key_that_comes_again_becomes_a_list),
	TEST(inferred_names_each_once),
	TEST(cuts_are_kept_in_order_and_joined),
	TEST(cuts_agree_with_a_map),
	TEST(spans_leave_out_cuts),
	TEST(diagnostics_come_in_order_with_lines),
	TEST(long_arguments_are_cut_between_characters),
	TEST(too_many_of_a_kind_are_counted),
	TEST(diagnostics_stay_inside_the_piece),
	TEST(sanity_finds_faults),
	TEST(names_of_enums),
	TEST(codes_are_well_formed),
};
TEST_MAIN(tests)
