#include "shell/server/import/fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text/digits.h"
#include "core/text/fit.h"
#include "shell/server/identity.h"
#include "shell/server/import/order_limits.h"

namespace pasokh::server {

namespace {

constexpr std::array<std::string_view, 9> kDelayReasons = {"customs", "weather", "address", "payment", "recipient", "carrier", "holiday", "stock", "unknown"};
constexpr std::int64_t kMaxRelative = 100000;

std::string plain(std::string_view text) {
    std::string out = text::with_plain_spaces(text::without_invisible(text::fold_digits(text)));
    const std::size_t first = out.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

std::optional<std::int64_t> parse_integer(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return problem == std::errc{} && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

std::optional<TimestampMs> parse_relative(std::string_view text, TimestampMs now) {
    text.remove_prefix(3);   // "now"
    if (text.empty()) return now;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const char unit = text.back();
    const TimestampMs unit_ms = unit == 'd' ? kDayMs : unit == 'h' ? kHourMs : unit == 'm' ? kMinuteMs : 0;
    const auto amount = parse_integer(text.substr(1, text.size() - 2));
    if (unit_ms == 0 || !amount || *amount < 0 || *amount > kMaxRelative) return std::nullopt;
    return now + (text[0] == '-' ? -1 : 1) * *amount * unit_ms;
}

}   // namespace

void Faults::add(int line, std::string_view column, std::string_view reason, std::string_view code) {
    if (++count_ > kMaxReported) return;
    places_.push_back({std::string(column), std::string(code)});
    if (!text_.empty()) text_ += '\n';
    text_ += file_ + ':' + std::to_string(line) + ": ";
    if (!column.empty()) text_.append(column).append(": ");
    text_ += reason;
}

Status Faults::status() const {
    if (count_ == 0) return {};
    std::string message = text_;
    if (count_ > kMaxReported) message += '\n' + file_ + ": and " + std::to_string(count_ - kMaxReported) + " more";
    return fail(ErrorCode::invalid_argument, message + "\nnothing was imported; correct the file and run the command again");
}

std::optional<TimestampMs> parse_when(std::string_view text, const ImportOptions& options) {
    const std::string folded = plain(text);
    if (options.relative_dates && folded.starts_with("now")) return parse_relative(folded, options.now);
    return parse_rfc3339(folded);
}

std::optional<TimestampMs> parse_until(std::string_view text, const ImportOptions& options) {
    const auto at = parse_when(text, options);
    const std::string folded = plain(text);
    const bool relative = folded.starts_with("now");
    const bool names_a_day = relative ? folded.ends_with('d') : folded.size() == std::string_view("2026-11-21").size();
    if (!at || !names_a_day) return at;
    const std::int64_t day = local_day(*at, relative ? options.utc_offset_minutes : 0);
    const TimestampMs end = (day + 1) * kDayMs - 1 - options.utc_offset_minutes * kMinuteMs;
    const bool is_written = end >= days_from_civil(0, 1, 1) * kDayMs && end < days_from_civil(10000, 1, 1) * kDayMs;   // as parse_rfc3339
    return is_written ? std::optional(end) : std::nullopt;
}

std::string_view when_hint(const ImportOptions& options) {
    return options.relative_dates ? "is not a date; write 2026-11-21, 2026-11-21T10:30:00+03:30 or now-3d"
                                  : "is not a date; write 2026-11-21 or 2026-11-21T10:30:00+03:30";
}

std::optional<std::int64_t> parse_amount(std::string_view text) {
    std::string digits = plain(text);
    for (const std::string_view separator : {std::string_view(","), std::string_view("\u066C"), std::string_view(" ")})
        for (std::size_t at = digits.find(separator); at != std::string::npos; at = digits.find(separator)) digits.erase(at, separator.size());
    return parse_integer(digits);
}

std::optional<std::string> phone_of_customer(std::string_view typed, std::string_view country, orders::Country shop) {
    const auto phone = orders::parse_phone(typed, shop);
    const auto there = orders::Country::find(country);
    return phone || !there ? phone : orders::parse_phone(typed, *there);
}

bool is_currency(std::string_view code) {
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

bool is_delay_reason(std::string_view reason) { return std::find(kDelayReasons.begin(), kDelayReasons.end(), reason) != kDelayReasons.end(); }

StoredOrder finish(DraftOrder draft, const ImportOptions& options, const Secret& secret, Faults& faults) {
    orders::Order& order = draft.order;
    const auto fault_at = [&](std::string_view column, const std::string& member, std::string_view reason) {
        faults.add(draft.line, !draft.pointer ? std::string(column) : *draft.pointer + '/' + member, reason);
    };
    const auto fault = [&](std::string_view column, std::string_view reason) { fault_at(column, std::string(column), reason); };
    StoredOrder stored{.order = {}, .number_norm = orders::normalise_order_number(order.number), .email_mac = {}, .phone_mac = {}, .email_mask = {},
                       .phone_mask = {}, .customer_ref = {}, .source_rev = draft.updated_at.value_or(options.now), .source = options.source};
    if (stored.number_norm.empty() || order.number.size() > orders::kMaxOrderNumberBytes) fault("number", "is empty or too long");
    if (draft.email.empty() && draft.phone.empty() && !draft.may_lack_contact) fault("phone", "an order needs a phone or an email, or its customer can never look it up");
    if (!draft.phone.empty()) {
        if (const auto phone = orders::parse_phone(draft.phone, options.country)) {
            const orders::Contact contact{orders::Contact::Kind::phone, *phone};
            stored.phone_mac = secret.contact_mac(options.shop, contact);
            stored.phone_mask = orders::mask_contact(contact, options.country);
        } else fault("phone", "\"" + draft.phone + "\" is not a phone number (the shop's country is " + std::string(options.country.code()) + "); one of another country begins with + and its code, such as +971501234567");
    }
    if (!draft.email.empty()) {
        if (const auto email = orders::parse_email(draft.email)) {
            const orders::Contact contact{orders::Contact::Kind::email, *email};
            stored.email_mac = secret.contact_mac(options.shop, contact);
            stored.email_mask = orders::mask_contact(contact, options.country);
        } else fault("email", "\"" + draft.email + "\" is not an e-mail address");
    }
    if (draft.customer_ref.size() > kMaxCustomerRefBytes) fault("customer_ref", "is longer than 128 bytes");
    if (!text::is_fit_line(draft.customer_ref)) fault("customer_ref", "has control characters or bidi embeddings; remove them");
    for (const Unfit& unfit : find_unfit(order)) fault_at(unfit.column, unfit.member, unfit.reason);
    stored.customer_ref = std::move(draft.customer_ref);
    if (!is_currency(order.total.currency)) fault("currency", "\"" + order.total.currency + "\" is not a currency code of three capital letters, such as IRT");
    for (std::size_t i = 0; i < order.parcels.size(); ++i) {
        orders::Parcel& parcel = order.parcels[i];
        const std::string place = "parcels/" + std::to_string(i);
        std::stable_sort(parcel.events.begin(), parcel.events.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
        if (!draft.parcel_has_status[i]) parcel.status = parcel.events.empty() ? orders::ParcelStatus::pending : parcel.events.front().status;
        if (parcel.eta && parcel.eta->from && *parcel.eta->from > parcel.eta->until) fault_at("eta_from", place + "/eta/from", "is after until");
        if (!parcel.tracking_url.empty() && !parcel.tracking_url.starts_with("https://")) fault_at("tracking_url", place + "/tracking_url", "must begin with https://");
        for (const std::uint32_t line : parcel.lines)
            if (line >= order.lines.size()) fault_at("parcel_lines", place + "/lines", "names a line that the order does not have");
        std::sort(parcel.lines.begin(), parcel.lines.end());
        parcel.lines.erase(std::unique(parcel.lines.begin(), parcel.lines.end()), parcel.lines.end());
    }
    if (order.promised && order.promised->from && *order.promised->from > order.promised->until) fault_at("promised_from", "promised/from", "is after until");
    order.updated_at = stored.source_rev;
    stored.order = std::move(order);
    return stored;
}

}   // namespace pasokh::server
