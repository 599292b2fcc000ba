-- Articles and threads of sites that keep them here (the source kind `builtin`).

-- What the shop has answered. `cargo xtask import` makes a site's rows what its folder says, in the
-- transaction that replaces its settings.
CREATE TABLE articles (
  n INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  -- The shop's own id, the same in every language, without the source's name before it.
  id TEXT NOT NULL,
  -- BCP 47 code of one of the site's languages.
  lang TEXT NOT NULL,
  question TEXT NOT NULL,
  -- Plain text, paragraphs separated by an empty line.
  answer TEXT NOT NULL,
  -- The same question in customers' own words, one a line.
  variants TEXT NOT NULL,
  -- Other words that find it, separated by spaces.
  keywords TEXT NOT NULL,
  -- `sources::words::indexed` of all the above: Chinese and Japanese have no spaces between words.
  bigrams TEXT NOT NULL,
  -- When question or answer last changed, in seconds since 1970.
  updated INTEGER NOT NULL,
  -- The content that it came with (`sites.version`): the next import deletes what it does not bring again.
  version TEXT NOT NULL,
  UNIQUE (site, id, lang)
);

-- Which words are in which article. It keeps no text of its own; the triggers keep it right.
CREATE VIRTUAL TABLE article_words USING fts5(
  question, variants, keywords, answer, bigrams,
  content = 'articles', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, question, variants, keywords, answer, bigrams)
  VALUES (new.n, new.question, new.variants, new.keywords, new.answer, new.bigrams);
END;

CREATE TRIGGER article_deleted AFTER DELETE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, question, variants, keywords, answer, bigrams)
  VALUES ('delete', old.n, old.question, old.variants, old.keywords, old.answer, old.bigrams);
END;

CREATE TRIGGER article_changed AFTER UPDATE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, question, variants, keywords, answer, bigrams)
  VALUES ('delete', old.n, old.question, old.variants, old.keywords, old.answer, old.bigrams);
  INSERT INTO article_words (rowid, question, variants, keywords, answer, bigrams)
  VALUES (new.n, new.question, new.variants, new.keywords, new.answer, new.bigrams);
END;

-- What customers ask each other. A question is a row here and the first of its posts.
CREATE TABLE threads (
  -- Stands in addresses, and so is never given again.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  -- BCP 47 code of the language it was asked in.
  lang TEXT NOT NULL,
  -- Whether it takes no more answers.
  closed INTEGER NOT NULL DEFAULT 0,
  -- Whether it is kept from shoppers.
  hidden INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX threads_of_site ON threads (site);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread INTEGER NOT NULL REFERENCES threads (id),
  -- What the thread is about, of a question; empty of an answer.
  title TEXT NOT NULL DEFAULT '',
  -- Plain text, paragraphs separated by an empty line.
  text TEXT NOT NULL,
  -- The name the author wants to be known by.
  author TEXT NOT NULL,
  staff INTEGER NOT NULL DEFAULT 0,
  -- Seconds since 1970.
  at INTEGER NOT NULL,
  -- Whether it is the answer that solved the question.
  accepted INTEGER NOT NULL DEFAULT 0,
  -- Whether it is kept from shoppers.
  hidden INTEGER NOT NULL DEFAULT 0,
  likes INTEGER NOT NULL DEFAULT 0,
  -- `sources::words::indexed` of title and text.
  bigrams TEXT NOT NULL
);

CREATE INDEX posts_of_thread ON posts (thread);

-- As `article_words`.
CREATE VIRTUAL TABLE post_words USING fts5(
  title, text, bigrams, content = 'posts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER post_added AFTER INSERT ON posts BEGIN
  INSERT INTO post_words (rowid, title, text, bigrams) VALUES (new.id, new.title, new.text, new.bigrams);
END;

CREATE TRIGGER post_deleted AFTER DELETE ON posts BEGIN
  INSERT INTO post_words (post_words, rowid, title, text, bigrams)
  VALUES ('delete', old.id, old.title, old.text, old.bigrams);
END;

-- Likes and hiding do not change the words.
CREATE TRIGGER post_changed AFTER UPDATE OF title, text, bigrams ON posts BEGIN
  INSERT INTO post_words (post_words, rowid, title, text, bigrams)
  VALUES ('delete', old.id, old.title, old.text, old.bigrams);
  INSERT INTO post_words (rowid, title, text, bigrams) VALUES (new.id, new.title, new.text, new.bigrams);
END;
