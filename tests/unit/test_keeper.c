/* web/keeper.c and web/shelf.c: pages that are kept, shown as they were, and
 * made anew meanwhile */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "test.h"
#include "web/keeper.h"
#include "web/shelf.h"

/* An archive that changes when it is told to, and pages that say which number
 * they were made as. The keeper's thread waits at a gate. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t change;
	int64_t state;
	int made;
	bool shut, slow;
	int begun;		/* hands: the second is the thread's */
	size_t note;
} it = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.change = PTHREAD_COND_INITIALIZER };

static void *
hand_begin(void *ctx)
{
	static int hand[8];

	(void)ctx;
	hand[it.begun] = it.begun;
	return &hand[it.begun++];
}

static void
hand_end(void *own)
{
	(void)own;
}

static int64_t
state(void *own)
{
	(void)own;
	return it.state;
}

static void
open_gate(void *own)
{
	(void)own;
	pthread_mutex_lock(&it.lock);
	it.shut = false;
	pthread_cond_broadcast(&it.change);
	pthread_mutex_unlock(&it.lock);
}

/* Milliseconds of this thread. */
static int64_t
worked(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
make(void *own, const char *target, struct http_response *r, size_t *note)
{
	int64_t until = worked() + 40;

	pthread_mutex_lock(&it.lock);
	while (*(int *)own == 1 && it.shut)
		pthread_cond_wait(&it.change, &it.lock);
	while (it.slow && worked() < until)
		;
	buf_puts(&r->body, target);
	buf_puts(&r->body, " number ");
	buf_putu(&r->body, (uint64_t)++it.made);
	*note = it.note;
	pthread_mutex_unlock(&it.lock);
}

static struct keeper *
begin(int64_t dear, const char *const *first)
{
	const struct keeper_config config = { hand_begin, hand_end, make,
		state, open_gate, NULL, first, dear };

	it.state = 1;
	it.made = it.begun = 0;
	it.shut = false;
	it.note = 3;
	return keeper_new(&config);
}

static struct str
page(struct keeper *k, const char *target)
{
	static struct http_response r;
	static int own = 7;

	buf_free(&r.body);
	r = (struct http_response){ 0 };
	keeper_answer(k, &own, target, &r);
	return str_make(r.body.p, r.body.n);
}

static bool
is_noted(struct str s)
{
	return str_find(s, STR("As of "), 0) < s.n;
}

/* The page once the thread has put it on the shelf. */
static struct str
fresh(struct keeper *k, const char *target)
{
	const struct timespec moment = { 0, 1000000 };
	struct str s = page(k, target);

	for (int i = 0; i < 20000 && is_noted(s); i++) {
		nanosleep(&moment, NULL);
		s = page(k, target);
	}
	return s;
}

static void
pages_are_kept_until_all_changes(void)
{
	struct keeper *k = begin(1000000000, NULL);

	CHECK_STR(page(k, "/a"), "/a number 1");
	CHECK_STR(page(k, "/b"), "/b number 2");
	CHECK_STR(page(k, "/a"), "/a number 1");
	it.state++;
	CHECK_STR(page(k, "/a"), "/a number 3");
	CHECK_STR(page(k, "/a"), "/a number 3");
	keeper_free(k);
}

static void
dear_ones_are_shown_as_they_were(void)
{
	struct keeper *k = begin(0, NULL);

	CHECK_STR(page(k, "/a"), "/a number 1");
	it.shut = true;
	it.state++;
	/* the thread is busy, and nobody waits for it */
	for (int i = 0; i < 5; i++) {
		struct str s = page(k, "/a");

		CHECK(is_noted(s));
		CHECK(str_starts(s, STR("/a <p class=\"notice stale\">")));
		CHECK(str_ends(s, STR("number 1")));
	}
	CHECK_STR(page(k, "/b"), "/b number 2");
	open_gate(NULL);
	CHECK(!is_noted(fresh(k, "/a")));
	CHECK(str_starts(page(k, "/a"), STR("/a number ")));
	CHECK(!str_ends(page(k, "/a"), STR(" 1")));
	keeper_free(k);
}

/* What one page costs, another may cost the next who makes it. */
static void
one_that_is_dear_makes_all_dear(void)
{
	struct keeper *k = begin(30, NULL);

	CHECK_STR(page(k, "/a"), "/a number 1");
	it.slow = true;
	CHECK_STR(page(k, "/b"), "/b number 2");
	it.slow = false;
	it.shut = true;
	it.state++;
	CHECK(is_noted(page(k, "/a")));
	keeper_free(k);
}

static void
what_has_no_room_for_a_note_has_none(void)
{
	struct keeper *k = begin(0, NULL);

	it.note = 0;
	CHECK_STR(page(k, "/a"), "/a number 1");
	it.shut = true;
	it.state++;
	CHECK_STR(page(k, "/a"), "/a number 1");
	keeper_free(k);
}

static void
some_are_made_before_anybody_asks(void)
{
	static const char *const first[] = { "/a", "/b", NULL };
	const struct timespec moment = { 0, 1000000 };
	struct keeper *k = begin(0, first);
	int made = 0;

	for (int i = 0; i < 20000 && made < 2; i++) {
		nanosleep(&moment, NULL);
		pthread_mutex_lock(&it.lock);
		made = it.made;
		pthread_mutex_unlock(&it.lock);
	}
	CHECK_INT(made, 2);
	keeper_free(k);
}

static void
later_pages_are_not_replaced_by_earlier_ones(void)
{
	struct http_response r = { 0 }, got = { 0 };
	struct shelf_label label = { .edition = 2 };
	struct shelf *s = shelf_new();

	buf_puts(&r.body, "later");
	shelf_put(s, "/", &r, &label);
	r.body.n = 0;
	buf_puts(&r.body, "earlier");
	label.edition = 1;
	shelf_put(s, "/", &r, &label);
	CHECK(shelf_take(s, "/", &got, &label));
	CHECK_STR(str_make(got.body.p, got.body.n), "later");
	CHECK(!shelf_take(s, "/x", &got, &label));
	r.status = 503;
	shelf_put(s, "/x", &r, &label);
	CHECK(!shelf_take(s, "/x", &got, &label));
	buf_free(&r.body);
	buf_free(&got.body);
	shelf_free(s);
}

static void
what_is_wanted_is_wanted_once(void)
{
	struct shelf *s = shelf_new();
	char *address;

	shelf_want(s, "/a");
	shelf_want(s, "/b");
	shelf_want(s, "/a");
	CHECK_STR(str_from(address = shelf_wanted(s)), "/a");
	free(address);
	CHECK_STR(str_from(address = shelf_wanted(s)), "/b");
	free(address);
	shelf_want(s, "/c");
	shelf_close(s);
	CHECK(shelf_wanted(s) == NULL);
	shelf_free(s);
}

static const struct test tests[] = {
	TEST(pages_are_kept_until_all_changes),
	TEST(dear_ones_are_shown_as_they_were),
	TEST(one_that_is_dear_makes_all_dear),
	TEST(what_has_no_room_for_a_note_has_none),
	TEST(some_are_made_before_anybody_asks),
	TEST(later_pages_are_not_replaced_by_earlier_ones),
	TEST(what_is_wanted_is_wanted_once),
};
TEST_MAIN(tests)
