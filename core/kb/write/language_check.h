#pragma once
// Language codes as authors write them: "persian", "fa_IR", "FA", a folder "farsi". What is wrong with one, and what to write.
//
// Use:
//   if (const auto fault = find_language_fault("persian")) fault->text == "`persian` is not a language code; write `fa`"

#include <optional>
#include <string>
#include <string_view>

namespace pasokh::kb::write {

struct LanguageFault {
    bool usable = false;               ///< well-formed, but of no language known here
    std::string text;
};

/// Nothing when `code` is a known language.
std::optional<LanguageFault> find_language_fault(std::string_view code);

/// What to tell about a folder whose name is meant as a language and is none. Nothing for "fa" and for "returns".
std::optional<std::string> find_language_folder_fault(std::string_view name);

}   // namespace pasokh::kb::write
