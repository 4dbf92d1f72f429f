-- Times are milliseconds since 1970, UTC. No secret is kept, only its SHA-256.

-- Tokens with which a machine joins, one use each.
CREATE TABLE join_token (
  id           TEXT PRIMARY KEY,
  node         TEXT    NOT NULL,
  digest       TEXT    NOT NULL,
  made_at      INTEGER NOT NULL,
  until        INTEGER NOT NULL,
  wrong        INTEGER NOT NULL DEFAULT 0, -- wrong secrets shown with its id
  redeemed_key TEXT,                       -- SHA-256 of the key that used it
  revoked      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Tokens of people and their scripts.
CREATE TABLE person_token (
  id      TEXT PRIMARY KEY,
  name    TEXT    NOT NULL,
  role    TEXT    NOT NULL,
  digest  TEXT    NOT NULL,
  made_at INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Nodes that have joined.
CREATE TABLE node_identity (
  node              TEXT PRIMARY KEY,
  key_hash          TEXT    NOT NULL, -- SHA-256 of the one public key that may speak for it
  instance          TEXT    NOT NULL, -- what the agent calls this installation of itself
  state             TEXT    NOT NULL CHECK (state IN ('active', 'revoked', 'quarantined')),
  why               TEXT    NOT NULL,
  since             INTEGER NOT NULL, -- of the state
  session           INTEGER NOT NULL, -- the last that it opened; grows with each
  certificate_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
