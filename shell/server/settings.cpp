#include "shell/server/settings.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "core/i18n/format.h"
#include "core/orders/dialling.h"
#include "core/text/digits.h"
#include "core/wire/reader.h"
#include "shell/server/postgres/address.h"
#include "shell/server/survey_settings.h"

namespace pasokh::server {

namespace {

using wire::Reader;

constexpr std::size_t kMaxEntries = 100;   ///< of an array; what reads it may allow fewer

/// Levenshtein distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// "2026-03-21", or the same day as "1405-01-01": a year before 1700 is of the Jalali calendar. In any digits.
std::optional<std::int64_t> read_any_day(std::string_view text) {
    const std::string folded = text::fold_digits(text);
    i18n::CalendarDate date;
    const auto part = [&](std::size_t at, std::size_t size, auto& value) {
        return folded.size() == 10 && std::from_chars(folded.data() + at, folded.data() + at + size, value).ptr == folded.data() + at + size;
    };
    if (!part(0, 4, date.year) || !part(5, 2, date.month) || !part(8, 2, date.day) || folded[4] != '-' || folded[7] != '-') return std::nullopt;
    return date.year < 1700 ? i18n::from_calendar(i18n::Calendar::jalali, date) : wire::read_civil_day(folded);
}

/// Reads one file; remembers the first wrong key with the nearest right one.
class FileReader {
public:
    FileReader(std::string path, const Reader& root) : path_(std::move(path)), folder_(std::filesystem::path(path_).parent_path()), root_(root) {}

    Result<Settings> read() {
        auto settings = read_all();
        if (!settings) return fail(settings.error().code, path_ + ": " + settings.error().message);
        return settings;
    }

private:
    Result<Settings> read_all() {
        Settings settings;
        TRY(check_keys(root_, {"listen", "db", "secret_file", "identity_secret_file", "content", "pack", "assets", "origins", "trusted_proxies", "metrics_listen", "metrics_public", "log", "shop", "limits", "deadlines_ms", "threads",
                                "status_map", "completed_means", "carriers", "hooks", "woocommerce"}));
        TRY(check_keys(root_.at("shop"), {"id", "name", "languages", "channels", "hours", "holidays", "utc_offset_minutes", "country", "help_url", "features", "surveys", "ask_at_most_every_days"}));
        TRY(check_each(root_.at("shop").at("channels"), {"kind", "label", "value", "url"}));
        TRY(check_each(root_.at("shop").at("hours"), {"weekday", "open_minute", "close_minute"}));
        TRY(check_each(root_.at("shop").at("holidays"), {"from", "until", "name", "hours"}));
        for (const Reader& holiday : root_.at("shop").at("holidays").loose_items(kMaxEntries)) TRY(check_each(holiday.at("hours"), {"open_minute", "close_minute"}));
        TRY(check_keys(root_.at("shop").at("features"), {"search", "orders", "feedback", "requests", "unanswered_searches"}));
        TRY(check_keys(root_.at("limits"), {"lookups_per_minute", "lookups_per_hour", "misses_per_client", "misses_per_number", "misses_per_contact",
                                            "misses_before_challenge", "misses_before_hard_challenge", "challenge_bits", "challenges_per_minute", "views_per_minute", "feedback_per_minute", "unanswered_per_minute", "requests_per_minute", "requests_per_contact_day", "forms_before_challenge", "shop_forms_before_challenge", "form_seconds", "connections", "connections_per_client", "queued_writes"}));
        TRY(check_keys(root_.at("deadlines_ms"), {"header", "body", "write", "idle", "stop", "miss_floor"}));
        read_paths(settings);
        read_shop(settings.shop);
        TRY(read_country(settings.shop));
        const KeyCheck check = [this](const Reader& object, std::initializer_list<std::string_view> known) { return check_keys(object, known); };
        TRY(read_survey_settings(root_.at("shop"), check, settings.shop));
        read_numbers(settings);
        if (const Reader listen = root_.at("listen"); listen.is_present()) TRY(set_listen(settings, listen.text()));
        for (const Reader& proxy : root_.at("trusted_proxies").optional_items(100)) TRY(settings.http.proxies.add(proxy.text()));
        if (const Reader listen = root_.at("metrics_listen"); listen.is_present())
            TRY(set_metrics_listen(settings, listen.text(), root_.at("metrics_public").boolean_or(false)));
        if (const std::string level = root_.at("log").optional_text(); level == "info") settings.log = LogLevel::info;
        else if (!level.empty() && level != "warn") return fail(ErrorCode::invalid_argument, "\"log\" is \"warn\" or \"info\"");
        for (const Reader& origin : root_.at("origins").optional_items(100)) TRY(add_origin(settings, origin.text()));
        TRY(read_intake_settings(root_, folder_, check, settings.intake));
        return settings;
    }

