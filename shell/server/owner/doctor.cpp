#include "shell/server/owner/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "shell/server/crypto.h"
#include "shell/server/owner/backup.h"
#include "shell/server/owner/owner_database.h"
#include "shell/server/open_store.h"
#include "shell/server/postgres/address.h"
#include "shell/server/postgres/driver.h"
#include "shell/server/settings.h"
#include "shell/server/sql/schema.h"
#include "shell/server/sql/schema_version.h"
#include "shell/server/sqlite/connection.h"

namespace pasokh::server {

namespace {

namespace fs = std::filesystem;
using Grade = Finding::Grade;

constexpr std::uintmax_t kMegabyte = 1024 * 1024;
constexpr std::uintmax_t kFullDisk = 32 * kMegabyte, kShortDisk = 512 * kMegabyte;
constexpr std::uintmax_t kLongLog = 64 * kMegabyte;
constexpr TimestampMs kBuilt = 1'793'491'200'000;      ///< 2026-11-01: this program is younger
constexpr TimestampMs kClockSlack = 5 * kMinuteMs;

std::string megabytes(std::uintmax_t bytes) { return std::to_string(bytes / kMegabyte) + " MB"; }

class Doctor {
public:
    explicit Doctor(const DoctorQuestion& question) : question_(question) {}

    std::vector<Finding> examine() {
        if (!read_config()) return std::move(findings_);
        look_at_content();
        look_at_database();
        look_at_disk();
        return std::move(findings_);
    }

private:
    std::string name() const { return without_password(settings_.db); }
    void note(Grade grade, std::string part, std::string words) { findings_.push_back({grade, std::move(part), std::move(words)}); }

    bool read_config() {
        if (!question_.config.empty()) {
            auto settings = read_settings_file(question_.config);
            if (!settings) {
                note(Grade::fail, "config", settings.error().message);
                return false;
            }
            settings_ = std::move(*settings);
            note(Grade::ok, "config", question_.config + ": all keys are known and valid");
        }
        if (!question_.db.empty()) settings_.db = question_.db;
        auto secret_file = secret_file_of(settings_.db, settings_.secret_file);
        if (secret_file) settings_.secret_file = *secret_file;
        else note(Grade::fail, "config", secret_file.error().message);
        return secret_file.has_value();
    }

    void look_at_content() {
        const auto look = [this](const std::string& path, bool folder, const char* key) {
            std::error_code problem;
            if (path.empty()) return;
            const bool there = folder ? fs::is_directory(path, problem) : fs::is_regular_file(path, problem);
            if (there && ::access(path.c_str(), R_OK) == 0) note(Grade::ok, "content", path + ": " + key + " is there");
            else note(Grade::fail, "content", path + ": " + key + " of the configuration is missing or may not be read");
        };
        look(settings_.assets, true, "assets");
        look(settings_.content, true, "content");
        look(settings_.pack, false, "pack");
    }

    void look_at_database() {
        if (is_postgres(settings_.db)) return look_at_server();
        std::error_code problem;
        if (!fs::exists(settings_.db, problem)) {
            note(question_.db.empty() ? Grade::warn : Grade::fail, "database", settings_.db + ": is not there; `pasokh serve` makes it at its first start");
            return look_at_clock(std::nullopt);
        }
        auto database = open_reader(settings_.db);
        if (!database) {
            note(Grade::fail, "database", database.error().message);
            return look_at_clock(std::nullopt);
        }
        if (look_at_schema(*database)) {
            look_at_integrity(*database);
            look_at_secret(*database);
            look_at_log();
        }
        look_at_clock(newest_row(*database));
    }

    /// What a file has and a server has not (pages, log, disk) its own administrator watches.
    void look_at_server() {
        auto database = connect_postgres({.address = settings_.db});
        if (!database) {
            note(Grade::fail, "database", database.error().message);
            return look_at_clock(std::nullopt);
        }
        if (look_at_schema(*database)) {
            look_at_durability(*database);
            look_at_secret(*database);
        }
        look_at_clock(newest_row(*database));
    }

    void look_at_durability(sql::Database& database) {
        const auto off = sql::integer_of(database, "SELECT count(*) FROM (SELECT current_setting('fsync') AS value UNION ALL SELECT current_setting('full_page_writes')) AS s "
                                                   "WHERE value <> 'on'");
        if (!off) note(Grade::fail, "durability", name() + ": " + off.error().message);
        else if (*off > 0) note(Grade::fail, "durability", name() + ": fsync or full_page_writes is off; a power cut loses what was acknowledged: turn them on");
        else note(Grade::ok, "durability", "fsync and full_page_writes are on");
    }

