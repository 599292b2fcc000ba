-- What the desk keeps beside the community's own tables.

-- By when a report is to be answered, in milliseconds; none: it came before anybody promised.
ALTER TABLE cases ADD COLUMN due INTEGER;

-- What the queue is made of, so that it need not look at every thread.
CREATE INDEX threads_held ON threads (site) WHERE held = 1;
CREATE INDEX posts_held ON posts (thread) WHERE held = 1;
CREATE INDEX acts_of_thread ON acts (thread) WHERE thread IS NOT NULL;

-- Links that sign staff in: each once. Whom one signs in is looked up in the site's settings when it is used.
CREATE TABLE sign_ins (
  -- 32 random hexadecimal digits; the link names it, signed.
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  email TEXT NOT NULL,
  -- The page of the desk to go on to.
  next TEXT NOT NULL,
  -- In milliseconds.
  until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sign_ins_by_age ON sign_ins (until);

-- Who of staff is written to. A row is made when somebody is first written to, for the link that stops it.
CREATE TABLE clerks (
  -- 32 random hexadecimal digits; links name it, signed.
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  email TEXT NOT NULL,
  -- Whether they want no e-mails of what waits.
  quiet INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site, email)
) WITHOUT ROWID;

-- Origin of a site's help desk, for links in e-mails that no request causes; where the site names no host of its own.
CREATE TABLE homes (
  site TEXT PRIMARY KEY,
  origin TEXT NOT NULL
) WITHOUT ROWID;
