#include "shell/server/serve.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <span>
#include <thread>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "shell/server/hooks/hooks.h"
#include "shell/server/hooks/secrets.h"
#include "shell/server/open_store.h"
#include "shell/server/reconcile/command.h"
#include "shell/server/reconcile/reconciler.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kKnowledgeFolder = "/kb/";
constexpr std::size_t kOperatorConnections = 64;

wire::PackLink link_to(const std::string& shop, std::string_view bytes) {
    const std::string crc = hex8(crc32(std::as_bytes(std::span(bytes.data(), bytes.size()))));
    return {std::string(kKnowledgeFolder) + shop + '-' + crc + ".pack", crc, static_cast<std::int64_t>(bytes.size())};
}

/// The pack under a name that changes with its content, its pictures beside it.
Result<wire::PackLink> add_knowledge(StaticFiles& files, const Settings& settings, const ContentPacker& pack_content) {
    if (!settings.content.empty()) {
        TRY_ASSIGN(PackedContent packed, pack_content(settings.content));
        wire::PackLink link = link_to(settings.shop.shop, packed.pack);
        TRY(files.add_bytes(link.url, std::move(packed.pack), std::move(packed.brotli), std::move(packed.gzip)));
        for (PackedContent::File& file : packed.media)
            TRY(files.add_bytes(std::string(kKnowledgeFolder) + file.path, std::move(file.bytes), {}, {}));
        return link;
    }
    if (settings.pack.empty()) return wire::PackLink{};
    // Read under a plain name first: the final one needs the checksum.
    const std::string plain = std::string(kKnowledgeFolder) + settings.shop.shop + ".pack";
    TRY(files.add_file(settings.pack, plain));
    wire::PackLink link = link_to(settings.shop.shop, files.bytes(plain));
    TRY(files.add_file(settings.pack, link.url));
    const fs::path media = fs::path(settings.pack).parent_path() / "media";
    std::error_code missing;
    if (fs::is_directory(media, missing)) TRY(files.add_folder(media.string(), std::string(kKnowledgeFolder) + "media/"));
    return link;
}

Result<HookContext> hook_context(const Settings& settings, Store& store, const Secret& secret, HookFigures& figures) {
    const IntakeSettings& intake = settings.intake;
    TRY_ASSIGN(auto orders_secrets, read_standard_secrets({.file = intake.orders_secret_file, .variable = "PASOKH_ORDERS_HOOK_SECRET"}));
    TRY_ASSIGN(auto woocommerce_secrets, read_woocommerce_secrets({.file = intake.woocommerce_secret_file, .variable = "PASOKH_WOOCOMMERCE_HOOK_SECRET"}));
    return HookContext{.store = store, .secret = secret, .figures = figures, .shop = settings.shop.shop, .country = orders::country_of(settings.shop.country),
                       .utc_offset_minutes = settings.shop.utc_offset_minutes, .rules = woocommerce_rules(settings),
                       .orders_secrets = std::move(orders_secrets), .woocommerce_secrets = std::move(woocommerce_secrets), .on_changed = {}};
}

/// Null when the shop does not ask for it.
Result<std::unique_ptr<Reconciler>> start_reconciler(const Settings& settings, Store& store, const Secret& secret, HookFigures& figures) {
    const IntakeSettings& intake = settings.intake;
    if (intake.woocommerce_url.empty() || (intake.reconcile_minutes == 0 && !intake.fulfilments)) return std::unique_ptr<Reconciler>{};
    TRY_ASSIGN(RestOptions rest, woocommerce_rest(settings));
    return std::make_unique<Reconciler>(std::move(rest), SyncContext{.store = store, .secret = secret, .shop = settings.shop.shop, .rules = woocommerce_rules(settings)},
                                        intake.reconcile_minutes, figures);
}

void announce(std::string_view what, const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != std::string::npos;
    std::cout << what << " http://" << (v6 ? "[" : "") << host << (v6 ? "]" : "") << ':' << port << '\n' << std::flush;
}

}   // namespace

