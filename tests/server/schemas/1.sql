-- What led a released database from version 0 to 1. Never change it: shops have such files.
CREATE TABLE shop (
  shop_id TEXT NOT NULL PRIMARY KEY, secret_check TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sales_order (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), order_id TEXT NOT NULL,   -- '<source>:<id in the source>'
  number TEXT NOT NULL, number_norm TEXT NOT NULL,                           -- as written, and as compared
  source TEXT NOT NULL CHECK (source IN ('woo','shopify','api','file')),
  source_rev INTEGER NOT NULL,                                               -- time of the change in the source; an older one never overwrites
  state TEXT NOT NULL CHECK (state IN ('draft','open','on_hold','cancelled','failed','completed')),
  raw_status TEXT NOT NULL, email_mac TEXT, phone_mac TEXT, email_mask TEXT, phone_mask TEXT, city TEXT NOT NULL,
  total_minor INTEGER NOT NULL, currency TEXT NOT NULL,
  placed_at INTEGER NOT NULL, promised_from INTEGER, promised_until INTEGER, updated_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, order_id)
) STRICT;
CREATE INDEX sales_order_number ON sales_order (shop_id, number_norm);

CREATE TABLE order_line (
  shop_id TEXT NOT NULL, order_id TEXT NOT NULL, line_no INTEGER NOT NULL, title TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (shop_id, order_id, line_no),
  FOREIGN KEY (shop_id, order_id) REFERENCES sales_order (shop_id, order_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE parcel (
  shop_id TEXT NOT NULL, order_id TEXT NOT NULL, parcel_id TEXT NOT NULL, parcel_no INTEGER NOT NULL,
  carrier TEXT NOT NULL, tracking_number TEXT NOT NULL, tracking_url TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('unknown','pending','label_created','accepted','in_transit','out_for_delivery','ready_for_pickup',
    'attempt_failed','delivered','exception','returning','returned','lost','cancelled','expired')),
  raw_status TEXT NOT NULL, eta_from INTEGER, eta_until INTEGER, first_eta_until INTEGER,
  delay_reason TEXT NOT NULL CHECK (delay_reason IN ('','customs','weather','address','payment','recipient','carrier','holiday','stock','unknown')),
  PRIMARY KEY (shop_id, order_id, parcel_id),
  FOREIGN KEY (shop_id, order_id) REFERENCES sales_order (shop_id, order_id) ON DELETE CASCADE,
  CHECK (eta_from IS NULL OR eta_until IS NULL OR eta_from <= eta_until)
) STRICT;

CREATE TABLE parcel_line (
  shop_id TEXT NOT NULL, order_id TEXT NOT NULL, parcel_id TEXT NOT NULL, line_no INTEGER NOT NULL,
  PRIMARY KEY (shop_id, order_id, parcel_id, line_no),
  FOREIGN KEY (shop_id, order_id, parcel_id) REFERENCES parcel (shop_id, order_id, parcel_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE parcel_event (
  shop_id TEXT NOT NULL, order_id TEXT NOT NULL, parcel_id TEXT NOT NULL,
  event_key TEXT NOT NULL,                                                   -- digest of the event: a repeated one falls on the key
  at INTEGER NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL, city TEXT NOT NULL,
  PRIMARY KEY (shop_id, order_id, parcel_id, event_key),
  FOREIGN KEY (shop_id, order_id, parcel_id) REFERENCES parcel (shop_id, order_id, parcel_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE feedback (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), submission_id TEXT NOT NULL,   -- the ULID made at "send": the idempotency key
  body_sha256 TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('csat','nps','effort','review','article')),
  score INTEGER NOT NULL, scale_min INTEGER NOT NULL, scale_max INTEGER NOT NULL, subject TEXT NOT NULL, comment TEXT NOT NULL,
  lang TEXT NOT NULL, occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, submission_id), CHECK (score BETWEEN scale_min AND scale_max)
) STRICT;
CREATE INDEX feedback_kind_at ON feedback (shop_id, kind, received_at);

PRAGMA application_id = 1347636040;
PRAGMA user_version = 1;
