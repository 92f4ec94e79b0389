/* See kind.h.  archive-forms.md 1, tests 1 and 13, and some more. */
#include "intake/kind.h"

static const struct {
	struct str magic;
	size_t at;
	struct kind kind;
} kinds[] = {
	{ { "%PDF", 4 }, 0, { "PDF file", "pdf", false, false } },
	/* Word processors' files are zip archives that tell by their first
	 * member's name. */
	{ { "[Content_Types].xml", 19 }, 30,
	    { "word processor's file", NULL, false, false } },
	{ { "mimetypeapplication/", 20 }, 30,
	    { "word processor's file", NULL, false, false } },
	{ { "PK\3\4", 4 }, 0, { "zip archive", "archive", true, false } },
	{ { "PK\5\6", 4 }, 0, { "zip archive", "archive", true, false } },
	{ { "\x1F\x8B", 2 }, 0, { "gzip file", "archive", true, false } },
	{ { "7z\xBC\xAF\x27\x1C", 6 }, 0, { "7z archive", "archive", true, false } },
	{ { "ustar\0", 6 }, 257, { "tar archive", "archive", true, false } },
	{ { "ustar  ", 7 }, 257, { "tar archive", "archive", true, false } },
	{ { "BZh", 3 }, 0, { "bzip2 file", "archive", true, false } },
	{ { "\xFD" "7zXZ\0", 6 }, 0, { "xz file", "archive", true, false } },
	{ { "\x28\xB5\x2F\xFD", 4 }, 0, { "zstd file", "archive", true, false } },
	{ { "\x89PNG", 4 }, 0, { "PNG image", "ocr", false, false } },
	{ { "\xFF\xD8\xFF", 3 }, 0, { "JPEG image", "ocr", false, false } },
	{ { "II*\0", 4 }, 0, { "TIFF image", "ocr", false, false } },
	{ { "MM\0*", 4 }, 0, { "TIFF image", "ocr", false, false } },
	{ { "{\\rtf", 5 }, 0, { "rich text file", NULL, false, false } },
	{ { "\xD0\xCF\x11\xE0", 4 }, 0,
	    { "word processor's file", NULL, false, false } }
};

static const struct kind mail = { "mail", "mail", true, true };

/* "BZh" begins words as well: the block behind it has a mark of its own. */
static bool
is_bzip2(struct str s)
{
	return s.n >= 10 && s.p[3] >= '1' && s.p[3] <= '9' &&
	    (memcmp(s.p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
	    memcmp(s.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

static struct str
line_at(struct str s, size_t at, size_t *next)
{
	size_t end = str_findc(s, '\n', at);

	*next = end < s.n ? end + 1 : s.n;
	if (end > at && s.p[end - 1] == '\r')
		end--;
	return str_cut(s, at, end);
}

/* "Message-ID: ...": a name of printable characters, and a colon. */
static bool
is_field(struct str line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] > ' ' && line.p[i] < 0x7F &&
	    line.p[i] != ':')
		i++;
	return i > 0 && i < line.n && line.p[i] == ':';
}

/* A bit for each field of a mail that the line may be; 0: none of them. */
static unsigned
mail_field(struct str line)
{
	static const char *const names[] = { "From:", "Date:", "Message-ID:",
		"MIME-Version:", "SIO-Label:", "Received:", "MMHS-" };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_startsi(line, str_from(names[i])))
			return 1u << i;
	return 0;
}
enum { MAIL_ONCE = 0x1F };	/* those that a header has once (RFC 5322 3.6) */

/* The whole header is fields, and two of them those of a mail.  Stricter than
 * test 13, since it comes before all other tests here. */
static bool
is_mail(struct str s)
{
	unsigned n = 0, seen = 0;
	size_t at = 0, next;
	struct str line = line_at(s, 0, &next);

	if (str_starts(line, STR("From ")) && line.n < s.n) {
		at = next;
		line = line_at(s, at, &next);
	}
	if (!is_field(line))
		return false;
	for (; at < s.n; at = next) {
		line = line_at(s, at, &next);
		if (line.n == 0)
			break;
		if (line.p[0] == ' ' || line.p[0] == '\t')
			continue;
		/* The last line of what was looked at may be cut. */
		if (!is_field(line) && next < s.n)
			return false;
		unsigned field = mail_field(line);
		/* mails printed one below the other are no header */
		if ((field & seen & MAIL_ONCE) != 0)
			return false;
		seen |= field;
		n += field != 0;
	}
	return n >= 2;
}

const struct kind *
kind_of(struct str s)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].at < s.n && str_starts(str_cut(s, kinds[i].at,
		    s.n), kinds[i].magic) && (kinds[i].magic.p[0] != 'B' ||
		    is_bzip2(s)))
			return &kinds[i].kind;
	return is_mail(s) ? &mail : NULL;
}