Status serve(const Settings& settings, const ContentPacker& pack_content) {
    std::signal(SIGPIPE, SIG_IGN);
    StaticFiles files;
    const StaticFiles nothing;         // the operator's listener has no files
    if (!settings.assets.empty()) TRY(files.add_folder(settings.assets, "/"));
    wire::Config config = settings.shop;
    TRY_ASSIGN(config.pack, add_knowledge(files, settings, pack_content));
    config.features.search = config.features.search && !config.pack.url.empty();

    TRY_ASSIGN(const std::string secret_file, secret_file_of(settings.db, settings.secret_file));
    TRY(prepare_store(settings.db));
    TRY_ASSIGN(const Secret secret, Secret::open_or_create(secret_file));
    TRY_ASSIGN(auto store, open_store({.db = settings.db, .shop = config.shop, .secret_check = secret.fingerprint(),
                                       .readers = settings.http.threads, .max_waiting = settings.queued_writes}));
    TRY_ASSIGN(std::optional<Secret> identity_key, read_identity_secret(settings.identity_secret_file));
    OrderAccess orders(settings.orders, secret, std::move(identity_key), config.shop);
    HookFigures hook_figures;
    RateLimit feedback_limit(settings.feedback_per_minute), unanswered_limit(settings.unanswered_per_minute),
        requests_limit(settings.requests_per_minute);
    FormGuard forms(settings.forms, secret, config.shop);
    const RequestSecrets request_secrets(secret, config.shop);
    DayCounter counter(*store, config.shop, config.utc_offset_minutes);
    const Context context{.store = *store, .secret = secret, .counter = counter, .orders = orders, .forms = forms, .feedback_limit = feedback_limit,
                          .unanswered_limit = unanswered_limit, .requests_limit = requests_limit, .request_secrets = request_secrets,
                          .requests_per_contact_day = settings.requests_per_contact_day, .shop = config.shop, .country = orders::country_of(config.country),
                          .utc_offset_minutes = config.utc_offset_minutes, .config_json = wire::encode(config), .hook_figures = hook_figures};
    Router router(files, OriginRule(settings.origins));
    add_config_route(router, context);
    add_health_route(router, context);
    if (config.features.orders) {
        add_orders_route(router, context);
        add_order_view_route(router, context);
    }
    if (config.features.orders || config.features.feedback || config.features.requests) add_challenge_route(router, context);
    if (config.features.feedback) {
        add_feedback_route(router, context);
        add_survey_count_route(router, context);
    }
    if (config.features.requests) add_request_routes(router, context);
    if (config.features.unanswered_searches) add_unanswered_route(router, context);

    TRY_ASSIGN(HookContext hooks, hook_context(settings, *store, secret, hook_figures));
    if (!hooks.orders_secrets.empty()) add_orders_hook(router, hooks);
    TRY_ASSIGN(std::unique_ptr<Reconciler> reconciler, start_reconciler(settings, *store, secret, hook_figures));
    if (reconciler && settings.intake.fulfilments) hooks.on_changed = [&reconciler](std::string id) { reconciler->fetch_soon(std::move(id)); };
    if (!hooks.woocommerce_secrets.empty()) add_woocommerce_hook(router, hooks);

    Telemetry telemetry(settings.log);
    Router operator_router(nothing, OriginRule({}));
    add_operator_routes(operator_router, context, telemetry, !config.pack.url.empty());
    std::unique_ptr<HttpServer> operator_http;
    if (!settings.metrics_host.empty()) {
        auto listening = HttpServer::listen({.host = settings.metrics_host, .port = settings.metrics_port, .threads = 1,
                                             .max_connections = kOperatorConnections, .deadlines = settings.http.deadlines}, operator_router);
        if (!listening) return fail(listening.error().code, "metrics_listen: " + listening.error().message);
        operator_http = std::move(*listening);
    }
    TRY_ASSIGN(auto http, HttpServer::listen(settings.http, router, &telemetry));
    announce("listening on", settings.http.host, http->port());
    if (operator_http) announce("metrics on", settings.metrics_host, operator_http->port());
    std::thread operator_thread;   // the same signal stops both
    if (operator_http) operator_thread = std::thread([&operator_http] { operator_http->run(); });
    http->run();
    if (operator_thread.joinable()) operator_thread.join();
    if (reconciler) reconciler->stop();   // it stays: a webhook that the store still writes tells it
    counter.close();
    // The writer's last answers go to connections of `http`, so it must still be there.
    return store->close();
}

}   // namespace pasokh::server
