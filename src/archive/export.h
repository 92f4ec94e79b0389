/*
 * Telegrams of an archive written for other programs, one after the other:
 * no more than one is in memory.
 *
 *	export_begin(&b, form);
 *	for each: export_one(&b, form, is_first, a, telegram, t);
 *	export_end(&b, form);
 *
 * The caller writes the buffer out and empties it between two calls.  For
 * the rooms archive and above.
 */
#ifndef ARCHIVE_EXPORT_H
#define ARCHIVE_EXPORT_H

#include "archive/archive.h"
#include "archive/graph.h"
#include "archive/search.h"
#include "base/buf.h"

enum export_form {
	EXPORT_JSON,		/* a record a line, as reftel parse has it */
	EXPORT_CSV,		/* RFC 4180, a row a telegram */
	EXPORT_TEI,		/* teiCorpus, or TEI documents */
	EXPORT_MAIL,		/* mbox, or Maildir */
	EXPORT_MARKDOWN,
	EXPORT_BIBTEX, EXPORT_RIS, EXPORT_CSL,
	EXPORT_GRAPHML, EXPORT_GEXF,	/* export_graph() */
	EXPORT_ZIP,		/* of files; not for export_one() */
	EXPORT__MAX
};
struct export_form_info {
	const char *name;	/* "json" */
	const char *what;	/* "a record of JSON on each line" */
	const char *suffix;	/* of the file of one telegram: "json" */
	bool folder;		/* may be a folder, a file a telegram */
};
extern const struct export_form_info export_form_info[EXPORT__MAX];
/* EXPORT__MAX: there is none of that name. */
enum export_form export_form_by_name(const char *);

/* What stands before and behind all telegrams of one file. */
void export_begin(struct buf *, enum export_form);
void export_end(struct buf *, enum export_form);
/*
 * Appends a telegram, read as t. NULL, or why this form cannot hold it
 * (static), and nothing is appended; or "" where the archive failed.
 */
const char *export_one(struct buf *, enum export_form, bool first,
    struct archive *, int64_t telegram, const struct reftel_telegram *t);
/* The same as a file of its own. */
const char *export_alone(struct buf *, enum export_form, struct archive *,
    int64_t telegram, const struct reftel_telegram *t);

/* Appends what a telegram's file is called, without a suffix: letters,
 * digits, hyphens and "~". */
void export_name(struct buf *, const char *id);

/*
 * A name that came with an input, made safe as a path below some folder:
 * no stroke in front, no ".", no "..", no control characters, no part above
 * 200 bytes. "-" is "standard-input". Never empty.
 */
void export_safe_path(struct buf *, const char *name);

/* Appends a row of RFC 4180; what stands for a line end in it stays. */
void export_csv_field(struct buf *, struct str);

/*
 * The telegrams of a search as a graph, and those that they cite, as
 * refs_cites() has it.  What has been appended is handed to flush now and
 * then, which empties the buffer; it returns false to end all.
 */
enum archive_status export_graph(struct archive *, struct search *,
    enum graph_form, struct buf *, bool (*flush)(void *ctx), void *ctx);

/* A file as it was handed in, or another name under which its bytes came. */
struct export_source {
	int64_t file;		/* for struct kept_file of reread.h */
	const char *name, *added, *sha256;
	uint64_t length;
	bool alias;
	bool whole;		/* false: adding it was cut off */
};
/* Strings last for the call. False from fn ends it. */
enum archive_status export_sources(struct archive *,
    bool (*fn)(void *ctx, const struct export_source *), void *ctx);

#endif
