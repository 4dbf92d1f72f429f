-- The trail. A row is written once and never changed.
CREATE TABLE entry (
  idx      INTEGER PRIMARY KEY CHECK (idx > 0), -- dense: assigned as the last one plus one in the same transaction
  at       INTEGER NOT NULL,                    -- microseconds since 1970, UTC
  latest   INTEGER NOT NULL,                    -- largest `at` of this and all earlier entries; finds a time also when the clock was set back
  event    TEXT    NOT NULL,
  node     TEXT,
  resource TEXT,
  intent   INTEGER REFERENCES entry (idx),      -- of an outcome: what it settles
  leaf     BLOB    NOT NULL                     -- the canonical bytes; the other columns only find them
) STRICT;
CREATE UNIQUE INDEX entry_one_outcome ON entry (intent) WHERE intent IS NOT NULL;
CREATE INDEX entry_of_resource ON entry (resource, idx) WHERE resource IS NOT NULL;
CREATE INDEX entry_latest ON entry (latest);
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry BEGIN SELECT RAISE (ABORT, 'an entry of the trail is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE (ABORT, 'an entry of the trail is never removed'); END;

-- Intents without an outcome.
CREATE TABLE open_intent (
  idx  INTEGER PRIMARY KEY REFERENCES entry (idx),
  node TEXT NOT NULL
) STRICT;

-- A node's own records: what was last applied, and what was tried lately.
CREATE TABLE applied_record (
  node     TEXT NOT NULL,
  resource TEXT NOT NULL,
  json     TEXT NOT NULL,
  PRIMARY KEY (node, resource)
) STRICT, WITHOUT ROWID;
CREATE TABLE correction_history (
  node     TEXT NOT NULL,
  resource TEXT NOT NULL,
  json     TEXT NOT NULL,
  PRIMARY KEY (node, resource)
) STRICT, WITHOUT ROWID;

-- The controller's state.
CREATE TABLE suspension (
  node     TEXT NOT NULL,
  resource TEXT NOT NULL, -- '*' for the whole node
  by_whom  TEXT NOT NULL,
  why      TEXT NOT NULL,
  since    TEXT NOT NULL,
  until    TEXT,
  PRIMARY KEY (node, resource)
) STRICT, WITHOUT ROWID;
CREATE TABLE generation (
  node   TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accepted_revision (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  url          TEXT NOT NULL,
  revision     TEXT NOT NULL,
  author       TEXT NOT NULL,
  subject      TEXT NOT NULL,
  committed_at TEXT NOT NULL,
  at           TEXT NOT NULL
) STRICT;

-- Who this installation is.
CREATE TABLE installation (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  owner     TEXT NOT NULL,
  key_check TEXT NOT NULL -- SHA-256 of the key that digests secrets, to notice another key
) STRICT;
