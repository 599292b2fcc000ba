-- Questions of the community, and of single customers to staff: who wrote what, where it stands, and what was done.

ALTER TABLE threads ADD COLUMN person INTEGER;
-- Whether only staff and the asker see it.
ALTER TABLE threads ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
-- Whether it waits for staff's yes before anybody else sees it.
ALTER TABLE threads ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
-- Whether asker or staff say that it is solved.
ALTER TABLE threads ADD COLUMN solved INTEGER NOT NULL DEFAULT 0;
-- The thread that it has become part of.
ALTER TABLE threads ADD COLUMN merged INTEGER;
-- The product that it is about, as in `model::product::Product::id`; may be empty.
ALTER TABLE threads ADD COLUMN product TEXT NOT NULL DEFAULT '';
-- `model::triage::Route` and an array of `model::triage::Reason`, as JSON; may be empty.
ALTER TABLE threads ADD COLUMN route TEXT NOT NULL DEFAULT '';
ALTER TABLE threads ADD COLUMN reasons TEXT NOT NULL DEFAULT '';
-- What the shopper had already seen and typed, in lines; for staff.
ALTER TABLE threads ADD COLUMN seen TEXT NOT NULL DEFAULT '';
-- 0: when its turn comes, 1: only staff can settle it, 2: before everything else.
ALTER TABLE threads ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
-- Who is asked: 0 customers, 1 the first line, 2 the experts.
ALTER TABLE threads ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
-- The e-mail address of who of staff has taken it; may be empty.
ALTER TABLE threads ADD COLUMN assigned TEXT NOT NULL DEFAULT '';
-- In milliseconds since 1970: when it was asked, by when it is to be answered (none: nobody waits), when anything of
-- it last changed.
ALTER TABLE threads ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE threads ADD COLUMN due INTEGER;
ALTER TABLE threads ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

CREATE INDEX threads_due ON threads (due) WHERE due IS NOT NULL;
CREATE INDEX threads_of_person ON threads (person) WHERE person IS NOT NULL;

ALTER TABLE posts ADD COLUMN person INTEGER;
ALTER TABLE posts ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
-- When it was last edited, in milliseconds; none: never.
ALTER TABLE posts ADD COLUMN edited INTEGER;
-- Whether everybody whom it concerns has been told of it.
ALTER TABLE posts ADD COLUMN told INTEGER NOT NULL DEFAULT 1;

CREATE INDEX posts_of_person ON posts (person) WHERE person IS NOT NULL;
CREATE INDEX posts_untold ON posts (thread) WHERE told = 0;

-- Who writes. Nobody has an account: who comes with the same key, or is signed in by the shop as the same, is the same.
CREATE TABLE people (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  -- The SHA-256 of what their browser holds, or under the deployment's secret of whom the shop names; in hexadecimal
  -- digits, with `key:` or `mail:` before it.
  proof TEXT NOT NULL,
  -- The name they want to be known by; may be empty.
  name TEXT NOT NULL DEFAULT '',
  -- Ids of the topics that they know well, separated by spaces.
  champion TEXT NOT NULL DEFAULT '',
  -- Whether something of theirs was approved.
  trusted INTEGER NOT NULL DEFAULT 0,
  -- Milliseconds since 1970.
  since INTEGER NOT NULL,
  UNIQUE (site, proof)
);

CREATE TABLE votes (
  post INTEGER NOT NULL,
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (post, person)
) WITHOUT ROWID;

CREATE INDEX votes_of_person ON votes (person);

CREATE TABLE flags (
  post INTEGER NOT NULL,
  person INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (post, person)
) WITHOUT ROWID;

CREATE INDEX flags_of_person ON flags (person);

-- What a post said before it was edited; 1 is the first.
CREATE TABLE revisions (
  post INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  -- Who changed it into the next.
  person INTEGER,
  editor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (post, number)
) WITHOUT ROWID;

-- Who is told of answers by e-mail.
CREATE TABLE followers (
  -- 32 hexadecimal digits.
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  thread INTEGER NOT NULL,
  person INTEGER,
  email TEXT NOT NULL,
  lang TEXT NOT NULL,
  -- Scheme and authority that links in e-mails lead to.
  home TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (thread, email)
);

CREATE INDEX followers_of_person ON followers (person);

-- Who of staff did what to what, and why.
CREATE TABLE acts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  -- `answer`, `approve`, `hide`, `private`, `merge`, `solve`, `assign`, `erase`, `synonym`, …
  act TEXT NOT NULL,
  thread INTEGER,
  post INTEGER,
  why TEXT NOT NULL DEFAULT ''
);

CREATE INDEX acts_of_site ON acts (site, at);

-- What a vote counts, the database does: with the vote or not at all, and once.
CREATE TRIGGER voted AFTER INSERT ON votes BEGIN
  UPDATE posts SET likes = likes + 1 WHERE id = new.post;
END;

CREATE TRIGGER unvoted AFTER DELETE ON votes BEGIN
  UPDATE posts SET likes = max(likes - 1, 0) WHERE id = old.post;
END;
