-- Addresses are 16 bytes (IPv4 as ::ffff:a.b.c.d) and, for people, text. Times are milliseconds since 1970 UTC.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  source BLOB,
  source_text TEXT,
  account TEXT,
  protocol TEXT NOT NULL,
  outcome TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  weight REAL NOT NULL,
  line TEXT NOT NULL
);
CREATE INDEX event_by_source ON event (source, at_ms);
CREATE INDEX event_by_account ON event (account, at_ms);
CREATE INDEX event_by_time ON event (at_ms);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  base BLOB NOT NULL,
  length INTEGER NOT NULL,
  scope_text TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  because TEXT NOT NULL,
  score REAL NOT NULL,
  rung INTEGER NOT NULL,
  evidence TEXT NOT NULL
);
CREATE INDEX decision_by_scope ON decision (base, length, id);
CREATE INDEX decision_by_end ON decision (until_ms);
CREATE INDEX decision_by_time ON decision (at_ms);

CREATE TABLE position (
  input TEXT PRIMARY KEY,
  mark TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE allowed (
  base BLOB NOT NULL,
  length INTEGER NOT NULL,
  scope_text TEXT NOT NULL,
  added_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  because TEXT NOT NULL,
  PRIMARY KEY (base, length)
) WITHOUT ROWID;

CREATE TABLE state (
  key TEXT PRIMARY KEY,
  saved_ms INTEGER NOT NULL,
  value BLOB NOT NULL
);
