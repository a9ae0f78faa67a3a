-- Who logged in from where and by what lately: one row for an account, network and protocol, with its
-- latest address. Tells whom a rule about networks would refuse.
CREATE TABLE login (
  account TEXT NOT NULL,
  network BLOB NOT NULL,
  protocol TEXT NOT NULL,
  source BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, network, protocol)
) WITHOUT ROWID;
CREATE INDEX login_by_time ON login (at_ms);
