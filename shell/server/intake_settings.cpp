#include "shell/server/intake_settings.h"

namespace pasokh::server {

namespace {

constexpr int kMaxReconcileMinutes = 24 * 60;

std::string file_of(const wire::Reader& reader, const std::filesystem::path& folder) {
    const std::string written = reader.optional_text();
    return written.empty() || std::filesystem::path(written).is_absolute() ? written : (folder / written).string();
}

/// Keys and customers' data travel there: in clear text only to this machine itself.
bool is_safe_url(std::string_view url) {
    for (const std::string_view start : {"https://", "http://127.0.0.1:", "http://127.0.0.1/", "http://localhost:", "http://[::1]:"})
        if (url.starts_with(start) && url.size() > start.size() && url.find_first_of(" ?#@") == std::string_view::npos) return true;
    return false;
}

}   // namespace

Status read_intake_settings(const wire::Reader& root, const std::filesystem::path& folder, const KeyCheck& check_keys, IntakeSettings& settings) {
    const wire::Reader hooks = root.at("hooks"), shop = root.at("woocommerce");
    TRY(check_keys(hooks, {"orders_secret_file", "woocommerce_secret_file"}));
    TRY(check_keys(shop, {"url", "key_file", "reconcile_minutes", "fulfilments", "tracking_meta"}));
    TRY(read_status_map(root, settings.statuses));
    TRY(read_carriers(root, settings.carriers));
    settings.orders_secret_file = file_of(hooks.at("orders_secret_file"), folder);
    settings.woocommerce_secret_file = file_of(hooks.at("woocommerce_secret_file"), folder);
    settings.woocommerce_url = shop.at("url").optional_text({.min = 0, .max = 500});
    if (!settings.woocommerce_url.empty() && !is_safe_url(settings.woocommerce_url))
        return fail(ErrorCode::invalid_argument, "/woocommerce/url: \"" + settings.woocommerce_url + "\": write the shop's https address, for example https://shop.example");
    while (settings.woocommerce_url.ends_with('/')) settings.woocommerce_url.pop_back();
    settings.woocommerce_key_file = file_of(shop.at("key_file"), folder);
    settings.reconcile_minutes = static_cast<int>(shop.at("reconcile_minutes").optional_integer(0, kMaxReconcileMinutes).value_or(0));
    if (settings.reconcile_minutes > 0 && settings.woocommerce_url.empty())
        return fail(ErrorCode::invalid_argument, "/woocommerce/reconcile_minutes needs /woocommerce/url");
    settings.fulfilments = shop.at("fulfilments").boolean_or(false);
    if (const wire::Reader meta = shop.at("tracking_meta"); meta.is_present()) {
        settings.tracking_meta.clear();
        for (const std::string& key : meta.names()) settings.tracking_meta[key] = meta.at(key).text({.min = 0, .max = 64});
    }
    return {};
}

}   // namespace pasokh::server
