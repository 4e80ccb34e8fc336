#pragma once
// What `pasokh serve` is told: a JSON file (documented in config.md), then the command line on top.
//
// Use:
//   TRY_ASSIGN(Settings settings, read_settings_file("shop.json"));
//   TRY(set_listen(settings, "127.0.0.1:0"));
//
// Errors: not_found, parse_error and invalid_argument, one sentence with the file and the key. Threads: values.

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/wire/config.h"
#include "shell/server/form_guard.h"
#include "shell/server/http/http_server.h"
#include "shell/server/intake_settings.h"
#include "shell/server/order_access.h"

namespace pasokh::server {

struct Settings {
    HttpOptions http;
    std::string db = "pasokh.db";
    std::string secret_file;           ///< empty: "<db>.secret"
    std::string identity_secret_file;  ///< empty: the environment's, or nobody is signed in
    std::string content;               ///< folder of Markdown to pack at start; empty: none
    std::string pack;                  ///< a finished pack; empty: none
    std::string assets;                ///< folder of built files; empty: none
    std::vector<std::string> origins;
    std::string metrics_host;          ///< empty: no listener for figures
    std::uint16_t metrics_port = 0;
    LogLevel log = LogLevel::warn;
    wire::Config shop{.shop = "demo", .name = {}, .languages = {"fa", "ar", "en"}, .channels = {}, .hours = {}, .holidays = {}, .utc_offset_minutes = 210,
                      .help_url = {}, .features = {}, .pack = {}, .surveys = {}};
    OrderAccessOptions orders;
    int feedback_per_minute = 20;      ///< of one client address; 0 = no limit
    int unanswered_per_minute = 20;
    int requests_per_minute = 20;
    FormLimits forms;                  ///< challenge_bits: as of lookups
    int requests_per_contact_day = 10; ///< of one phone or e-mail; 0 = no limit
    std::size_t queued_writes = 200;
    IntakeSettings intake;             ///< orders from other systems
};

/// Paths in the file are relative to its folder.
Result<Settings> read_settings_file(const std::string& path);
/// The file's text; `path` is not opened.
Result<Settings> read_settings(std::string_view text, const std::string& path);

/// "HOST:PORT", "[::1]:PORT" or "PORT".
Status set_listen(Settings& settings, std::string_view listen);
/// "HOST:PORT", or "PORT" of 127.0.0.1. An address that others can reach is refused unless `is_public`.
Status set_metrics_listen(Settings& settings, std::string_view listen, bool is_public);
/// "https://host" without a path, or "*".
Status add_origin(Settings& settings, std::string_view origin);

}   // namespace pasokh::server
