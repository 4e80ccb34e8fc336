-- What led a released database from version 6 to 7. Never change it: shops have such files.
ALTER TABLE feedback ADD COLUMN is_spam INTEGER NOT NULL DEFAULT 0 CHECK (is_spam IN (0, 1));          -- judged to be of a program: kept, not counted
ALTER TABLE request_message ADD COLUMN is_spam INTEGER NOT NULL DEFAULT 0 CHECK (is_spam IN (0, 1));   -- the same

PRAGMA user_version = 7;
