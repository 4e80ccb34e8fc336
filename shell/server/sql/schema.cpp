#include "shell/server/sql/schema.h"

#include <algorithm>
#include <array>

namespace pasokh::server {

namespace {

constexpr const char* kVersion1 = R"sql(
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
)sql";
static_assert(kApplicationId == 1347636040);

constexpr const char* kVersion2 = R"sql(
CREATE TABLE unanswered_search (
  shop_id TEXT NOT NULL REFERENCES shop (shop_id),
  id_sha256 TEXT NOT NULL,                                                   -- of the ULID made at the tap: the idempotency key
  query TEXT NOT NULL, query_key TEXT NOT NULL, lang TEXT NOT NULL,          -- masked; folded, so that spellings of one query meet
  day TEXT NOT NULL,                                                         -- '2026-11-22' in the shop's zone; no finer time is kept
  PRIMARY KEY (shop_id, id_sha256)
) STRICT;
CREATE INDEX unanswered_search_key ON unanswered_search (shop_id, query_key, lang);

PRAGMA user_version = 2;
)sql";

constexpr const char* kVersion3 = R"sql(
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
)sql";

constexpr const char* kVersion4 = R"sql(
ALTER TABLE sales_order ADD COLUMN customer_ref TEXT;                        -- the customer's id in the shop's own accounts, for signed-in identity
CREATE INDEX sales_order_customer ON sales_order (shop_id, customer_ref, placed_at) WHERE customer_ref IS NOT NULL;

CREATE TABLE seen_nonce (                                                    -- what may be used once: a webhook's id, a solved challenge
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), purpose TEXT NOT NULL CHECK (purpose IN ('webhook','challenge')),
  nonce TEXT NOT NULL, forget_at INTEGER NOT NULL,                           -- after that it has expired anyway
  PRIMARY KEY (shop_id, purpose, nonce)
) STRICT;
CREATE INDEX seen_nonce_forget ON seen_nonce (forget_at);

PRAGMA user_version = 4;
)sql";

constexpr const char* kVersion5 = R"sql(
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
)sql";

constexpr const char* kVersion6 = R"sql(
ALTER TABLE feedback ADD COLUMN reason TEXT NOT NULL DEFAULT '';             -- why a guide did not help: wrong, unclear, off_topic, too_long, other
ALTER TABLE feedback ADD COLUMN replaces TEXT NOT NULL DEFAULT '';           -- the answer of the same customer that this one completes: it counts no more
CREATE INDEX feedback_replaces ON feedback (shop_id, replaces) WHERE replaces <> '';

ALTER TABLE order_line ADD COLUMN product_type TEXT NOT NULL DEFAULT '';     -- the shop's own word; surveys wait by it

PRAGMA user_version = 6;
)sql";

constexpr const char* kVersion7 = R"sql(
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
)sql";

constexpr const char* kVersion8 = R"sql(
ALTER TABLE sales_order ADD COLUMN shown TEXT;                               -- the order as it is sent, made when it was written: one row to read instead of all
ALTER TABLE sales_order ADD COLUMN shown_rev INTEGER;                        -- its source_rev; another one: a server of version 7 wrote since, the rows count

PRAGMA user_version = 8;
)sql";

/// kMigrations[n] leads from version n to n + 1.
constexpr std::array<const char*, kSchemaVersion> kMigrations = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6, kVersion7, kVersion8};

/// Where the two differ: SQLite's word, PostgreSQL's. Compared as whole words.
struct Word {
    std::string_view sqlite, postgres;
};
/// "C" compares bytes, as SQLite does.
constexpr std::array kWords = {Word{"INTEGER", "BIGINT"}, Word{"BLOB", "BYTEA"}, Word{"TEXT", "TEXT COLLATE \"C\""}, Word{"STRICT", ""}};

bool is_word_letter(char letter) { return letter == '_' || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z'); }

std::string to_postgres(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t length = 0;
        while (length < text.size() && is_word_letter(text[length])) ++length;
        if (length == 0) length = 1;
        std::string_view word = text.substr(0, length);
        text.remove_prefix(length);
        if (word == "PRAGMA") {        // the table schema_version has the number there
            text.remove_prefix(std::min(text.size(), text.find('\n')));
            continue;
        }
        for (const Word& one : kWords)
            if (word == one.sqlite) word = one.postgres;
        out += word;
    }
    return out;
}

}   // namespace

std::string migration(std::int64_t from, sql::Dialect dialect) {
    const std::string_view text = kMigrations[static_cast<std::size_t>(from)];
    return dialect == sql::Dialect::sqlite ? std::string(text) : to_postgres(text);
}

Error newer_schema(const std::string& name, std::int64_t version) {
    return fail(ErrorCode::newer_version, name + ": was written by a newer Pasokh (schema " + std::to_string(version) + ", this one knows " +
                                              std::to_string(kSchemaVersion) + "); install that version");
}

}   // namespace pasokh::server
