#include "shell/server/owner/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "shell/server/crypto.h"
#include "shell/server/owner/backup.h"
#include "shell/server/owner/owner_database.h"
#include "shell/server/settings.h"
#include "shell/server/sqlite/connection.h"
#include "shell/server/sqlite/schema.h"

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
        look_at_identity();
        look_at_database();
        look_at_disk();
        return std::move(findings_);
    }

private:
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
        if (settings_.secret_file.empty()) settings_.secret_file = settings_.db + ".secret";
        return true;
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

    void look_at_identity() {
        const std::string& file = settings_.identity_secret_file;
        const auto key = read_identity_secret(file);
        if (!key) return note(Grade::fail, "identity", key.error().message);
        if (!*key) return;
        struct stat about{};
        if (!file.empty() && ::stat(file.c_str(), &about) == 0 && (about.st_mode & (S_IRGRP | S_IROTH)) != 0)
            return note(Grade::warn, "identity", file + ": others may read it, and be any customer with it; run chmod 400 " + file);
        note(Grade::ok, "identity", "customers can be signed in");
    }

    void look_at_database() {
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

    bool look_at_schema(db::Database& database) {
        const auto application = integer_of(database, "PRAGMA application_id");
        const auto version = database.user_version();
        if (!application || !version) note(Grade::fail, "database", settings_.db + ": " + (application ? version.error() : application.error()).message);
        else if (*application != kApplicationId) note(Grade::fail, "database", settings_.db + ": is not a database of Pasokh");
        else if (*version > kSchemaVersion)
            note(Grade::fail, "database", settings_.db + ": schema " + std::to_string(*version) + " is newer than this program (" + std::to_string(kSchemaVersion) + "); install that version");
        else if (*version < kSchemaVersion)
            note(Grade::warn, "database", settings_.db + ": schema " + std::to_string(*version) + " is older; the next `pasokh serve` upgrades it to " + std::to_string(kSchemaVersion));
        else note(Grade::ok, "database", settings_.db + ": schema " + std::to_string(*version));
        return findings_.back().grade != Grade::fail;
    }

    void look_at_integrity(db::Database& database) {
        const Status whole = check_integrity(database);
        if (whole) note(Grade::ok, "integrity", "every page, index and reference is whole");
        else note(Grade::fail, "integrity", settings_.db + ": " + whole.error().message + "; stop the server and restore the last backup");
    }

    void look_at_secret(db::Database& database) {
        struct stat file {};
        if (::stat(settings_.secret_file.c_str(), &file) != 0)
            return note(Grade::fail, "secret", settings_.secret_file + ": is missing; without it no stored order can be looked up: put its copy back");
        auto secret = Secret::open_or_create(settings_.secret_file);
        if (!secret) return note(Grade::fail, "secret", secret.error().message);
        const auto fits = is_secret_of(database, *secret);
        if (!fits) return note(Grade::fail, "secret", settings_.db + ": " + fits.error().message);
        if (!*fits) return note(Grade::fail, "secret", settings_.secret_file + ": is not the key that the orders were stored with; put the right one back");
        if ((file.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            return note(Grade::fail, "secret", settings_.secret_file + ": others may read it; run: chmod 600 " + settings_.secret_file);
        note(Grade::ok, "secret", settings_.secret_file + ": fits the database, only its owner may read it");
    }

    static Result<bool> is_secret_of(db::Database& database, const Secret& secret) {
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

    static std::optional<TimestampMs> newest_row(db::Database& database) {
        const auto newest = integer_of(database, "SELECT max((SELECT coalesce(max(received_at), 0) FROM feedback), (SELECT coalesce(max(created_at), 0) FROM shop))");
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