    /// Also notes a fault when the value is no object.
    Status check_keys(const Reader& object, std::initializer_list<std::string_view> known) const {
        if (!object.is_present()) return {};
        for (const std::string& key : object.names()) {
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            const auto nearest = *std::min_element(known.begin(), known.end(),
                [&](std::string_view a, std::string_view b) { return distance(a, key) < distance(b, key); });
            return fail(ErrorCode::invalid_argument, "unknown key \"" + object.pointer() + '/' + key + "\"; did you mean \"" + std::string(nearest) + "\"?");
        }
        return {};
    }

    Status check_each(const Reader& array, std::initializer_list<std::string_view> known) const {
        for (const Reader& entry : array.loose_items(kMaxEntries)) TRY(check_keys(entry, known));
        return {};
    }

    std::string file_path(std::string_view key, std::string fallback) const {
        const std::string written = root_.at(key).optional_text();
        if (written.empty()) return fallback;
        const std::filesystem::path path(written);
        return path.is_absolute() ? written : (folder_ / path).string();
    }

    void read_paths(Settings& settings) const {
        settings.db = is_postgres(root_.at("db").optional_text()) ? root_.at("db").optional_text() : file_path("db", settings.db);
        settings.secret_file = file_path("secret_file", "");
        settings.identity_secret_file = file_path("identity_secret_file", "");
        settings.content = file_path("content", "");
        settings.pack = file_path("pack", "");
        settings.assets = file_path("assets", "");
    }

    void read_shop(wire::Config& config) const {
        const Reader shop = root_.at("shop");
        if (!shop.is_present()) return;
        if (shop.at("id").is_present()) config.shop = shop.at("id").text({.min = 1, .max = 64});
        config.name = wire::read_local_text(shop.at("name"));
        if (shop.at("languages").is_present()) {
            config.languages.clear();
            for (const Reader& lang : shop.at("languages").items(50)) config.languages.push_back(lang.text({.min = 2, .max = 20}));
        }
        config.channels = wire::read_channels(shop.at("channels"));
        config.hours = wire::read_hours(shop.at("hours"));
        config.holidays = wire::read_holidays(shop.at("holidays"), read_any_day);
        config.utc_offset_minutes = static_cast<int>(shop.at("utc_offset_minutes").optional_integer(-1440, 1440).value_or(config.utc_offset_minutes));
        config.help_url = shop.at("help_url").optional_text({.min = 0, .max = 500});
        const Reader features = shop.at("features");
        config.features = {features.at("search").boolean_or(true), features.at("orders").boolean_or(true), features.at("feedback").boolean_or(true),
                           features.at("requests").boolean_or(true), features.at("unanswered_searches").boolean_or(false)};
    }

    Status read_country(wire::Config& config) const {
        const Reader reader = root_.at("shop").at("country");
        const std::string code = reader.optional_text({.min = 1, .max = 20});
        if (code.empty()) return {};   // not given, or noted as a fault
        if (!orders::Country::find(code))
            return fail(ErrorCode::invalid_argument, reader.pointer() + ": \"" + code + "\" is not one of " + orders::country_codes() + " (ZZ is any other: phone numbers then need their country code)");
        config.country = code;
        return {};
    }

