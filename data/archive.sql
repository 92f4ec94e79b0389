-- The archive: one SQLite file.  Names are those of the record,
-- reftel-record(5); reftel-archive(5) explains each table.

PRAGMA application_id = 0x5246544C;	-- "RFTL"

-- What the archive says of itself: 'format', 'reftel', 'dictionary', 'stale'.
CREATE TABLE archive (
	key		TEXT PRIMARY KEY,
	value
) WITHOUT ROWID;

-- Inputs, as they were handed in.
CREATE TABLE file (
	file		INTEGER PRIMARY KEY,
	name		TEXT NOT NULL,
	length		INTEGER,	-- null: not all of it is kept yet
	sha256		TEXT,
	added		TEXT NOT NULL	-- 2026-11-26T20:49:08Z
);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_name ON file (name);
CREATE INDEX file_length ON file (length);

-- Other names under which the same bytes came.
CREATE TABLE alias (
	file		INTEGER NOT NULL REFERENCES file,
	name		TEXT NOT NULL,
	added		TEXT NOT NULL,
	PRIMARY KEY (file, name)
) WITHOUT ROWID;

-- Bytes, each once.
CREATE TABLE source (
	source		INTEGER PRIMARY KEY,
	digest		BLOB NOT NULL UNIQUE,	-- SHA-256
	length		INTEGER NOT NULL,
	parcel		INTEGER NOT NULL REFERENCES parcel,
	offset		INTEGER NOT NULL,	-- in its bytes
	sha256		TEXT AS (lower(hex(digest)))
);
-- Sources that are packed together, one behind the other. A parcel has the
-- number of its first source; no later source is in an earlier parcel.
CREATE TABLE parcel (
	parcel		INTEGER PRIMARY KEY,
	dictionary	INTEGER REFERENCES dictionary,
	length		INTEGER NOT NULL,
	zstd		BLOB NOT NULL	-- the bytes as a frame of zstd
);
CREATE TABLE dictionary (
	dictionary	INTEGER PRIMARY KEY,
	bytes		BLOB NOT NULL
);

-- The bytes of a file: those of each row in the order of n, the few that
-- stand before a source, and the source's. null: they were removed.
CREATE TABLE chunk (
	file		INTEGER NOT NULL REFERENCES file,
	n		INTEGER NOT NULL,
	before		TEXT NOT NULL DEFAULT '',
	source		INTEGER REFERENCES source,
	PRIMARY KEY (file, n)
) WITHOUT ROWID;

-- Telegrams that are held, each as its fullest witness has it.
CREATE TABLE telegram (
	telegram	INTEGER PRIMARY KEY,	-- also the row of words
	id		TEXT,		-- 07KARACHI756; null: has no number
	variant		INTEGER NOT NULL DEFAULT 1,	-- 2: another telegram of the same number
	year		INTEGER,
	post		TEXT,
	serial		INTEGER,
	date		TEXT,		-- 2007-10-29T10:36Z, 2007-10-29
	dtg		TEXT,
	classification	TEXT,
	precedence_action	TEXT,
	precedence_info	TEXT,
	from_ri		TEXT,
	from_plad	TEXT,
	sections	INTEGER NOT NULL,	-- how many there were
	sections_missing	TEXT,	-- 2 4; null: none
	eo_order	TEXT,
	eo_action	TEXT,
	eo_date		TEXT,
	subject		TEXT,
	subject_portion	TEXT,
	portions	TEXT,		-- of its paragraphs, each once: U C S/NF
	signature	TEXT,		-- names, parted by "; "
	form		TEXT NOT NULL,
	length		INTEGER NOT NULL,	-- of the text in bytes
	paragraphs	INTEGER NOT NULL,
	redactions	INTEGER NOT NULL,
	refs		INTEGER NOT NULL,
	diagnostics	INTEGER NOT NULL,
	witnesses	INTEGER NOT NULL DEFAULT 1,
	witness		INTEGER NOT NULL	-- its face
);
CREATE UNIQUE INDEX telegram_id ON telegram (id, variant) WHERE id NOT NULL;
CREATE INDEX telegram_date ON telegram (date);
CREATE INDEX telegram_post ON telegram (post, year, serial);
CREATE INDEX telegram_class ON telegram (classification);

-- Readings of sources as telegrams.
CREATE TABLE witness (
	witness		INTEGER PRIMARY KEY,
	telegram	INTEGER NOT NULL REFERENCES telegram
			DEFERRABLE INITIALLY DEFERRED,
	source		INTEGER NOT NULL REFERENCES source,
	context		INTEGER REFERENCES context,
	form		TEXT NOT NULL,
	kind		TEXT NOT NULL,	-- face, exact, near, partial
	id		TEXT,		-- where it is not the telegram's
	words		INTEGER NOT NULL,	-- of the text
	print		INTEGER,	-- of the text: equal ones are alike
	reader		INTEGER NOT NULL REFERENCES reader
);
CREATE INDEX witness_telegram ON witness (telegram);
CREATE INDEX witness_source ON witness (source);
CREATE INDEX witness_print ON witness (print);
CREATE INDEX witness_id ON witness (id) WHERE id NOT NULL;

-- What a source needs beside itself to be read again.
CREATE TABLE context (
	context		INTEGER PRIMARY KEY,
	form		TEXT NOT NULL,	-- as it was read
	asked		INTEGER NOT NULL,	-- the form was given, not found
	id		TEXT,		-- --id
	year		INTEGER,	-- --year
	heading		INTEGER REFERENCES source,	-- names of columns
	record		TEXT		-- JSON: what containers said
);
CREATE INDEX context_form ON context (form, record);

-- Versions of Reftel that have read something.
CREATE TABLE reader (
	reader		INTEGER PRIMARY KEY,
	version		TEXT NOT NULL UNIQUE
);

