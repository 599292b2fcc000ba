-- What is kept of a person can be found, to be taken along or erased.

-- Whose an order is and which it is, as keyed hashes; `owner` is empty where a postal code had proved it.
ALTER TABLE known_orders ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE known_orders ADD COLUMN subject TEXT NOT NULL DEFAULT '';

CREATE INDEX known_orders_of_owner ON known_orders (owner) WHERE owner <> '';
CREATE INDEX known_orders_of_subject ON known_orders (subject) WHERE subject <> '';

-- Words of a post that is changed or deleted leave the index at once. Else they lie in it until it is next merged.
INSERT INTO post_words (post_words, rank) VALUES ('secure-delete', 1);
