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

Result<std::vector<StoredOrder>> read_orders(const std::string& file, std::string_view text, const ImportOptions& options, const Secret& secret) {
    const std::string extension = std::filesystem::path(file).extension().string();
    if (extension == ".csv") return read_orders_csv(file, text, options, secret);
    if (extension == ".json") return read_orders_json(file, text, options, secret);
    return fail(ErrorCode::invalid_argument, file + ": is neither .csv nor .json");
}

}   // namespace

Result<ImportSummary> import_orders_file(const std::string& file, const std::string& db, const std::string& secret_file, const ImportOptions& options) {
    TRY_ASSIGN(const std::string text, read_file(file));
    TRY(check_utf8(file, text));
    // Checked with a secret of no consequence first: a bad file must leave no new secret or database behind.
    TRY(read_orders(file, text, options, Secret::for_checking()));

    TRY_ASSIGN(const std::string key_file, secret_file_of(db, secret_file));
    TRY(prepare_store(db));
    TRY_ASSIGN(const Secret secret, Secret::open_or_create(key_file));
    TRY_ASSIGN(std::vector<StoredOrder> orders, read_orders(file, text, options, secret));
    TRY_ASSIGN(auto store, open_store({.db = db, .shop = options.shop, .secret_check = secret.fingerprint(), .readers = 0, .max_waiting = 1}));
    std::promise<Result<ImportSummary>> outcome;
    store->import_orders(options.shop, std::move(orders), [&outcome](Result<ImportSummary> summary) { outcome.set_value(std::move(summary)); });
    TRY_ASSIGN(const ImportSummary summary, outcome.get_future().get());
    TRY(store->close());
    return summary;
}

}   // namespace pasokh::server
