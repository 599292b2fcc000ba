-- What the Orders panel keeps.

-- Whose orders are whose, for who the shop says they are: `sources::query::owner_hash` of each e-mail address
-- of an order. `cargo xtask import` replaces a site's rows with its orders.
CREATE TABLE order_owners (
  site TEXT NOT NULL,
  owner TEXT NOT NULL,
  -- As `orders.number`.
  number TEXT NOT NULL,
  PRIMARY KEY (site, owner, number)
) WITHOUT ROWID;

-- The last known state of orders that somebody has proved to be theirs, for the same person while the shop's
-- system does not answer. `key` is a keyed hash of site, number and proof; what it holds is sealed.
CREATE TABLE known_orders (
  key TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  -- When it was known, in milliseconds.
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX known_orders_by_age ON known_orders (at);

-- Who is told by e-mail when an order moves. A row goes when it is stopped, when the order has ended, or at `until`.
CREATE TABLE watches (
  -- 32 random hexadecimal digits; links name it, signed.
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  -- As the shop writes it, without a # before it.
  number TEXT NOT NULL,
  -- Where to write.
  email TEXT NOT NULL,
  -- Whether who reads that address wants it: 0 until they say so, where another thing than it proved the order.
  confirmed INTEGER NOT NULL,
  -- What proves the order when it is looked up: an e-mail address, which has an @, or a postal code.
  proof TEXT NOT NULL,
  -- BCP 47 code of the language to write in.
  lang TEXT NOT NULL,
  -- Origin of the help site, for links.
  home TEXT NOT NULL,
  -- JSON array of the chosen stages' ids.
  stages TEXT NOT NULL,
  -- JSON array of what was told, or had been reached when it was asked for.
  told TEXT NOT NULL,
  -- When it last moved, when to look next, and when to look no more, in milliseconds.
  moved INTEGER NOT NULL,
  next INTEGER NOT NULL,
  until INTEGER NOT NULL,
  UNIQUE (site, number, email, confirmed)
) WITHOUT ROWID;

CREATE INDEX watches_by_turn ON watches (next);

-- Links in e-mails that open an order, each with what proves it. The link holds the id, signed, and no more.
CREATE TABLE order_links (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  number TEXT NOT NULL,
  -- As `watches.proof`.
  proof TEXT NOT NULL,
  -- In milliseconds.
  until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX order_links_by_age ON order_links (until);

-- What was reported as wrong with orders.
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  -- What people name it by.
  reference TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,
  number TEXT NOT NULL,
  -- `late`, `damaged`, `missing`, `address`, `return` or `cancel`.
  kind TEXT NOT NULL,
  -- What the shopper wrote, as written.
  text TEXT NOT NULL,
  -- Where to write, and what had proved the order, as `watches.proof`.
  email TEXT NOT NULL,
  proof TEXT NOT NULL,
  lang TEXT NOT NULL,
  -- `new`, `open` or `settled`.
  state TEXT NOT NULL DEFAULT 'new',
  -- What staff answered; may be empty.
  answer TEXT NOT NULL DEFAULT '',
  -- `model::order::Order` as it was then.
  snapshot TEXT NOT NULL,
  -- In milliseconds.
  at INTEGER NOT NULL,
  changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX cases_of_order ON cases (site, number);
CREATE INDEX cases_by_age ON cases (changed);

-- E-mails to be sent: written with what they tell of, and gone once a mail service has taken them.
CREATE TABLE mails (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  -- `Mail` of edge/src/mail.rs.
  json TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  -- When to try next, and when to give up, in milliseconds.
  next INTEGER NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX mails_by_turn ON mails (next);
