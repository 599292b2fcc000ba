-- What searches teach: which answers help, and what customers call things. Nothing here names a person.

-- What an article is for, beside its question: `product:{id}` or `panel:{name}`, as `articles.jsonl` says.
CREATE TABLE article_subjects (
  site TEXT NOT NULL,
  about TEXT NOT NULL,
  -- The article's own id.
  article TEXT NOT NULL,
  PRIMARY KEY (site, about, article)
) WITHOUT ROWID;

-- How often an article or thread helped, and did not.
CREATE TABLE helpful (
  site TEXT NOT NULL,
  -- `model::knowledge::Hit::id`
  hit TEXT NOT NULL,
  yes INTEGER NOT NULL DEFAULT 0,
  no INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, hit)
) WITHOUT ROWID;

-- What was said for what: other words that succeeded, or the answer that helped.
CREATE TABLE learned (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  lang TEXT NOT NULL,
  -- As `sources::words::key` or `sources::words::pair` have it.
  said TEXT NOT NULL,
  -- The words that mean the same; empty where a hit is meant.
  means TEXT NOT NULL DEFAULT '',
  -- The same as an expression for the full-text index.
  expression TEXT NOT NULL DEFAULT '',
  -- `model::knowledge::Hit::id` of what answers it; empty where words are meant.
  hit TEXT NOT NULL DEFAULT '',
  -- 2 for each time that it helped, 1 for each that it was opened, 2 less for each that it did not help. From 2 on it counts.
  weight INTEGER NOT NULL,
  -- When it was last said, in milliseconds since 1970.
  at INTEGER NOT NULL,
  -- Whether staff do not want it.
  undone INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site, said, means, hit)
);

-- Searches that found nothing, in the customers' words.
CREATE TABLE misses (
  site TEXT NOT NULL,
  lang TEXT NOT NULL,
  -- `sources::words::key`
  said TEXT NOT NULL,
  -- As they were typed last.
  words TEXT NOT NULL,
  count INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, lang, said)
) WITHOUT ROWID;

-- The words there are, by which a slip is known.
CREATE VIRTUAL TABLE article_vocabulary USING fts5vocab(article_words, row);
CREATE VIRTUAL TABLE post_vocabulary USING fts5vocab(post_words, row);
