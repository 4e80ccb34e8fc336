#pragma once
// The surveys of the configuration file (config.md).
//
// Use:
//   TRY(read_survey_settings(root.at("shop"), check_keys, settings.shop));
//
// Errors: invalid_argument, beginning with the JSON pointer; those of `check_keys`, which name the file; the types are noted in the
// reader's document. Threads: none.

#include <functional>
#include <initializer_list>
#include <string_view>

#include "core/base/result.h"
#include "core/wire/config.h"
#include "core/wire/reader.h"

namespace pasokh::server {

/// Refuses a key that is not known, naming the nearest.
using KeyCheck = std::function<Status(const wire::Reader& object, std::initializer_list<std::string_view> known)>;

Status read_survey_settings(const wire::Reader& shop, const KeyCheck& check_keys, wire::Config& config);

}   // namespace pasokh::server
