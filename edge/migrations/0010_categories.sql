-- The catalogue by its specs, for the filters of `/choose/by-spec`. `cargo xtask import` replaces a site's rows in the
-- transaction that replaces its settings.

-- The kinds of products of a site.
CREATE TABLE categories (
  site TEXT NOT NULL,
  -- In the order of the catalogue: 1, 2, 3, …
  position INTEGER NOT NULL,
  -- What the catalogue calls it; empty: those that say no kind, or all where nothing sorts them.
  name TEXT NOT NULL,
  -- How many products it has.
  products INTEGER NOT NULL,
  PRIMARY KEY (site, position)
) WITHOUT ROWID;

-- What the products of each say: `model::choose::category::Category` as JSON, in parts because a statement may have
-- 100 KB. Its positions are `products.position`.
CREATE TABLE category_parts (
  site TEXT NOT NULL,
  category INTEGER NOT NULL,
  part INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (site, category, part)
);
