-- What led a released database from version 1 to 2. Never change it: shops have such files.
CREATE TABLE unanswered_search (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id),
  id_sha256 TEXT NOT NULL,                                                   -- of the ULID made at the tap: the idempotency key
  query TEXT NOT NULL, query_key TEXT NOT NULL, lang TEXT NOT NULL,          -- masked; folded, so that spellings of one query meet
  day TEXT NOT NULL,                                                         -- '2026-11-22' in the shop's zone; no finer time is kept
  PRIMARY KEY (shop_id, id_sha256)
) STRICT;
CREATE INDEX unanswered_search_key ON unanswered_search (shop_id, query_key, lang);

PRAGMA user_version = 2;
