-- What helps to choose: guides by need, and products that are put together. `cargo xtask import` replaces a site's
-- rows in the transaction that replaces its settings.

-- The guides of a site in each of its languages, for the page that lists them.
CREATE TABLE guide_titles (
  site TEXT NOT NULL,
  guide TEXT NOT NULL,
  -- BCP 47 code of one of the site's languages.
  lang TEXT NOT NULL,
  title TEXT NOT NULL,
  -- What it is for; may be empty.
  intro TEXT NOT NULL,
  -- In which order they are listed.
  position INTEGER NOT NULL,
  PRIMARY KEY (site, guide, lang)
) WITHOUT ROWID;

-- Guides as JSON, in parts because a statement may have 100 KB. `what` is
--   'guide', only where another system has products of the site too: `model::choose::guide::Guide`, of which the edge
--     makes all the rest when it has the products (`edge/src/catalogue.rs`);
--   a language: `model::choose::ready::Words`;
--   'columns': `model::choose::ready::Columns`, what its products say;
--   'cards': `model::choose::ready::Cards`, what is shown of them;
--   'positions': an array of their `products.position` or `fetched.position`.
CREATE TABLE guides (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  what TEXT NOT NULL,
  part INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (site, id, what, part)
);

-- Products that are put together, as `model::choose::configure::Configurable`, likewise. `id` is that of a row of
-- `products`, `what` a language.
CREATE TABLE configurables (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  what TEXT NOT NULL,
  part INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (site, id, what, part)
);
