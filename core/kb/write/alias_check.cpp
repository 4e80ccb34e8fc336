#include "core/kb/write/alias_check.h"

#include <algorithm>
#include <set>

#include "core/kb/write/word_key.h"
#include "core/text/language.h"

namespace pasokh::kb::write {

namespace {

/// What only an address has. "24/7" and "Wi-Fi/Bluetooth" are words.
bool is_address(std::string_view alias) {
    for (const std::string_view beginning : {"/", "./", "../", "article:", "http:", "https:", "redirect:"})
        if (alias.starts_with(beginning)) return true;
    if (alias.find_first_of(" \t") != std::string_view::npos) return false;
    for (const std::string_view ending : {".md", ".mdx", ".html", ".htm", ".php"})
        if (alias.ends_with(ending)) return true;
    const std::size_t slash = alias.find('/');
    return slash != std::string_view::npos && (std::count(alias.begin(), alias.end(), '/') > 1 || text::is_language_code(alias.substr(0, slash)));
}

}   // namespace

std::vector<std::string> AliasCheck::accept(const std::vector<LinedText>& aliases, const Owner& owner, const LeadsToArticle& leads_to_article) {
    std::vector<std::string> out;
    std::set<std::string> own;
    for (const auto& [alias, line] : aliases) {
        const auto warn = [&, at = line](std::string text) { warnings_.push_back({std::string(owner.file), at, std::move(text)}); };
        const std::string key = word_key(alias);
        const std::string name = "the alias `" + alias + "` ";
        if (alias.find_first_not_of(" \t\r\n") == std::string::npos) { warn("there is an empty alias; write the other words that people search this guide by, or remove it"); continue; }
        if (is_address(alias)) {
            warn(name + (leads_to_article(alias) ? "is the address of a guide" : "leads to no article here") + " and was left out; an alias is other words that people search this guide by");
            continue;
        }
        if (key.empty()) { warn(name + "has no letter or digit, so nobody can search for it, and was left out"); continue; }
        if (!own.insert(key).second) { warn(name + "is there twice"); continue; }
        const auto [other, is_new] = first_.emplace(std::make_pair(std::string(owner.lang), key), place_of(std::string(owner.file), line));
        if (!is_new) warn(name + "is also one of " + other->second + "; who searches for it gets both guides");
        out.push_back(alias);
    }
    return out;
}

}   // namespace pasokh::kb::write
