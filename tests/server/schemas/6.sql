-- What led a released database from version 5 to 6. Never change it: shops have such files.
ALTER TABLE feedback ADD COLUMN reason TEXT NOT NULL DEFAULT '';             -- why a guide did not help: wrong, unclear, off_topic, too_long, other
ALTER TABLE feedback ADD COLUMN replaces TEXT NOT NULL DEFAULT '';           -- the answer of the same customer that this one completes: it counts no more
CREATE INDEX feedback_replaces ON feedback (shop_id, replaces) WHERE replaces <> '';

ALTER TABLE order_line ADD COLUMN product_type TEXT NOT NULL DEFAULT '';     -- the shop's own word; surveys wait by it

PRAGMA user_version = 6;