-- Where a witness was found.
CREATE TABLE place (
	witness		INTEGER NOT NULL REFERENCES witness,
	file		INTEGER NOT NULL REFERENCES file,
	member		TEXT NOT NULL DEFAULT '',	-- inside a container
	offset		INTEGER NOT NULL,
	line		INTEGER NOT NULL,
	PRIMARY KEY (witness, file, member, offset)
) WITHOUT ROWID;
CREATE INDEX place_file ON place (file, offset);

CREATE TABLE caption (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	caption		TEXT NOT NULL,
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;
CREATE INDEX caption_caption ON caption (caption, telegram);

-- TAGS, each once with each kind; the view tag has them with their telegrams.
CREATE TABLE tagname (
	tagname		INTEGER PRIMARY KEY,
	tag		TEXT NOT NULL,
	kind		TEXT NOT NULL,
	UNIQUE (tag, kind)
);
CREATE TABLE tagged (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	tagname		INTEGER NOT NULL REFERENCES tagname,
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;
CREATE INDEX tagged_tagname ON tagged (tagname, telegram);

-- Addresses with their role and precedence, each once; the view addressee has
-- them with their telegrams.
CREATE TABLE address (
	address		INTEGER PRIMARY KEY,
	role		TEXT NOT NULL,	-- to, info
	ri		TEXT,
	plad		TEXT,
	post		TEXT,		-- of the tables: STATE, PARIS; or null
	precedence	TEXT
);
CREATE INDEX address_plad ON address (plad, ri, role, precedence, post);
CREATE INDEX address_post ON address (post, role);
CREATE TABLE addressed (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	address		INTEGER NOT NULL REFERENCES address,
	number		TEXT,		-- its continuity number
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;
CREATE INDEX addressed_address ON addressed (address, telegram);

-- REF lines. A telegram that is cited need not be held: see ghost.
CREATE TABLE ref (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	label		TEXT,
	kind		TEXT NOT NULL,
	text		TEXT,
	id		TEXT,		-- kind telegram only
	notal		INTEGER NOT NULL,
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;
CREATE INDEX ref_id ON ref (id, telegram) WHERE id NOT NULL;

CREATE TABLE classified_by (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	name		TEXT,
	title		TEXT,
	reasons		TEXT,		-- 1.4(b) 1.4(d)
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;

-- How often each diagnostic was made, which the view diagnostic shows with
-- its code; reftel check tells where.
CREATE TABLE finding (
	finding		INTEGER PRIMARY KEY,
	code		TEXT NOT NULL,
	severity	TEXT NOT NULL,
	UNIQUE (code, severity)
);
CREATE TABLE found (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	finding		INTEGER NOT NULL REFERENCES finding,
	n		INTEGER NOT NULL,
	PRIMARY KEY (telegram, finding)
) WITHOUT ROWID;
CREATE INDEX found_finding ON found (finding, telegram);

-- What could not be read, and why.
CREATE TABLE quarantine (
	quarantine	INTEGER PRIMARY KEY,
	file		INTEGER NOT NULL REFERENCES file,
	member		TEXT NOT NULL DEFAULT '',
	offset		INTEGER NOT NULL,
	length		INTEGER NOT NULL,	-- 0: not known
	line		INTEGER,
	reason		TEXT NOT NULL,
	reader		INTEGER NOT NULL REFERENCES reader
);
CREATE UNIQUE INDEX quarantine_file ON quarantine (file, member, offset);

-- The words of the telegrams by where they stand. A private character
-- (U+E000) stands between paragraphs, so that no phrase runs over. What has
-- the most words comes first, for FTS5 names all columns but the first.
CREATE VIRTUAL TABLE words USING fts5 (
	body,		-- paragraphs without a column of their own, with their
			-- headings; signature
	heading,	-- captions, addresses, passing lines, TAGS, REF, authority
	subject, summary, action, comment, bio,
	content = '', tokenize = "unicode61 remove_diacritics 2"
);

-- To whom, with the address.
CREATE VIEW addressee AS
	SELECT telegram, n, role, ri, plad, precedence, number, post
	FROM addressed JOIN address USING (address);

-- TAGS of each, with their kind.
CREATE VIEW tag AS
	SELECT telegram, n, tag, kind FROM tagged JOIN tagname USING (tagname);

-- What was found in each, with its code.
CREATE VIEW diagnostic AS
	SELECT telegram, code, severity, n FROM found JOIN finding
	USING (finding);

-- Telegrams that are cited and not held.
CREATE VIEW ghost AS
	SELECT r.id AS id, count(DISTINCT r.telegram) AS cited
	FROM ref AS r
	WHERE r.id NOT NULL
	AND NOT EXISTS (SELECT 1 FROM telegram AS t WHERE t.id = r.id)
	AND NOT EXISTS (SELECT 1 FROM witness AS w WHERE w.id = r.id)
	GROUP BY r.id;

-- Who cites whom.
CREATE VIEW cites AS
	SELECT t.id AS id, t.date AS date, r.label AS label, r.text AS text,
		r.id AS cited, EXISTS (SELECT 1 FROM telegram AS c
		WHERE c.id = r.id) AS held
	FROM ref AS r JOIN telegram AS t USING (telegram)
	WHERE r.id NOT NULL;

-- What people ask for first.
CREATE VIEW overview AS
	SELECT id, date, post, classification, subject,
		(SELECT group_concat(tag, ' ') FROM (SELECT tag FROM tag
		WHERE tag.telegram = t.telegram ORDER BY n)) AS tags,
		(SELECT group_concat(caption, ' ') FROM (SELECT caption
		FROM caption WHERE caption.telegram = t.telegram ORDER BY n))
		AS captions, refs, redactions, witnesses
	FROM telegram AS t;