    void read_numbers(Settings& settings) const {
        const Reader limits = root_.at("limits"), deadlines = root_.at("deadlines_ms");
        const auto number = [](const Reader& reader, auto& value, std::int64_t min, std::int64_t max) {
            if (const auto given = reader.optional_integer(min, max)) value = static_cast<std::remove_reference_t<decltype(value)>>(*given);
        };
        number(limits.at("lookups_per_minute"), settings.orders.lookups_per_minute, 0, 1000000);
        number(limits.at("lookups_per_hour"), settings.orders.lookups.client_lookups_per_hour, 0, 1000000);
        number(limits.at("misses_per_client"), settings.orders.lookups.client_misses, 0, 1000000);
        number(limits.at("misses_per_number"), settings.orders.lookups.number_misses_per_hour, 0, 1000000);
        number(limits.at("misses_per_contact"), settings.orders.lookups.contact_misses_per_hour, 0, 1000000);
        number(limits.at("misses_before_challenge"), settings.orders.lookups.shop_misses_per_minute, 0, 1000000);
        number(limits.at("misses_before_hard_challenge"), settings.orders.lookups.shop_hard_misses_per_minute, 0, 1000000);
        number(limits.at("challenges_per_minute"), settings.orders.challenges_per_minute, 0, 1000000);
        number(limits.at("views_per_minute"), settings.orders.views_per_minute, 0, 1000000);
        number(limits.at("challenge_bits"), settings.orders.lookups.challenge_bits, 1, 20);
        settings.forms.challenge_bits = settings.orders.lookups.challenge_bits;
        number(limits.at("forms_before_challenge"), settings.forms.client_per_hour, 0, 1000000);
        number(limits.at("shop_forms_before_challenge"), settings.forms.shop_per_minute, 0, 1000000);
        number(limits.at("form_seconds"), settings.forms.seconds, 0, 5);
        number(limits.at("feedback_per_minute"), settings.feedback_per_minute, 0, 1000000);
        number(limits.at("unanswered_per_minute"), settings.unanswered_per_minute, 0, 1000000);
        number(limits.at("requests_per_minute"), settings.requests_per_minute, 0, 1000000);
        number(limits.at("requests_per_contact_day"), settings.requests_per_contact_day, 0, 1000000);
        number(limits.at("connections"), settings.http.max_connections, 1, 100000);
        number(limits.at("connections_per_client"), settings.http.max_connections_per_client, 0, 100000);
        number(limits.at("queued_writes"), settings.queued_writes, 1, 100000);
        number(deadlines.at("header"), settings.http.deadlines.header_ms, 10, 600000);
        number(deadlines.at("body"), settings.http.deadlines.body_ms, 10, 600000);
        number(deadlines.at("write"), settings.http.deadlines.write_ms, 10, 600000);
        number(deadlines.at("idle"), settings.http.deadlines.idle_ms, 10, 600000);
        number(deadlines.at("stop"), settings.http.deadlines.stop_ms, 10, 600000);
        number(deadlines.at("miss_floor"), settings.orders.miss_floor_ms, 0, 10000);
        number(root_.at("threads"), settings.http.threads, 1, 256);
    }

    const std::string path_;
    const std::filesystem::path folder_;
    const Reader root_;
};

}   // namespace

Result<Settings> read_settings_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::not_found, path + ": the configuration file cannot be read");
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return read_settings(text, path);
}

Result<Settings> read_settings(std::string_view text, const std::string& path) {
    auto document = wire::Document::parse(text);
    if (!document) return fail(ErrorCode::parse_error, path + ": is not valid JSON: " + document.error().message);
    if (!document->root().is_object()) return fail(ErrorCode::parse_error, path + ": must hold one JSON object");
    TRY_ASSIGN(Settings settings, FileReader(path, document->root()).read());
    if (auto valid = document->status(); !valid) return fail(ErrorCode::invalid_argument, path + ": " + valid.error().message);
    return settings;
}

namespace {

struct HostPort {
    std::string host;                  ///< empty when none was written
    std::uint16_t port = 0;
};

Result<HostPort> parse_listen(std::string_view listen) {
    const std::size_t colon = listen.rfind(':');
    std::string_view host = colon == std::string_view::npos ? std::string_view{} : listen.substr(0, colon);
    const std::string_view digits = colon == std::string_view::npos ? listen : listen.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        return fail(ErrorCode::invalid_argument, "\"" + std::string(listen) + "\" is not HOST:PORT; write for example 127.0.0.1:8080");
    return HostPort{std::string(host), port};
}

bool is_loopback(std::string_view host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

}   // namespace

Status set_listen(Settings& settings, std::string_view listen) {
    TRY_ASSIGN(const HostPort parsed, parse_listen(listen));
    if (!parsed.host.empty()) settings.http.host = parsed.host;
    settings.http.port = parsed.port;
    return {};
}

Status set_metrics_listen(Settings& settings, std::string_view listen, bool is_public) {
    TRY_ASSIGN(HostPort parsed, parse_listen(listen));
    if (parsed.host.empty()) parsed.host = "127.0.0.1";
    if (!is_public && !is_loopback(parsed.host))
        return fail(ErrorCode::invalid_argument, "metrics_listen \"" + std::string(listen) + "\" can be reached from other machines; write 127.0.0.1:PORT, or "
                                                 "\"metrics_public\": true when a firewall keeps strangers out");
    settings.metrics_host = parsed.host;
    settings.metrics_port = parsed.port;
    return {};
}

Status add_origin(Settings& settings, std::string_view origin) {
    const bool web = origin.starts_with("https://") || origin.starts_with("http://");
    const bool bare = web && origin.find('/', origin.find("//") + 2) == std::string_view::npos && origin.find_first_of(" \t\r\n") == std::string_view::npos;
    if (origin != "*" && !bare)
        return fail(ErrorCode::invalid_argument, "origin \"" + std::string(origin) + "\": write scheme and host without a path, for example https://shop.example");
    settings.origins.emplace_back(origin);
    return {};
}

}   // namespace pasokh::server
