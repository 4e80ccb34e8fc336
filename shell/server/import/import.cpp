#include "shell/server/import/import.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "core/text/utf8.h"
#include "shell/server/open_store.h"

namespace pasokh::server {

namespace {

Result<std::string> read_file(const std::string& file) {
    std::error_code problem;
    if (std::filesystem::is_directory(file, problem)) return fail(ErrorCode::invalid_argument, file + ": is a folder; name a .csv or .json file");
    const auto size = std::filesystem::file_size(file, problem);
    if (problem) return fail(ErrorCode::not_found, file + ": cannot be read: " + problem.message());
    if (size > kMaxImportBytes) return fail(ErrorCode::too_large, file + ": is larger than " + std::to_string(kMaxImportBytes >> 20) + " MB; split it");
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::io, file + ": cannot be read");
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Status check_utf8(const std::string& file, std::string_view text) {
    const auto bad = text::find_invalid_utf8(text);
    if (!bad) return {};
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return fail(ErrorCode::parse_error, file + ':' + std::to_string(line) + ": is not UTF-8; save the file as UTF-8\nnothing was imported");
}

Result<std::vector<StoredOrder>> read_orders(const ImportPlace& place, std::string_view text, const ImportOptions& options, const Secret& secret) {
    const std::string extension = std::filesystem::path(place.file).extension().string();
    const bool shopify = place.format == OrderFormat::shopify || (place.format == OrderFormat::detected && is_shopify_csv(text));
    if (extension == ".csv") return (shopify ? read_orders_shopify : read_orders_csv)(place.file, text, options, secret);
    if (place.format == OrderFormat::shopify) return fail(ErrorCode::invalid_argument, place.file + ": Shopify's export is a .csv file");
    if (extension == ".json") return read_orders_json(place.file, text, options, secret);
    return fail(ErrorCode::invalid_argument, place.file + ": is neither .csv nor .json");
}

int without_contact(const std::vector<StoredOrder>& orders) {
    return static_cast<int>(std::count_if(orders.begin(), orders.end(), [](const StoredOrder& order) { return order.email_mac.empty() && order.phone_mac.empty(); }));
}

}   // namespace

Result<ImportSummary> import_orders_file(const ImportPlace& place, const ImportOptions& options) {
    TRY_ASSIGN(const std::string text, read_file(place.file));
    TRY(check_utf8(place.file, text));
    // Checked with a secret of no consequence first: a bad file must leave no new secret or database behind.
    TRY(read_orders(place, text, options, Secret::for_checking()));

    TRY_ASSIGN(const std::string key_file, secret_file_of(place.db, place.secret_file));
    TRY(prepare_store(place.db));
    TRY_ASSIGN(const Secret secret, Secret::open_or_create(key_file));
    TRY_ASSIGN(std::vector<StoredOrder> orders, read_orders(place, text, options, secret));
    const int unreachable = without_contact(orders);
    TRY_ASSIGN(auto store, open_store({.db = place.db, .shop = options.shop, .secret_check = secret.fingerprint(), .readers = 0, .max_waiting = 1}));
    std::promise<Result<ImportSummary>> outcome;
    const auto total = static_cast<std::int64_t>(orders.size());
    const std::function<void(std::int64_t)> on_written = [&place, total](std::int64_t done) {
        if (place.progress) place.progress(done, total);
    };
    store->import_orders(options.shop, std::move(orders), on_written, [&outcome](Result<ImportSummary> summary) { outcome.set_value(std::move(summary)); });
    TRY_ASSIGN(ImportSummary summary, outcome.get_future().get());
    TRY(store->close());
    summary.without_contact = unreachable;
    return summary;
}

}   // namespace pasokh::server
