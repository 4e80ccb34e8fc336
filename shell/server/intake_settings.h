#pragma once
// What the configuration says about orders that come from other systems: their words, carriers, webhooks and REST.
//
// Use:
//   TRY(read_intake_settings(config_root, folder_of_the_file, check_keys, settings.intake));
//
// Errors: invalid_argument, naming the key. Threads: values.

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/wire/reader.h"
#include "shell/server/import/carriers.h"
#include "shell/server/import/status_map.h"
#include "shell/server/key_check.h"

namespace pasokh::server {

struct IntakeSettings {
    StatusMap statuses;
    Carriers carriers;
    std::string orders_secret_file, woocommerce_secret_file;   ///< empty: the environment may have them
    std::string woocommerce_url;       ///< of the shop's front page; empty: no REST
    std::string woocommerce_key_file;  ///< two words, the consumer key and its secret
    int reconcile_minutes = 0;         ///< 0: only by the command
    bool fulfilments = false;          ///< the shop uses WooCommerce's own fulfilments
    /// Metadata of an order that holds a tracking number, and the carrier's id.
    std::map<std::string, std::string> tracking_meta = {{"post_barcode", "post"}, {"_tracking_number", ""}, {"_wot_tracking_number", ""}};
};

Status read_intake_settings(const wire::Reader& root, const std::filesystem::path& folder, const KeyCheck& check_keys, IntakeSettings& settings);

}   // namespace pasokh::server
