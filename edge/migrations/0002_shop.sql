-- Products and orders of sites whose shop has no system of its own that can be asked (the source kind
-- `builtin`). `cargo xtask import` replaces a site's rows in the transaction that replaces its settings.

CREATE TABLE products (
  n INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  -- The shop's own id, without the source's name before it.
  id TEXT NOT NULL,
  -- Where it stands in the catalogue: 1, 2, 3, … in the order of the file.
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- What else finds it: brand, SKUs, names and values of specs and variants, description; separated by
  -- spaces.
  words TEXT NOT NULL,
  -- `model::product::Product`; its `id` is the shop's own, as above.
  json TEXT NOT NULL,
  UNIQUE (site, id),
  UNIQUE (site, position)
);

-- Which words are in which product. It keeps no text of its own; the triggers keep it right.
CREATE VIRTUAL TABLE product_words USING fts5(
  name, words, content = 'products', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER product_added AFTER INSERT ON products BEGIN
  INSERT INTO product_words (rowid, name, words) VALUES (new.n, new.name, new.words);
END;

CREATE TRIGGER product_deleted AFTER DELETE ON products BEGIN
  INSERT INTO product_words (product_words, rowid, name, words) VALUES ('delete', old.n, old.name, old.words);
END;

CREATE TRIGGER product_changed AFTER UPDATE ON products BEGIN
  INSERT INTO product_words (product_words, rowid, name, words) VALUES ('delete', old.n, old.name, old.words);
  INSERT INTO product_words (rowid, name, words) VALUES (new.n, new.name, new.words);
END;

-- No address and no name is kept here: who asks for an order types what proves it, and hashes are
-- compared. That keeps addresses out of sight and of backups; it does not keep a postcode from whoever
-- holds the table and tries all there are.
CREATE TABLE orders (
  site TEXT NOT NULL,
  -- The number as `sources::query::bare_key` folds it: `#A-1001 ` is `a1001`.
  number TEXT NOT NULL,
  -- `sources::query::proof_hash` of each e-mail address of the order, separated by a space; may be empty.
  emails TEXT NOT NULL,
  -- The same of each postal code it is sent or billed to.
  postcodes TEXT NOT NULL,
  -- `model::order::Order`; its lines' `product` is the shop's own id of the product.
  json TEXT NOT NULL,
  PRIMARY KEY (site, number)
) WITHOUT ROWID;
