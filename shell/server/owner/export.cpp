#include "shell/server/owner/export.h"

#include <array>
#include <ostream>
#include <span>

#include "core/base/time.h"
#include "core/wire/writer.h"

namespace pasokh::server {

namespace {

enum class Type : std::uint8_t { text, integer, instant };

struct Column {
    std::string_view name;
    Type type = Type::text;
};

struct TableRow {
    std::span<const Column> columns;
    const char* sql;                   ///< its columns are those above, in their order; $1 is the shop
};

constexpr std::array kFeedback = {
    Column{"id"}, Column{"received_at", Type::instant}, Column{"occurred_at", Type::instant}, Column{"kind"}, Column{"score", Type::integer},
    Column{"scale_min", Type::integer}, Column{"scale_max", Type::integer}, Column{"subject"}, Column{"lang"}, Column{"comment"},
    Column{"followed_up_at", Type::instant}, Column{"reason"}, Column{"replaces"},
};
constexpr const char* kFeedbackSql =
    "SELECT f.submission_id, f.received_at, f.occurred_at, f.kind, f.score, f.scale_min, f.scale_max, f.subject, f.lang, f.comment, u.closed_at, f.reason, f.replaces "
    "FROM feedback f LEFT JOIN follow_up u ON u.shop_id = f.shop_id AND u.submission_id = f.submission_id "
    "WHERE f.shop_id = $1 AND f.is_spam = 0 ORDER BY f.received_at, f.submission_id";

constexpr std::array kOrders = {
    Column{"number"}, Column{"placed_at", Type::instant}, Column{"updated_at", Type::instant}, Column{"state"}, Column{"raw_status"},
    Column{"email_mask"}, Column{"phone_mask"}, Column{"city"}, Column{"total_minor", Type::integer}, Column{"currency"},
    Column{"promised_from", Type::instant}, Column{"promised_until", Type::instant}, Column{"parcel_id"}, Column{"carrier"},
    Column{"parcel_status"}, Column{"eta_from", Type::instant}, Column{"eta_until", Type::instant}, Column{"delay_reason"},
};
/// One row a parcel; an order without one has one row. A tracking number opens the carrier's page with names: it stays here.
constexpr const char* kOrdersSql =
    "SELECT o.number, o.placed_at, o.updated_at, o.state, o.raw_status, o.email_mask, o.phone_mask, o.city, o.total_minor, o.currency, "
    "o.promised_from, o.promised_until, p.parcel_id, p.carrier, p.status, p.eta_from, p.eta_until, p.delay_reason FROM sales_order o "
    "LEFT JOIN parcel p ON p.shop_id = o.shop_id AND p.order_id = o.order_id WHERE o.shop_id = $1 ORDER BY o.placed_at, o.order_id, p.parcel_no";

constexpr std::array kSearches = {
    Column{"query"}, Column{"lang"}, Column{"count", Type::integer}, Column{"first_day"}, Column{"last_day"},
};
/// A query that fewer than three told may be about a person, as in the report.
constexpr const char* kSearchesSql =
    "SELECT (SELECT s.query FROM unanswered_search s WHERE s.shop_id = u.shop_id AND s.query_key = u.query_key AND s.lang = u.lang "
    "GROUP BY s.query ORDER BY count(*) DESC, s.query LIMIT 1), lang, count(*), min(day), max(day) FROM unanswered_search u WHERE shop_id = $1 "
    "GROUP BY shop_id, query_key, lang HAVING count(*) >= 3 ORDER BY count(*) DESC, max(day) DESC, query_key, lang";

constexpr std::array kRequests = {
    Column{"code"}, Column{"received_at", Type::instant}, Column{"updated_at", Type::instant}, Column{"topic"}, Column{"state"}, Column{"order_number"},
    Column{"lang"}, Column{"contact_mask"}, Column{"message_at", Type::instant}, Column{"from"}, Column{"text"},
};
/// One row a message. Here and above, what programs filled in stays.
constexpr const char* kRequestsSql =
    "SELECT r.code, r.received_at, r.updated_at, r.topic, r.state, r.order_number, r.lang, r.contact_mask, m.at, m.author, m.text FROM request r "
    "JOIN request_message m ON m.shop_id = r.shop_id AND m.request_id = r.request_id "
    "WHERE r.shop_id = $1 AND r.is_spam = 0 AND m.is_spam = 0 ORDER BY r.received_at, r.request_id, m.at, m.message_id";

TableRow row_of(Table table) {
    switch (table) {
        case Table::feedback: return {kFeedback, kFeedbackSql};
        case Table::orders: return {kOrders, kOrdersSql};
        case Table::requests: return {kRequests, kRequestsSql};
        case Table::searches: return {kSearches, kSearchesSql};
    }
    return {};
}

std::string csv_row(const sql::Statement& row, std::span<const Column> columns) {
    std::string line;
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        if (i > 0) line += ',';
        if (row.is_null(i)) continue;
        switch (columns[static_cast<std::size_t>(i)].type) {
            case Type::text: line += csv_cell(row.text(i)); break;
            case Type::integer: line += std::to_string(row.integer(i)); break;
            case Type::instant: line += format_rfc3339(row.integer(i)); break;
        }
    }
    return line + "\r\n";
}

std::string json_row(const sql::Statement& row, std::span<const Column> columns) {
    wire::Writer out;
    out.begin_object();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const Column& column = columns[static_cast<std::size_t>(i)];
        out.key(column.name);
        if (row.is_null(i)) out.null();
        else if (column.type == Type::text) out.text(row.text(i));
        else if (column.type == Type::integer) out.integer(row.integer(i));
        else out.instant(row.integer(i));
    }
    out.end_object();
    return out.take() + '\n';
}

std::string csv_head(std::span<const Column> columns) {
    std::string line = "\xEF\xBB\xBF";
    for (const Column& column : columns) line.append(&column == columns.data() ? "" : ",").append(column.name);
    return line + "\r\n";
}

}   // namespace

std::string csv_cell(std::string_view text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell = "'";
    cell += text;
    // Where the comma is the decimal point, spreadsheets separate by semicolons.
    if (cell.find_first_of(",;\t\"\r\n") == std::string::npos && !cell.starts_with(' ') && !cell.ends_with(' ')) return cell;
    std::string quoted = "\"";
    for (const char letter : cell) quoted.append(letter == '"' ? 2u : 1u, letter);
    return quoted + '"';
}

Result<std::int64_t> write_export(sql::Database& database, const std::string& shop, Table table, Format format, std::ostream& out) {
    const TableRow wanted = row_of(table);
    TRY_ASSIGN(auto row, database.prepare(wanted.sql));
    row.bind(1, shop);
    if (format == Format::csv) out << csv_head(wanted.columns);
    std::int64_t count = 0;
    for (; out && row.step(); ++count) out << (format == Format::csv ? csv_row(row, wanted.columns) : json_row(row, wanted.columns));
    TRY(row.status());
    if (!out.flush()) return fail(ErrorCode::io, "cannot write; is the disk full?");
    return count;
}

}   // namespace pasokh::server
