#include "tests/fuzz/whole_server.h"

#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>

#include "core/base/verify.h"
#include "core/base/base64url.h"
#include "shell/clock.h"
#include "shell/server/crypto.h"
#include "shell/server/hooks/signature.h"
#include "shell/server/import/import.h"
#include "shell/server/open_store.h"

namespace pasokh::server {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kShop = "demo";
constexpr std::string_view kIdentityKey = "a key of thirty-two characters..", kHookKey = "a secret of thirty-two bytes too";
constexpr int kBits = 4;
constexpr std::string_view kOrder =
    R"([{"number":"SRV-10245","placed_at":"2026-11-01","state":"open","phone":"09120000045","email":"a@b.ir","customer_ref":"42","total":5,"currency":"IRT",)"
    R"("lines":[{"title":"x"}],"parcels":[{"id":"P","status":"in_transit","events":[{"at":"2026-11-02","status":"accepted"}]}]}])";
constexpr std::string_view kRequest =
    R"({"id":"01JD0000000000000000000000","topic":"damaged","message":"x","contact":"09120000045","lang":"fa","occurred_at":"2026-11-22T10:00:00Z"})";

/// In memory where the system has such a place: nothing here needs to last.
std::string make_folder() {
    std::error_code none;
    std::string path = (fs::is_directory("/dev/shm", none) ? fs::path("/dev/shm") : fs::temp_directory_path()) / "pasokh-fuzz-XXXXXX";
    VERIFY(::mkdtemp(path.data()) != nullptr);
    return path;
}

std::unique_ptr<Store> open_shop(const std::string& folder, const Secret& secret) {
    const std::string db = folder + "/shop.db";
    VERIFY(prepare_store(db));
    auto store = open_store({.db = db, .shop = std::string(kShop), .secret_check = secret.fingerprint(), .readers = 1, .max_waiting = 16});
    VERIFY(store);
    return std::move(*store);
}

OrderAccessOptions without_limits() {
    OrderAccessOptions options{.lookups_per_minute = 0, .challenges_per_minute = 0, .views_per_minute = 0};
    options.lookups = {.client_lookups_per_hour = 0, .client_misses = 0, .number_misses_per_hour = 0, .contact_misses_per_hour = 0,
                       .shop_misses_per_minute = 0, .shop_hard_misses_per_minute = 0, .challenge_bits = kBits};
    return options;
}

StaticFiles some_files() {
    StaticFiles files;
    VERIFY(files.add_bytes("/index.html", "<!doctype html>", "br", "gz"));
    VERIFY(files.add_bytes("/kb/demo-1a2b3c4d.pack", "pack", {}, {}));
    return files;
}

/// One value that another thread puts.
template <typename T>
class Waiting {
public:
    void put(T value) {
        const std::scoped_lock lock(mutex_);
        VERIFY(!value_);   // exactly once
        value_ = std::move(value);
        there_.notify_one();
    }
    T take() {
        std::unique_lock lock(mutex_);
        there_.wait(lock, [this] { return value_.has_value(); });
        return std::move(*value_);
    }

private:
    std::mutex mutex_;
    std::condition_variable there_;
    std::optional<T> value_;
};

void replace_all(std::string& text, std::string_view what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

}   // namespace

struct WholeServer::Parts {
    Parts() {
        add_config_route(router, context);
        add_orders_route(router, context);
        add_order_view_route(router, context);
        add_challenge_route(router, context);
        add_feedback_route(router, context);
        add_survey_count_route(router, context);
        add_request_routes(router, context);
        add_unanswered_route(router, context);
        add_operator_routes(router, context, telemetry, false);
        add_orders_hook(router, hooks);
        add_woocommerce_hook(router, hooks);
    }
    ~Parts() {
        counter.close();
        VERIFY(store->close());
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    const std::string folder = make_folder();
    const std::string shop{kShop};
    const Secret secret = Secret::for_checking();
    const std::unique_ptr<Store> store = open_shop(folder, secret);
    OrderAccess orders{without_limits(), secret, Secret::of_text(kIdentityKey), shop};
    HookFigures figures;
    RateLimit no_limit{0};
    FormGuard forms{{.client_per_hour = 0, .shop_per_minute = 0, .seconds = 0}, secret, shop};
    const RequestSecrets request_secrets{secret, shop};
    DayCounter counter{*store, shop, 210};
    Telemetry telemetry{LogLevel::warn};
    const Context context{.store = *store, .secret = secret, .counter = counter, .orders = orders, .forms = forms, .feedback_limit = no_limit, .unanswered_limit = no_limit,
                          .requests_limit = no_limit, .request_secrets = request_secrets, .requests_per_contact_day = 0, .shop = shop,
                          .country = orders::Country::iran(), .utc_offset_minutes = 210, .config_json = R"({"v":1})", .hook_figures = figures};
    const HookContext hooks{.store = *store, .secret = secret, .figures = figures, .shop = shop, .country = orders::Country::iran(),
                            .rules = {.statuses = {}, .carriers = {}, .tracking_meta = {}, .country = orders::Country::iran()}, .orders_secrets = {std::string(kHookKey)},
                            .woocommerce_secrets = {std::string(kHookKey)}, .on_changed = [](const std::string&) {}};
    const StaticFiles files = some_files();
    Router router{files, OriginRule({"https://shop.example"})};
    std::string code, key;             ///< of the request in the store
};

WholeServer::WholeServer() : parts_(std::make_unique<Parts>()) {
    std::vector<wire::Fault> faults;
    auto orders = read_orders_body(kOrder, {.shop = parts_->shop, .country = orders::Country::iran(), .now = now_ms(), .source = "api"}, parts_->secret, faults);
    VERIFY(orders);
    Waiting<Result<ImportSummary>> imported;
    parts_->store->import_orders(parts_->shop, std::move(*orders), {}, [&imported](Result<ImportSummary> summary) { imported.put(std::move(summary)); });
    VERIFY(imported.take());
    Request post{.method = Method::post, .path = "/v1/requests", .content_type = "application/json", .body = std::string(kRequest)};
    const Response stored = answer(*router().match(post).route, post);
    auto receipt = wire::Document::parse(stored.bytes());
    VERIFY(stored.status == 201 && receipt);
    parts_->code = receipt->root().at("code").text();
    parts_->key = receipt->root().at("key").text();
}

WholeServer::~WholeServer() = default;

const Router& WholeServer::router() const { return parts_->router; }

Response WholeServer::answer(const Route& route, const Request& request) {
    Waiting<Response> waiting;
    parts_->router.dispatch(route, request, [&waiting](Response response) { waiting.put(std::move(response)); });
    return waiting.take();
}

void WholeServer::sign(Request& request) const {
    for (auto& [name, value] : request.webhook_headers)
        if (value == "@NOW") value = std::to_string(now_ms() / kSecondMs);
    const std::string signed_text = std::string(request.webhook_header("webhook-id")) + '.' + std::string(request.webhook_header("webhook-timestamp")) + '.' + request.body;
    for (auto& [name, value] : request.webhook_headers) {
        if (value != "@SIGN") continue;
        value = name == "webhook-signature" ? "v1," + base64(hmac_sha256(kHookKey, signed_text)) : base64(hmac_sha256(kHookKey, request.body));
    }
}

std::string WholeServer::with_secrets(std::string body) const {
    if (body.find('@') == std::string::npos) return body;
    const std::string order_id = "api:SRV10245";
    const std::int64_t now_s = now_ms() / kSecondMs;
    replace_all(body, "@VIEW", parts_->orders.tokens.make(TokenKind::view, order_id, now_ms()).text);
    replace_all(body, "@LINK", parts_->orders.tokens.make(TokenKind::link, order_id, now_ms()).text);
    replace_all(body, "@CODE", parts_->code);
    replace_all(body, "@KEY", parts_->key);
    if (body.find("@JWT") != std::string::npos) {
        const std::string claims = R"({"aud":"demo","sub":"42","iat":)" + std::to_string(now_s) + R"(,"exp":)" + std::to_string(now_s + 60) + '}';
        const std::string input = encode_base64url(R"({"alg":"HS256"})") + '.' + encode_base64url(claims);
        replace_all(body, "@JWT", input + '.' + encode_base64url(Secret::of_text(kIdentityKey).digest(input)));
    }
    if (body.find("@POW") != std::string::npos) {
        const orders::Challenge challenge = parts_->orders.challenges.make(kBits, now_ms());
        const std::int64_t number = orders::search_solution(challenge, 0, 100000).value_or(0);
        std::string solved = orders::encode(challenge);
        solved.pop_back();
        replace_all(body, "@POW", solved + R"(,"number":)" + std::to_string(number) + '}');
    }
    return body;
}

}   // namespace pasokh::server
