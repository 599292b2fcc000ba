-- Threads that a site's folder brought (`threads.jsonl`), beside those that were asked here. An import changes what
-- an earlier one brought and nobody has changed since; it never touches what people wrote or decided here.
-- What was deleted here stays named here, so that the next import does not bring it again; hence no references.

CREATE TABLE imported_threads (
  thread INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  -- The folder's own name for it.
  id TEXT NOT NULL,
  -- The content that named it last (`sites.version`).
  version TEXT NOT NULL,
  UNIQUE (site, id)
);

CREATE TABLE imported_posts (
  post INTEGER PRIMARY KEY,
  thread INTEGER NOT NULL,
  -- 0 is the question, 1, 2, 3, … are its answers in the order of the folder.
  number INTEGER NOT NULL,
  -- As it was brought: where the post is another by now, somebody has changed it.
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  version TEXT NOT NULL,
  UNIQUE (thread, number)
);
