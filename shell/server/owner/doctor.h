#pragma once
// Looks a shop's installation over and says what is wrong and what to do about it. Changes nothing.
//
// Use:
//   for (const Finding& finding : examine({.config = "shop.json", .now = now})) print(finding);
//
// Errors: are findings. Threads: one at a time.

#include <string>
#include <vector>

#include "core/base/time.h"

namespace pasokh::server {

struct DoctorQuestion {
    std::string config;                ///< empty: none
    std::string db;                    ///< empty: the configuration's
    TimestampMs now = 0;
};

struct Finding {
    enum class Grade : std::uint8_t { ok, warn, fail };
    Grade grade = Grade::ok;
    std::string part;                  ///< one word: config, content, database, integrity, durability, secret, disk, log, clock
    std::string words;
};

std::vector<Finding> examine(const DoctorQuestion& question);

}   // namespace pasokh::server
