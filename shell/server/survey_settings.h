#pragma once
// The surveys of the configuration file (config.md).
//
// Use:
//   TRY(read_survey_settings(root.at("shop"), check_keys, settings.shop));
//
// Errors: invalid_argument, beginning with the JSON pointer; those of `check_keys`, which name the file; the types are noted in the
// reader's document. Threads: none.

#include "core/wire/config.h"
#include "shell/server/key_check.h"

namespace pasokh::server {

Status read_survey_settings(const wire::Reader& shop, const KeyCheck& check_keys, wire::Config& config);

}   // namespace pasokh::server
