-- What was purged of a site's answers in caches: a tag, and when, in milliseconds. Answers that were
-- made before are made anew.
CREATE TABLE purges (
  site TEXT NOT NULL,
  tag TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, tag)
) WITHOUT ROWID;

-- Webhooks' notices that were taken, by what their signatures are over: none is taken twice.
CREATE TABLE notices (
  fingerprint TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX notices_by_age ON notices (at);

-- Writes by their `Idempotency-Key` (hashed, with the site and the route): under way while `answer` is
-- empty, since `at`, in milliseconds; then with the answer that every repetition gets.
CREATE TABLE writes (
  key TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  answer TEXT
) WITHOUT ROWID;

CREATE INDEX writes_by_age ON writes (at);
