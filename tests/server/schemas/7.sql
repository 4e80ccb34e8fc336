-- What led a released database from version 6 to 7. Never change it: shops have such files.
ALTER TABLE feedback ADD COLUMN is_spam INTEGER NOT NULL DEFAULT 0 CHECK (is_spam IN (0, 1));          -- judged to be of a program: kept, not counted
ALTER TABLE request_message ADD COLUMN is_spam INTEGER NOT NULL DEFAULT 0 CHECK (is_spam IN (0, 1));   -- the same

CREATE TABLE wider_day_count (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id),
  day TEXT NOT NULL,                                                         -- '2026-11-22' in the shop's zone
  name TEXT NOT NULL CHECK (name IN ('lookup_hit','lookup_miss','survey_shown','survey_answered')),
  count INTEGER NOT NULL CHECK (count > 0),                                  -- a sum: nothing tells who or what was asked
  PRIMARY KEY (shop_id, day, name)
) STRICT;
INSERT INTO wider_day_count (shop_id, day, name, count) SELECT shop_id, day, name, count FROM day_count;
DROP TABLE day_count;
ALTER TABLE wider_day_count RENAME TO day_count;

PRAGMA user_version = 7;
