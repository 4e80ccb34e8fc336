#pragma once
// What the customer sent and the server has not confirmed, kept in one JSON file.
//
// The whole file is written to a temporary one, flushed to the disk and renamed, so a crash leaves the old or the new list,
// never half of one. A file that cannot be understood is set aside as "<file>.damaged", not overwritten.
//
// Use:
//   OutboxFile outbox(path);
//   app.dispatch(action::OutboxLoaded{outbox.items()}, context);
//   TRY(outbox.save(item));
//
// Ownership: values. Errors: io with the path. Threads: one.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/session/state.h"

namespace pasokh::desktop {

class OutboxFile {
public:
    explicit OutboxFile(std::string path);

    const std::vector<session::OutboxItem>& items() const { return items_; }
    /// Adds the item or replaces the one with its id.
    Status save(const session::OutboxItem& item);
    Status drop(std::string_view id);

private:
    Status write() const;

    std::string path_;
    std::vector<session::OutboxItem> items_;
};

}   // namespace pasokh::desktop
