#pragma once
// How a part of the configuration file has its keys checked by the whole.

#include <functional>
#include <initializer_list>
#include <string_view>

#include "core/base/result.h"
#include "core/wire/reader.h"

namespace pasokh::server {

/// Refuses a key that is not known, naming the nearest one.
using KeyCheck = std::function<Status(const wire::Reader& object, std::initializer_list<std::string_view> known)>;

}   // namespace pasokh::server
