#include "shell/server/reconcile/command.h"

#include "shell/server/hooks/secrets.h"
#include "shell/server/open_store.h"

namespace pasokh::server {

WooCommerceRules woocommerce_rules(const Settings& settings) {
    const IntakeSettings& intake = settings.intake;
    return {.statuses = intake.statuses, .carriers = intake.carriers, .tracking_meta = intake.tracking_meta,
            .lang = settings.shop.languages.empty() ? "fa" : settings.shop.languages.front(),
            .country = orders::country_of(settings.shop.country), .fulfilments = intake.fulfilments};
}

Result<RestOptions> woocommerce_rest(const Settings& settings) {
    const IntakeSettings& intake = settings.intake;
    if (intake.woocommerce_url.empty())
        return fail(ErrorCode::invalid_argument, "the configuration does not name the shop; add \"woocommerce\": {\"url\": \"https://shop.example\", \"key_file\": \"...\"}");
    const SecretPlace place{.file = intake.woocommerce_key_file, .variable = "PASOKH_WOOCOMMERCE_KEY"};
    TRY_ASSIGN(std::vector<std::string> words, read_words(place));
    if (words.size() != 2)
        return fail(ErrorCode::invalid_argument, (place.file.empty() ? std::string(place.variable) : place.file) +
                                                     ": must hold two words, the consumer key (ck_...) and its secret (cs_...), of WooCommerce > Settings > Advanced > REST API");
    return RestOptions{.base_url = intake.woocommerce_url, .user = std::move(words[0]), .password = std::move(words[1])};
}

Result<SyncSummary> reconcile_woocommerce(const Settings& settings, std::optional<TimestampMs> since,
                                          std::function<void(std::int64_t done, std::int64_t total)> progress) {
    TRY_ASSIGN(RestOptions rest, woocommerce_rest(settings));
    TRY_ASSIGN(const std::string secret_file, secret_file_of(settings.db, settings.secret_file));
    TRY(prepare_store(settings.db));
    TRY_ASSIGN(const Secret secret, Secret::open_or_create(secret_file));
    TRY_ASSIGN(auto store, open_store({.db = settings.db, .shop = settings.shop.shop, .secret_check = secret.fingerprint(), .readers = 0, .max_waiting = 1}));
    StopSignal never;
    RestClient client(std::move(rest), never);
    WooCommerceSync sync(client, {.store = *store, .secret = secret, .shop = settings.shop.shop, .rules = woocommerce_rules(settings),
                                  .progress = std::move(progress)});
    auto summary = sync.run(since);
    TRY(store->close());
    return summary;
}

}   // namespace pasokh::server
