#include "core/session/reduction.h"

#include "core/base/json_text.h"
#include "core/i18n/strings.h"

namespace pasokh::session {

void Reduction::emit(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string_view>> detail) {
    std::string json = "{";
    for (const auto& [field, value] : detail) {
        if (json.size() > 1) json += ',';
        append_json_string(json, field);
        json += ':';
        append_json_string(json, value);
    }
    json += '}';
    push(effect::Emit{std::string(name), std::move(json)});
}

void Reduction::emit_search(std::string_view query, std::uint32_t total) {
    std::string json = "{\"query\":";
    append_json_string(json, query);
    json += ",\"total\":";
    append_json_integer(json, total);
    json += '}';
    push(effect::Emit{"search", std::move(json)});
}

void Reduction::announce(i18n::Key words) { push(effect::Announce{i18n::tr(state.lang, words), false}); }

std::string stamp_for(const State& state, bool has_words) {
    constexpr TimestampMs kRestMs = 6 * kSecondMs;   // more than a server may ask for
    const bool fresh = state.now - state.stamped_at < kRestMs;
    return has_words && fresh ? std::string{} : state.config.form_stamp;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}   // namespace pasokh::session
