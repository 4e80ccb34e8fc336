-- What led a released database from version 4 to 5. Never change it: shops have such files.
CREATE TABLE request (                                                       -- what a customer wrote to the shop
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), request_id TEXT NOT NULL, -- the ULID made at "send": the idempotency key
  body_sha256 TEXT NOT NULL,                                                 -- of the request with the contact's MAC for the contact
  code TEXT NOT NULL,                                                        -- what the customer finds it by
  topic TEXT NOT NULL CHECK (topic IN ('question','complaint','damaged','missing','wrong','warranty')),
  state TEXT NOT NULL CHECK (state IN ('open','answered','solved','closed')),
  order_number TEXT NOT NULL, lang TEXT NOT NULL,
  contact_mac TEXT NOT NULL, contact_mask TEXT NOT NULL,
  contact_sealed TEXT NOT NULL,                                              -- AES-256-GCM under a key that is not in the database
  is_spam INTEGER NOT NULL CHECK (is_spam IN (0, 1)),
  occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, request_id), UNIQUE (shop_id, code)
) STRICT;
CREATE INDEX request_contact ON request (shop_id, contact_mac, received_at);
CREATE INDEX request_state ON request (shop_id, state, updated_at);

CREATE TABLE request_message (
  shop_id TEXT NOT NULL, message_id TEXT NOT NULL,                           -- a ULID; the first message has the request's
  request_id TEXT NOT NULL, author TEXT NOT NULL CHECK (author IN ('customer','shop')),
  body_sha256 TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, message_id),
  FOREIGN KEY (shop_id, request_id) REFERENCES request (shop_id, request_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX request_message_request ON request_message (shop_id, request_id, at, message_id);

CREATE TABLE audit_log (                                                     -- who looked at what is sealed
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), audit_id TEXT NOT NULL,   -- a ULID
  at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('contact_shown')), subject TEXT NOT NULL,
  PRIMARY KEY (shop_id, audit_id)
) STRICT;

PRAGMA user_version = 5;
