-- Makes format 2 out of format 1, where each source was a frame of its own,
-- and TAGS, roles and precedences stood in words beside every telegram.

CREATE TABLE parcel (
	parcel		INTEGER PRIMARY KEY,
	dictionary	INTEGER REFERENCES dictionary,
	length		INTEGER NOT NULL,
	zstd		BLOB NOT NULL
);
INSERT INTO parcel SELECT source, dictionary, length, zstd FROM source;
CREATE TABLE source_2 (
	source		INTEGER PRIMARY KEY,
	digest		BLOB NOT NULL UNIQUE,
	length		INTEGER NOT NULL,
	parcel		INTEGER NOT NULL REFERENCES parcel,
	offset		INTEGER NOT NULL,
	sha256		TEXT AS (lower(hex(digest)))
);
INSERT INTO source_2 (source, digest, length, parcel, offset)
	SELECT source, reftel_digest(sha256), length, source, 0 FROM source;
DROP TABLE source;
ALTER TABLE source_2 RENAME TO source;

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
INSERT INTO tagname (tag, kind)
	SELECT tag, kind FROM tag GROUP BY tag, kind ORDER BY min(telegram);
INSERT INTO tagged SELECT telegram, n, tagname FROM tag
	JOIN tagname USING (tag, kind) ORDER BY telegram, n;
DROP TABLE tag;
CREATE INDEX tagged_tagname ON tagged (tagname, telegram);
CREATE VIEW tag AS
	SELECT telegram, n, tag, kind FROM tagged JOIN tagname USING (tagname);

-- A title is made of the subject, by rule.
ALTER TABLE telegram DROP title;
DROP INDEX telegram_witness;

DROP VIEW addressee;
CREATE TABLE address_2 (
	address		INTEGER PRIMARY KEY,
	role		TEXT NOT NULL,
	ri		TEXT,
	plad		TEXT,
	post		TEXT,
	precedence	TEXT
);
CREATE TABLE addressed_2 (
	telegram	INTEGER NOT NULL REFERENCES telegram ON DELETE CASCADE,
	n		INTEGER NOT NULL,
	address		INTEGER NOT NULL REFERENCES address,
	number		TEXT,
	PRIMARY KEY (telegram, n)
) WITHOUT ROWID;
INSERT INTO address_2 (role, ri, plad, post, precedence)
	SELECT role, ri, plad, post, precedence
	FROM addressed JOIN address USING (address)
	GROUP BY role, ri, plad, post, precedence ORDER BY min(telegram);
CREATE INDEX address_plad_2 ON address_2 (plad, ri, role, precedence, post);
INSERT INTO addressed_2 SELECT d.telegram, d.n, b.address, d.number
	FROM addressed AS d JOIN address AS a USING (address)
	JOIN address_2 AS b ON b.plad IS a.plad AND b.ri IS a.ri
	AND b.role = d.role AND b.precedence IS d.precedence
	AND b.post IS a.post ORDER BY d.telegram, d.n;
DROP TABLE addressed;
DROP TABLE address;
DROP INDEX address_plad_2;
ALTER TABLE address_2 RENAME TO address;
ALTER TABLE addressed_2 RENAME TO addressed;
CREATE INDEX address_plad ON address (plad, ri, role, precedence, post);
CREATE INDEX address_post ON address (post, role);
CREATE INDEX addressed_address ON addressed (address, telegram);
CREATE VIEW addressee AS
	SELECT telegram, n, role, ri, plad, precedence, number, post
	FROM addressed JOIN address USING (address);
