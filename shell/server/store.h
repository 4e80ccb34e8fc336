#pragma once
// Where orders, feedback and unanswered searches are kept: SQLite (sqlite/) or PostgreSQL (postgres/), by the same SQL (sql/).
//
// The interface speaks in whole operations, each one transaction, and answers by callback, so that an implementation may
// batch writes (SQLite: group commit) or talk to a database over the network. A callback of `add_feedback` and
// of `add_unanswered` comes only after the row is durable.
//
// Ownership: the caller keeps the Store until `close` returned. Errors: unavailable (busy, too many waiting, failed
// disk), no_space (nothing was harmed), conflict (the id exists with other content), io, corrupt.
// Threads: any; callbacks come from any thread, exactly once.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/feedback/model.h"
#include "core/orders/contact.h"
#include "core/orders/model.h"

namespace pasokh::server {

/// An order with what proves it. Contacts are present as MACs (crypto.h) and masks only.
struct StoredOrder {
    orders::Order order;               ///< contact_mask is empty here
    std::string number_norm;           ///< normalise_order_number(order.number)
    std::string email_mac, phone_mac;  ///< empty when not known
    std::string email_mask, phone_mask;
    std::int64_t source_rev = 0;       ///< a newer one replaces, others change nothing
};

struct OrderKey {
    std::string shop;
    std::string number_norm;
    orders::Contact::Kind kind = orders::Contact::Kind::phone;
    std::string mac;
};

struct StoredFeedback {
    std::string shop;
    feedback::Feedback feedback;
    std::string body_sha256;           ///< of its canonical encoding
    TimestampMs received_at = 0;
};

struct FeedbackOutcome {
    TimestampMs received_at = 0;       ///< of the first delivery
    bool replayed = false;
};

/// A search as it is kept: nothing in it leads to whoever told it. The id's digest, since a ULID tells the millisecond.
struct StoredSearch {
    std::string shop;
    std::string id_sha256;
    std::string query;                 ///< masked
    std::string query_key;             ///< folded: spellings of one query share it
    std::string lang;
    std::string day;                   ///< "2026-11-22", in the shop's zone
};

struct SearchOutcome {
    std::string day;                   ///< of the first delivery
    bool replayed = false;
};

/// One query that found no answer, from all who told it.
struct UnansweredQuery {
    std::string query;                 ///< as most of them spelled it
    std::string lang;
    std::int64_t count = 0;
    std::string first_day, last_day;
    bool operator==(const UnansweredQuery&) const = default;
};

/// What is counted by day, with no trace of who or what. Stored by name: never rename.
enum class Counted : std::uint8_t { lookup_hit, lookup_miss };

struct DayCount {
    std::string day;                   ///< "2026-11-22", in the shop's zone
    Counted what = Counted::lookup_hit;
    std::int64_t count = 0;
    bool operator==(const DayCount&) const = default;
};

/// What fewer told may be about a person. Nobody is identified, so tellings are counted, each with an id of its own.
inline constexpr int kFewestTellings = 3;

struct ImportSummary {
    int added = 0, updated = 0, unchanged = 0;
};

class Store {
public:
    virtual ~Store() = default;

    /// The order when number and contact both match. Misses of every kind do the same work.
    virtual void find_order(const OrderKey& key, std::function<void(Result<std::optional<orders::Order>>)> done) = 0;
    virtual void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) = 0;
    virtual void add_unanswered(StoredSearch search, std::function<void(Result<SearchOutcome>)> done) = 0;
    /// Adds to the sums of those days, all or none.
    virtual void add_counts(std::string shop, std::vector<DayCount> counts, std::function<void(Status)> done) = 0;
    /// Queries told at least `at_least` times, most told first.
    virtual void list_unanswered(const std::string& shop, int at_least, int limit, std::function<void(Result<std::vector<UnansweredQuery>>)> done) = 0;
    /// All or none.
    virtual void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(Result<ImportSummary>)> done) = 0;
    /// Ready to read and, as far as is known, to write.
    virtual void check(std::function<void(Status)> done) = 0;
    /// Writes to the disk for nothing, to know.
    virtual void check_write(std::function<void(Status)> done) = 0;
    /// Finishes what was accepted and leaves the database tidy. Nothing may be asked afterwards.
    virtual Status close() = 0;
};

}   // namespace pasokh::server