    bool look_at_schema(sql::Database& database) {
        const auto found = schema_version(database);
        const std::optional<std::int64_t> version = found ? *found : std::nullopt;
        if (!found) note(Grade::fail, "database", name() + ": " + found.error().message);
        else if (!version) note(Grade::fail, "database", name() + ": is not a database of Pasokh");
        else if (*version > kSchemaVersion)
            note(Grade::fail, "database", name() + ": schema " + std::to_string(*version) + " is newer than this program (" + std::to_string(kSchemaVersion) + "); install that version");
        else if (*version < kSchemaVersion)
            note(Grade::warn, "database", name() + ": schema " + std::to_string(*version) + " is older; the next `pasokh serve` upgrades it to " + std::to_string(kSchemaVersion));
        else note(Grade::ok, "database", name() + ": schema " + std::to_string(*version));
        return findings_.back().grade != Grade::fail;
    }

    void look_at_integrity(sql::Database& database) {
        const Status whole = check_integrity(*database.sqlite());
        if (whole) note(Grade::ok, "integrity", "every page, index and reference is whole");
        else note(Grade::fail, "integrity", settings_.db + ": " + whole.error().message + "; stop the server and restore the last backup");
    }

    void look_at_secret(sql::Database& database) {
        struct stat file {};
        if (::stat(settings_.secret_file.c_str(), &file) != 0)
            return note(Grade::fail, "secret", settings_.secret_file + ": is missing; without it no stored order can be looked up: put its copy back");
        auto secret = Secret::open_or_create(settings_.secret_file);
        if (!secret) return note(Grade::fail, "secret", secret.error().message);
        const auto fits = is_secret_of(database, *secret);
        if (!fits) return note(Grade::fail, "secret", name() + ": " + fits.error().message);
        if (!*fits) return note(Grade::fail, "secret", settings_.secret_file + ": is not the key that the orders were stored with; put the right one back");
        if ((file.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            return note(Grade::fail, "secret", settings_.secret_file + ": others may read it; run: chmod 600 " + settings_.secret_file);
        note(Grade::ok, "secret", settings_.secret_file + ": fits the database, only its owner may read it");
    }

    static Result<bool> is_secret_of(sql::Database& database, const Secret& secret) {
        TRY_ASSIGN(auto other, database.prepare("SELECT 1 FROM shop WHERE secret_check <> $1"));
        const bool found = other.bind(1, secret.fingerprint()).step();
        TRY(other.status());
        return !found;
    }

    void look_at_log() {
        std::error_code problem;
        const std::uintmax_t bytes = fs::file_size(settings_.db + "-wal", problem);
        if (problem) note(Grade::ok, "log", "no write-ahead log is waiting");
        else if (bytes > kLongLog) note(Grade::warn, "log", "the write-ahead log has " + megabytes(bytes) + "; a restart of the server moves it into the database");
        else note(Grade::ok, "log", "the write-ahead log has " + megabytes(bytes));
    }

    void look_at_disk() {
        if (is_postgres(settings_.db)) return;
        const fs::path folder = fs::path(settings_.db).parent_path();
        std::error_code problem;
        const fs::space_info space = fs::space(folder.empty() ? "." : folder, problem);
        if (problem) return note(Grade::fail, "disk", folder.string() + ": " + problem.message());
        const std::uintmax_t bytes = fs::file_size(settings_.db, problem);
        const std::uintmax_t wanted = problem ? kShortDisk : std::max(kShortDisk, 2 * bytes);
        const std::string words = megabytes(space.available) + " free for the database and its log";
        if (space.available < kFullDisk) note(Grade::fail, "disk", words + "; the server will soon answer 503: make room");
        else if (space.available < wanted) note(Grade::warn, "disk", words + "; " + megabytes(wanted) + " leave room for a backup beside it");
        else note(Grade::ok, "disk", words);
    }

    static std::optional<TimestampMs> newest_row(sql::Database& database) {
        const auto newest = sql::integer_of(database, "SELECT max(at) FROM (SELECT max(received_at) AS at FROM feedback UNION ALL SELECT max(created_at) FROM shop) AS newest");
        return newest ? std::optional(*newest) : std::nullopt;
    }

    void look_at_clock(std::optional<TimestampMs> newest) {
        const std::string now = format_rfc3339(question_.now);
        if (question_.now < kBuilt) note(Grade::fail, "clock", now + " is before this program was made; set the clock (systemd-timesyncd or chrony keep it right)");
        else if (newest && question_.now + kClockSlack < *newest)
            note(Grade::fail, "clock", now + " is before the newest answer stored, " + format_rfc3339(*newest) + "; the clock is or was wrong");
        else note(Grade::ok, "clock", now);
    }

    const DoctorQuestion& question_;
    Settings settings_;
    std::vector<Finding> findings_;
};

}   // namespace

std::vector<Finding> examine(const DoctorQuestion& question) { return Doctor(question).examine(); }

}   // namespace pasokh::server
