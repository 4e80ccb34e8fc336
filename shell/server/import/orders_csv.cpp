// Orders from CSV. Rows of one number belong together: the first tells the order, each may add a line, a parcel and an event.

#include <algorithm>
#include <array>
#include <map>

#include "core/text/digits.h"
#include "shell/server/import/csv_table.h"
#include "shell/server/import/import.h"

namespace pasokh::server {

namespace {

struct Column {
    std::string_view name;
    bool required;
};

constexpr std::array<Column, 31> kColumns = {{
    {"number", true}, {"placed_at", true}, {"state", true}, {"raw_status", false}, {"phone", false}, {"email", false}, {"customer_ref", false}, {"city", false},
    {"total", true}, {"currency", true}, {"promised_from", false}, {"promised_until", false}, {"updated_at", false},
    {"line_title", false}, {"line_quantity", false}, {"line_product_type", false},
    {"parcel_id", false}, {"carrier", false}, {"tracking_number", false}, {"tracking_url", false}, {"parcel_status", false},
    {"parcel_raw_status", false}, {"eta_from", false}, {"eta_until", false}, {"first_eta_until", false}, {"delay_reason", false},
    {"parcel_lines", false}, {"event_at", false}, {"event_status", false}, {"event_text", false}, {"event_city", false},
}};

class CsvImport {
public:
    CsvImport(const std::string& name, const ImportOptions& options, const Secret& secret) : options_(options), secret_(secret), table_(name) {}

    Result<std::vector<StoredOrder>> read(std::string_view text) {
        TRY(table_.open(text, [this](const CsvRow& header) { check_header(header); }));
        while (table_.next()) read_row();
        std::vector<StoredOrder> orders;
        for (DraftOrder& draft : drafts_) orders.push_back(finish(std::move(draft), options_, secret_, table_.faults()));
        TRY(table_.faults().status());
        return orders;
    }

private:
    void check_header(const CsvRow& header) {
        Faults& faults = table_.faults();
        for (auto name = header.fields.begin(); name != header.fields.end(); ++name) {
            const bool known = std::any_of(kColumns.begin(), kColumns.end(), [&](const Column& column) { return column.name == *name; });
            if (!known) faults.add(header.line, *name, "unknown column; see shell/server/import/orders.md for the names");
            else if (std::find(header.fields.begin(), name, *name) != name) faults.add(header.line, *name, "the column is there twice");
        }
        for (const Column& column : kColumns)
            if (column.required && !table_.has(column.name)) faults.add(header.line, column.name, "the column is missing");
    }

    const std::string& field(std::string_view column) const { return table_.field(column); }

    /// What people read is one line: a line's end inside a cell is a space.
    std::string words(std::string_view column) const {
        std::string text;
        for (const char letter : field(column))
            if (letter != '\r') text += letter == '\n' ? ' ' : letter;
        return text;
    }

    using Parse = std::optional<TimestampMs>(std::string_view, const ImportOptions&);

    std::optional<TimestampMs> when(std::string_view column, Parse* parse = parse_when) {
        if (field(column).empty()) return std::nullopt;
        const auto at = parse(field(column), options_);
        if (!at) table_.fault_value(column, when_hint(options_));
        return at;
    }

    std::optional<orders::Eta> span(std::string_view from, std::string_view until) {
        const auto begin = when(from), end = when(until, parse_until);
        if (begin && field(until).empty()) table_.fault(until, "is needed with " + std::string(from));
        return end ? std::optional(orders::Eta{begin, *end}) : std::nullopt;
    }

    void read_row() {
        const std::string number = orders::normalise_order_number(field("number"));
        if (number.empty()) return table_.fault("number", "is empty");
        auto [known, is_new] = by_number_.emplace(number, drafts_.size());
        if (is_new) {
            drafts_.emplace_back();
            read_order(drafts_.back());
        }
        DraftOrder& draft = drafts_[known->second];
        read_line(draft);
        read_parcel(draft);
    }

    void read_order(DraftOrder& draft) {
        draft.line = table_.line();
        orders::Order& order = draft.order;
        order.number = field("number");
        if (field("placed_at").empty()) table_.fault("placed_at", "is empty");
        order.placed_at = when("placed_at").value_or(0);
        if (const auto state = orders::parse_order_state(field("state"))) order.state = *state;
        else table_.fault_value("state", "is not one of draft, open, on_hold, cancelled, failed, completed");
        order.raw_status = words("raw_status");
        draft.phone = field("phone");
        draft.email = field("email");
        draft.customer_ref = field("customer_ref");
        order.city = words("city");
        if (const auto total = parse_amount(field("total"))) order.total.minor = *total;
        else table_.fault_value("total", "is not a whole number of minor units");
        order.total.currency = field("currency");
        order.promised = span("promised_from", "promised_until");
        draft.updated_at = when("updated_at");
    }

