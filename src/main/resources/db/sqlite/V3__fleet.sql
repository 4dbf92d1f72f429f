-- The order that each node was last given; the generation is kept with it in one transaction.
CREATE TABLE node_order (
  node     TEXT PRIMARY KEY,
  digest   TEXT NOT NULL, -- of its content, without generation and revision
  revision TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far the rollout of the newest revision is.
CREATE TABLE rollout (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision TEXT NOT NULL,
  stage    TEXT NOT NULL,
  canary   TEXT,
  what     TEXT NOT NULL
) STRICT;

-- What people have approved and what was not used yet.
CREATE TABLE approval (
  subject TEXT PRIMARY KEY,
  by_whom TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Journals of nodes: how much of each is in the trail, and under which index each entry came there.
CREATE TABLE node_journal (
  node    TEXT NOT NULL,
  journal TEXT NOT NULL,
  next    INTEGER NOT NULL,
  PRIMARY KEY (node, journal)
) STRICT, WITHOUT ROWID;
CREATE TABLE node_entry (
  node    TEXT NOT NULL,
  journal TEXT NOT NULL,
  local   INTEGER NOT NULL,
  idx     INTEGER NOT NULL REFERENCES entry (idx),
  PRIMARY KEY (node, journal, local)
) STRICT, WITHOUT ROWID;
