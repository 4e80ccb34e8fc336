#pragma once
// What a shop's own status words mean: the state of the order, and how far its parcel is.
//
// Knows the statuses of WooCommerce and of the Persian shipping plug-in (pws-*); a shop adds its own or changes these
// in its configuration. A word that nobody explained is no error: the order is open, its parcel unknown, and the
// customer reads the word itself.
//
// Use:
//   StatusMap map;
//   TRY(read_status_map(config_root, map));
//   StatusMeaning meaning = map.find("wc-pws-shipping");   // open, in_transit
//
// Errors: invalid_argument, naming the key. Threads: values.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/orders/model.h"
#include "core/wire/config.h"
#include "core/wire/reader.h"

namespace pasokh::server {

struct StatusMeaning {
    orders::OrderState state = orders::OrderState::open;
    orders::ParcelStatus parcel = orders::ParcelStatus::unknown;
    std::vector<wire::LocalText> label = {};   ///< the shop's words for it; may be empty
};

/// In many shops "completed" is said when the parcel leaves.
enum class CompletedMeans : std::uint8_t { shipped, delivered };

class StatusMap {
public:
    StatusMap();
    /// `raw` with or without WooCommerce's "wc-".
    void set(std::string_view raw, StatusMeaning meaning);
    void set(CompletedMeans meaning);
    StatusMeaning find(std::string_view raw) const;
    /// The shop's label in that language, else the word itself, made readable.
    std::string label_of(std::string_view raw, std::string_view lang) const;

private:
    std::map<std::string, StatusMeaning, std::less<>> meanings_;
};

/// Reads `status_map` and `completed_means`; absent keys change nothing.
Status read_status_map(const wire::Reader& root, StatusMap& map);

}   // namespace pasokh::server
