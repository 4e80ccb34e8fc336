#pragma once
// Words of the interface by key, with plurals and placeholders.
//
// One file a language in assets/strings/<lang>.json, compiled into a table by scripts/make_strings.py (a missing or extra key,
// or a placeholder that differs from English, fails the build). Keys are an enum, so a typo does not compile.
//
// Use:
//   std::string title = tr("fa", Key::order_heading, {{"number", digits("fa", order.number)}});
//   std::string label = tr_n("fa", Key::order_late_days, 3);      // plural by CLDR rules
//
// Errors: none; an unknown language falls back to English. Threads: read-only tables.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/i18n/keys.h"   // generated: enum class Key

namespace pasokh::i18n {

using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The words for `key` with "{name}" replaced from `arguments`. In right-to-left languages an argument that is not wholly of
/// Arabic letters and digits is wrapped in first-strong isolates (U+2068, U+2069), so that mixed directions stay in order.
std::string tr(std::string_view lang, Key key, Arguments arguments = {});
/// The plural form for `count` (CLDR: fa and en one/other, ar zero/one/two/few/many/other); "{count}" is the localised number.
std::string tr_n(std::string_view lang, Key key, std::int64_t count, Arguments arguments = {});

/// As `tr` without isolates, for parts that another string will wrap (dates, money) and for plain-text uses.
std::string tr_plain(std::string_view lang, Key key, Arguments arguments = {});

/// The key `index` places after `first`: months, weekdays, statuses and scores are consecutive in assets/strings/en.json
/// (weekday_1 = Monday, jalali_month_1, parcel_unknown ... in the order of orders::ParcelStatus, score_1).
Key key_at(Key first, std::size_t index);

/// For "fa" and for tags such as "fa-IR".
bool is_supported(std::string_view lang);
bool is_rtl(std::string_view lang);

}   // namespace pasokh::i18n
