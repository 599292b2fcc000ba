-- How guides are used.

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
