-- What led a released database from version 7 to 8. Never change it: shops have such files.
ALTER TABLE sales_order ADD COLUMN shown TEXT;                               -- the order as it is sent, made when it was written: one row to read instead of all
ALTER TABLE sales_order ADD COLUMN shown_rev INTEGER;                        -- its source_rev; another one: a server of version 7 wrote since, the rows count

PRAGMA user_version = 8;
