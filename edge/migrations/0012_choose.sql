-- How guides are used, and what they choose among where the products are not here.

-- In counts of a day: they know nobody, nor in which order anything was done.
CREATE TABLE choose_counts (
  site TEXT NOT NULL,
  -- Days since 1970 (UTC).
  day INTEGER NOT NULL,
  -- 'left': the question at which a guide was left, 'shown': a product that it showed then, 'cart': a product that went
  -- into the cart.
  what TEXT NOT NULL,
  -- The guide; empty of what went into the cart.
  guide TEXT NOT NULL,
  -- Of 'left' the question's id, empty where all were answered; else `model::product::Product::id`.
  id TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (site, day, what, guide, id)
) WITHOUT ROWID;

-- Whose turn it is: the sources whose products guides choose among (in a system of the shop's own), to be fetched page by
-- page; and with an empty source the guides of a site, to be made anew of what was fetched.
CREATE TABLE catalogue_turns (
  site TEXT NOT NULL,
  source TEXT NOT NULL,
  -- In milliseconds since 1970.
  next INTEGER NOT NULL,
  -- Where the fetch that is under way goes on; none: none is.
  cursor TEXT,
  -- How many products it has seen.
  seen INTEGER NOT NULL DEFAULT 0,
  -- How many fetches have come to their end.
  round INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, source)
) WITHOUT ROWID;

-- Their products, as far as guides need them.
CREATE TABLE fetched (
  site TEXT NOT NULL,
  source TEXT NOT NULL,
  -- The source's own id.
  id TEXT NOT NULL,
  -- As `products.position`, which ends before this begins: from 1,000,001 on.
  position INTEGER NOT NULL,
  -- The fetch that saw it last.
  round INTEGER NOT NULL,
  -- `model::product::Product` without its description and its variants.
  json TEXT NOT NULL,
  PRIMARY KEY (site, source, id)
);

CREATE UNIQUE INDEX fetched_by_position ON fetched (site, position);
