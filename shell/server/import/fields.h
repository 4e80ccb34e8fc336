#pragma once
// One order's fields from text, by the rules that CSV and JSON share, with every fault noted at its place.
//
// Use:
//   Faults faults("orders.csv");
//   if (auto at = parse_when(text, options)) ... else faults.add(line, "placed_at", "...");
//   TRY(faults.status());
//
// Threads: none.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/wire/reader.h"
#include "shell/server/crypto.h"
#include "shell/server/store.h"

namespace pasokh::server {

struct ImportOptions {
    std::string shop = "demo";
    orders::Country country;           ///< of phones without a calling code
    bool relative_dates = false;       ///< "now-3d" is a date
    TimestampMs now = 0;
    std::string source = "file";       ///< StoredOrder::source
    int utc_offset_minutes = 210;      ///< of the shop's days
};

/// "file:line: column: reason", at most kMaxReported of them and then how many more.
class Faults {
public:
    static constexpr std::size_t kMaxReported = 20;
    explicit Faults(std::string file) : file_(std::move(file)) {}
    void add(int line, std::string_view column, std::string_view reason, std::string_view code = "format");
    /// Further faults are only counted.
    bool is_full() const { return count_ >= kMaxReported; }
    Status status() const;
    /// The same for programs: where a JSON file is read, `column` is a pointer.
    const std::vector<wire::Fault>& places() const { return places_; }

private:
    std::string file_;
    std::string text_;
    std::vector<wire::Fault> places_;
    std::size_t count_ = 0;
};

/// RFC 3339, a date, or (when allowed) "now", "now-3d", "now+5h", "now-30m". Digits of any script.
std::optional<TimestampMs> parse_when(std::string_view text, const ImportOptions& options);
/// The same for the end of a span: a date without a time, also "now-3d", is the last moment of that day in the shop's zone.
std::optional<TimestampMs> parse_until(std::string_view text, const ImportOptions& options);
/// What to write in a message about a text that is no date.
std::string_view when_hint(const ImportOptions& options);

/// An integer, digits of any script, with or without thousands separators ("1,250,000", "۱٬۲۵۰٬۰۰۰").
std::optional<std::int64_t> parse_amount(std::string_view text);

/// As a customer typed it into a checkout that also knows a country (ISO 3166-1; may be empty or unknown): a number of the shop's country,
/// as the same words are in the widget, else of that one.
std::optional<std::string> phone_of_customer(std::string_view typed, std::string_view country, orders::Country shop);

bool is_currency(std::string_view code);
bool is_delay_reason(std::string_view reason);

/// What every format fills in; `finish` checks it as a whole and turns it into what is stored.
struct DraftOrder {
    int line = 0;
    std::optional<std::string> pointer = {};   ///< of the order in a JSON text
    orders::Order order;
    std::string email, phone;
    bool may_lack_contact = false;
    std::string customer_ref;
    std::optional<TimestampMs> updated_at;
    std::vector<bool> parcel_has_status;   ///< same order as order.parcels
};
StoredOrder finish(DraftOrder draft, const ImportOptions& options, const Secret& secret, Faults& faults);

}   // namespace pasokh::server
