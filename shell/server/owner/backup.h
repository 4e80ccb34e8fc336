#pragma once
// A shop's SQLite database as one file that can be put away, and back.
//
// A backup is a copy of one moment, taken while the server writes, and a plain file without a log beside it. It appears
// under its name only after it was checked and has reached the disk. The key of the contacts (Secret) is not in it.
//
// Use:
//   TRY_ASSIGN(const BackupSummary saved, back_up("shop.db", "monday.db", Existing::refuse));
//   TRY_ASSIGN(const BackupSummary back, restore("monday.db", "shop.db", Existing::refuse));
//
// PostgreSQL has its own tools: the refusal names the command.
//
// Errors: conflict (the target exists), unavailable (a server uses the target), corrupt, newer_version, invalid_argument,
// not_found, io; each names the file. After a failure the target is as it was. Threads: one at a time a file.

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/db/database.h"

namespace pasokh::server {

enum class Existing : bool { refuse, replace };

struct BackupSummary {
    struct Count {
        std::string table;
        std::int64_t rows = 0;
    };
    std::vector<Count> counts;
    std::int64_t bytes = 0;
    std::int64_t schema = 0;
};

Result<BackupSummary> back_up(const std::string& database, const std::string& file, Existing existing);

/// An older schema is restored as it is: the server upgrades it at its next start.
Result<BackupSummary> restore(const std::string& file, const std::string& database, Existing existing);

/// Every page, index and reference. Errors: corrupt, with SQLite's first finding.
Status check_integrity(db::Database& database);

}   // namespace pasokh::server
