#pragma once
// Where orders, feedback, requests and unanswered searches are kept: SQLite (sqlite/) or PostgreSQL (postgres/), by the same SQL (sql/).
//
// The interface speaks in whole operations, each one transaction, and answers by callback, so that an implementation may
// batch writes (SQLite: group commit) or talk to a database over the network. A callback of an operation that
// writes comes only after the rows are durable.
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
#include "core/requests/model.h"

namespace pasokh::server {

/// An order with what proves it. Contacts are present as MACs (crypto.h) and masks only.
struct StoredOrder {
    orders::Order order;               ///< contact_mask is empty here
    std::string number_norm;           ///< normalise_order_number(order.number)
    std::string email_mac, phone_mac;  ///< empty when not known
    std::string email_mask, phone_mask;
    std::string customer_ref = {};     ///< the customer's id in the shop's own accounts; empty when not known
    std::int64_t source_rev = 0;       ///< a newer one replaces, others change nothing
    std::string source = "file";       ///< woo, shopify, api or file
    std::string source_id;             ///< its id there, never reused; empty: number_norm
    bool coarse_rev = false;           ///< several changes may share a revision: an equal one replaces, too
    bool keeps_fulfilments = false;    ///< nothing is known of fulfilments here: parcels that came from them stay

    std::string order_id() const { return source + ':' + (source_id.empty() ? number_norm : source_id); }
};

/// An order as its customer sees it.
struct ShownOrder {
    std::string id;                    ///< StoredOrder::order_id
    std::string encoded;               ///< orders::encode, without the mask
    std::string contact_mask;
};

struct OrderKey {
    std::string shop;
    std::string number_norm;
    orders::Contact::Kind kind = orders::Contact::Kind::phone;
    std::string mac;
};

struct CustomerKey {
    std::string shop;
    std::string customer_ref;
    std::string number_norm;           ///< empty: all of the customer's orders
};

struct StoredFeedback {
    std::string shop;
    feedback::Feedback feedback;
    std::string body_sha256;           ///< of its canonical encoding
    bool is_spam = false;
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
enum class Counted : std::uint8_t { lookup_hit, lookup_miss, survey_shown, survey_answered };

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
    int without_contact = 0;           ///< of a file: stored, but nobody can look them up
};

/// What a shop's system tells at once: all or none.
struct OrderDelivery {
    std::string shop;
    TimestampMs at = 0;                ///< when it was known to be so; a removal known later wins
    std::string nonce;                 ///< used up in the same transaction; empty: none
    TimestampMs nonce_forget_at = 0;
    std::vector<StoredOrder> orders;
    std::vector<std::string> removed;  ///< StoredOrder::order_id
    bool is_present_state = false;     ///< `orders` are what the source held at `at`, so an earlier removal was undone
};

struct DeliveryOutcome {
    bool replayed = false;             ///< the nonce was used before: nothing was done
    ImportSummary summary;
    int removed = 0;
};

/// A request with what proves it. The contact itself is present only sealed (request_secrets.h); `request.contact` is empty.
struct StoredRequest {
    std::string shop;
    requests::NewRequest request;
    std::string code;                  ///< of a first delivery; a replay answers with the one stored
    std::string contact_mac, contact_mask, contact_sealed;
    std::string body_sha256;
    bool is_spam = false;
    TimestampMs received_at = 0;
    int per_contact_day = 0;           ///< more of one contact are not stored; 0 = no limit
};

struct RequestOutcome {
    std::string code;
    TimestampMs received_at = 0;       ///< of the first delivery
    bool replayed = false;
    int wait_s = 0;                    ///< not 0: not stored, too many of this contact
};

/// A request as somebody asks for it: the code, and the contact's MAC unless the key has proved it already.
struct RequestKey {
    std::string shop, code, contact_mac;
};

struct StoredMessage {
    RequestKey key;
    std::string id, text, body_sha256;
    bool is_spam = false;              ///< the shop has no word from it: the request stays as it is
    TimestampMs received_at = 0;
};

struct MessageOutcome {
    bool found = false;                ///< the request is there
    bool replayed = false;
    int wait_s = 0;                    ///< as above
    TimestampMs received_at = 0;
};

class Store {
public:
    virtual ~Store() = default;

    /// The order when number and contact both match. Misses of every kind do the same work.
    virtual void find_order(const OrderKey& key, std::function<void(Result<std::optional<ShownOrder>>)> done) = 0;
    /// With its phone's or e-mail's mask.
    virtual void find_order_by_id(const std::string& shop, const std::string& order_id, std::function<void(Result<std::optional<ShownOrder>>)> done) = 0;
    /// Newest first, with their parcels, without lines and events.
    virtual void list_customer_orders(const CustomerKey& key, int limit, std::function<void(Result<std::vector<orders::Order>>)> done) = 0;
    /// True once for each salt (core/orders/challenge.h), also when several servers share the store.
    virtual void use_challenge(std::string shop, std::string salt, TimestampMs expires_at, TimestampMs now, std::function<void(Result<bool>)> done) = 0;
    virtual void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) = 0;
    virtual void add_unanswered(StoredSearch search, std::function<void(Result<SearchOutcome>)> done) = 0;
    virtual void add_request(StoredRequest request, std::function<void(Result<RequestOutcome>)> done) = 0;
    /// The thread when code and proof match. A message of the customer opens it again.
    virtual void find_thread(const RequestKey& key, std::function<void(Result<std::optional<requests::Thread>>)> done) = 0;
    virtual void add_request_message(StoredMessage message, std::function<void(Result<MessageOutcome>)> done) = 0;
    /// What the customer says of the outcome: solved, or open again. Answers with the thread as it is then.
    virtual void mark_solved(RequestKey key, bool solved, TimestampMs now, std::function<void(Result<std::optional<requests::Thread>>)> done) = 0;
    /// Adds to the sums of those days, all or none.
    virtual void add_counts(std::string shop, std::vector<DayCount> counts, std::function<void(Status)> done) = 0;
    /// Queries told at least `at_least` times, most told first.
    virtual void list_unanswered(const std::string& shop, int at_least, int limit, std::function<void(Result<std::vector<UnansweredQuery>>)> done) = 0;
    /// All or none. `on_written` (may be empty) hears how many are done, before the end that makes them count.
    virtual void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(std::int64_t)> on_written,
                               std::function<void(Result<ImportSummary>)> done) = 0;
    /// Orders that were removed since are left out; so is a whole delivery whose nonce was used.
    virtual void deliver_orders(OrderDelivery delivery, std::function<void(Result<DeliveryOutcome>)> done) = 0;
    /// The ids (StoredOrder::source_id) of all orders of that source.
    virtual void list_source_ids(const std::string& shop, const std::string& source, std::function<void(Result<std::vector<std::string>>)> done) = 0;
    /// Ready to read and, as far as is known, to write.
    virtual void check(std::function<void(Status)> done) = 0;
    /// Writes to the disk for nothing, to know.
    virtual void check_write(std::function<void(Status)> done) = 0;
    /// Finishes what was accepted and leaves the database tidy. Nothing may be asked afterwards.
    virtual Status close() = 0;
};

}   // namespace pasokh::server
