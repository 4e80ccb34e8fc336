#pragma once
// Waiting deliveries as JSON, for whatever keeps them: IndexedDB in the page, a file on the desktop.
//
// Use:
//   store(encode(item));
//   TRY_ASSIGN(std::vector<OutboxItem> items, decode_outbox(text));   // an array of them

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/session/state.h"

namespace pasokh::session {

/// {"id", "path", "body", "created_at", "tries", "next_at"}; times are UTC milliseconds.
std::string encode(const OutboxItem& item);
/// An array of such objects. Errors: parse_error, invalid_argument with the JSON pointer.
Result<std::vector<OutboxItem>> decode_outbox(std::string_view text);

}   // namespace pasokh::session
