-- What led a released database from version 2 to 3. Never change it: shops have such files.
CREATE TABLE day_count (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id),
  day TEXT NOT NULL,                                                         -- '2026-11-22' in the shop's zone
  name TEXT NOT NULL CHECK (name IN ('lookup_hit','lookup_miss')),
  count INTEGER NOT NULL CHECK (count > 0),                                  -- a sum: nothing tells who or what was asked
  PRIMARY KEY (shop_id, day, name)
) STRICT;

CREATE TABLE follow_up (                                                     -- a low score that somebody has answered
  shop_id TEXT NOT NULL, submission_id TEXT NOT NULL, closed_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, submission_id),
  FOREIGN KEY (shop_id, submission_id) REFERENCES feedback (shop_id, submission_id) ON DELETE CASCADE
) STRICT;

PRAGMA user_version = 3;
