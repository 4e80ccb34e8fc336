#pragma once
// How an order's state is said and coloured, wherever it is shown.

#include <string>
#include <string_view>

#include "core/orders/model.h"
#include "core/ui/widgets.h"

namespace pasokh::ui {

struct StatusLook {
    i18n::Key label;
    Tone tone;
    std::string_view icon;
};
StatusLook look_of(orders::ParcelStatus status);
i18n::Key state_label(orders::OrderState state);

/// Late now, by the shop's days: the same number as in the shop's report.
orders::Lateness lateness_of(const Ui& ui, const orders::Parcel& parcel);
orders::Lateness lateness_of(const Ui& ui, const orders::Order& order);

struct OrderWords {
    std::string status;
    Tone tone = Tone::neutral;
    std::string_view icon;
};
/// The whole order in a word or two: late before all else, then the least advanced parcel, then the shop's state.
OrderWords words_of(const Ui& ui, const orders::Order& order);

}   // namespace pasokh::ui
