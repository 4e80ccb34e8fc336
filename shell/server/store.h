#pragma once
// Where orders and feedback are kept. SQLite implements it here; any database with the same tables can.
//
// The interface speaks in whole operations, each one transaction, and answers by callback, so that an implementation may
// batch writes (SQLite: group commit) or talk to a database over the network. A callback of `add_feedback` comes only
// after the row is durable.
//
// Ownership: the caller keeps the Store until `close` returned. Errors: unavailable (busy, too many waiting, failed
// disk), conflict (the id exists with other content), io, corrupt.
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

struct ImportSummary {
    int added = 0, updated = 0, unchanged = 0;
};

class Store {
public:
    virtual ~Store() = default;

    /// The order when number and contact both match. Misses of every kind do the same work.
    virtual void find_order(const OrderKey& key, std::function<void(Result<std::optional<orders::Order>>)> done) = 0;
    virtual void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) = 0;
    /// All or none.
    virtual void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(Result<ImportSummary>)> done) = 0;
    /// Ready to read and to write.
    virtual Status check() = 0;
    /// Finishes what was accepted and leaves the database tidy. Nothing may be asked afterwards.
    virtual Status close() = 0;
};

}   // namespace pasokh::server