    void read_line(DraftOrder& draft) {
        if (field("line_title").empty()) {
            if (!field("line_quantity").empty()) table_.fault("line_title", "is empty where line_quantity is given");
            return;
        }
        const auto quantity = field("line_quantity").empty() ? std::optional<std::int64_t>(1) : parse_amount(field("line_quantity"));
        if (!quantity || *quantity < 1 || *quantity > 1000000) return table_.fault_value("line_quantity", "is not a quantity");
        if (field("line_product_type").size() > orders::kMaxProductTypeBytes) return table_.fault("line_product_type", "is longer than 40 bytes");
        draft.order.lines.push_back({words("line_title"), static_cast<std::uint32_t>(*quantity), field("line_product_type")});
    }

    void read_parcel(DraftOrder& draft) {
        const std::string& id = field("parcel_id");
        if (id.empty()) {
            for (const std::string_view column : {"carrier", "tracking_number", "parcel_status", "event_at"})
                if (!field(column).empty()) return table_.fault("parcel_id", "is empty where " + std::string(column) + " is given");
            return;
        }
        auto parcel = std::find_if(draft.order.parcels.begin(), draft.order.parcels.end(), [&](const orders::Parcel& known) { return known.id == id; });
        if (parcel == draft.order.parcels.end()) {
            draft.order.parcels.push_back(new_parcel(draft));
            parcel = draft.order.parcels.end() - 1;
        }
        read_event(*parcel);
    }

    orders::Parcel new_parcel(DraftOrder& draft) {
        orders::Parcel parcel;
        parcel.id = field("parcel_id");
        parcel.carrier = words("carrier");
        parcel.tracking_number = text::fold_digits(field("tracking_number"));
        parcel.tracking_url = field("tracking_url");
        draft.parcel_has_status.push_back(!field("parcel_status").empty());
        if (!field("parcel_status").empty()) parcel.status = status("parcel_status");
        parcel.raw_status = words("parcel_raw_status");
        parcel.eta = span("eta_from", "eta_until");
        parcel.first_eta_until = when("first_eta_until", parse_until);
        parcel.delay_reason = field("delay_reason");
        if (!parcel.delay_reason.empty() && !is_delay_reason(parcel.delay_reason))
            table_.fault_value("delay_reason", "is not one of customs, weather, address, payment, recipient, carrier, holiday, stock, unknown");
        read_parcel_lines(parcel);
        return parcel;
    }

    /// "1 3": the order's lines in this parcel, counted from 1.
    void read_parcel_lines(orders::Parcel& parcel) {
        std::string_view rest = field("parcel_lines");
        while (!rest.empty()) {
            const std::size_t space = rest.find(' ');
            const auto line = parse_amount(rest.substr(0, space));
            if (!line || *line < 1 || *line > 10000) return table_.fault_value("parcel_lines", "is not a list of line numbers, such as 1 2");
            parcel.lines.push_back(static_cast<std::uint32_t>(*line - 1));
            rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        }
    }

    orders::ParcelStatus status(std::string_view column) {
        if (const auto known = orders::parse_parcel_status(field(column))) return *known;
        table_.fault_value(column, "is not a parcel status; see shell/server/import/orders.md for the fifteen");
        return orders::ParcelStatus::unknown;
    }

    void read_event(orders::Parcel& parcel) {
        if (field("event_at").empty()) {
            if (!field("event_status").empty() || !field("event_text").empty()) table_.fault("event_at", "is empty where an event is given");
            return;
        }
        const auto at = when("event_at");
        if (field("event_status").empty()) return table_.fault("event_status", "is empty where event_at is given");
        const orders::ParcelStatus known = status("event_status");
        if (at) parcel.events.push_back({*at, known, words("event_text"), words("event_city")});
    }

    const ImportOptions& options_;
    const Secret& secret_;
    CsvTable table_;
    std::vector<DraftOrder> drafts_;
    std::map<std::string, std::size_t> by_number_;
};

}   // namespace

Result<std::vector<StoredOrder>> read_orders_csv(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret) {
    return CsvImport(name, options, secret).read(text);
}

}   // namespace pasokh::server
