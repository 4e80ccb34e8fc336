#pragma once
// `pasokh import orders`: a shop's orders from a CSV or JSON file into the database, all or none.
//
// The columns and fields are documented in orders.md beside this file.
//
// Use:
//   TRY_ASSIGN(ImportSummary summary, import_orders_file({.file = "orders.csv", .db = "shop.db"}, {.shop = "demo", .now = now_ms()}));
//
// Errors: not_found, parse_error and invalid_argument with "file:line: column: reason" for every bad line (at most 20);
// those of the store. Nothing is written then. Threads: any.

#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "shell/server/import/fields.h"

namespace pasokh::server {

inline constexpr std::size_t kMaxImportBytes = 256u * 1024 * 1024;

/// What is in the file. detected: by its name and, of a CSV file, its header.
enum class OrderFormat : std::uint8_t { detected, pasokh, shopify };

struct ImportPlace {
    std::string file, db;
    std::string secret_file;           ///< empty: "<db>.secret"
    OrderFormat format = OrderFormat::detected;
    /// Called now and then while the orders are written, from another thread.
    std::function<void(std::int64_t done, std::int64_t total)> progress = {};
};
Result<ImportSummary> import_orders_file(const ImportPlace& place, const ImportOptions& options);

Result<std::vector<StoredOrder>> read_orders_csv(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret);
Result<std::vector<StoredOrder>> read_orders_json(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret);
Result<std::vector<StoredOrder>> read_orders_shopify(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret);
/// By its first line.
bool is_shopify_csv(std::string_view text);
/// The same JSON as the body of a request: what is wrong with it is in `faults`, by JSON pointer. Errors: parse_error, invalid_argument.
Result<std::vector<StoredOrder>> read_orders_body(std::string_view body, const ImportOptions& options, const Secret& secret, std::vector<wire::Fault>& faults);

}   // namespace pasokh::server
