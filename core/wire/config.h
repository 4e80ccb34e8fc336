#pragma once
// What the widget needs to know about a shop: the answer of GET /v1/config, or the same file on a static host.
//
// Texts that people read are given per language; `in_language` picks one.
//
// Use:
//   TRY_ASSIGN(wire::Config config, wire::decode_config(body));
//   show(wire::in_language(config.name, "fa"));

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace pasokh::wire {

struct LocalText {
    std::string lang;                  ///< BCP 47
    std::string text;
};

/// The text of that language, else of the first one; empty when there is none.
std::string_view in_language(const std::vector<LocalText>& texts, std::string_view lang);

/// A way to reach a person.
struct Channel {
    std::string kind;                  ///< phone, whatsapp, telegram, instagram, bale, eitaa, email, form
    std::vector<LocalText> label;      ///< empty: the kind's own name
    std::string value;                 ///< as shown
    std::string url;                   ///< tel:, mailto: or https:
};

struct OpeningHours {
    std::uint8_t weekday = 0;          ///< 0 = Monday ... 6 = Sunday (ISO 8601)
    int open_minute = 0, close_minute = 0;   ///< after local midnight; open < close
};

/// Days on which the week's hours do not hold.
struct Holiday {
    std::int64_t first_day = 0, last_day = 0;   ///< since 1970-01-01, in the shop's zone; both are included
    std::vector<LocalText> name;       ///< may be empty
    std::vector<OpeningHours> hours;   ///< instead of the week's, whatever their weekday; empty: closed
};

struct Features {
    bool search = true, orders = true, feedback = true, requests = true;
    bool unanswered_searches = false;  ///< customers are asked whether the shop may learn what they did not find
};

/// A question the shop asks on its own account. Words are checked by core/feedback/survey.h.
struct Survey {
    std::string id;
    std::string kind;                  ///< csat, nps, effort, review
    std::string trigger;               ///< order_delivered, order_placed, article_read, visit
    int after_days = 0;
    std::vector<std::pair<std::string, int>> product_types;
    int every_days = 90;
    std::vector<LocalText> question;   ///< empty: the usual words
};

/// Where the knowledge base is. The address changes with the content.
struct PackLink {
    std::string url;                   ///< relative to the server; empty = no knowledge base
    std::string crc32;                 ///< of the whole file, 8 hex digits
    std::int64_t bytes = 0;
};

/// Of what every form sends: Config::form_stamp, and the field "website" that no person sees.
inline constexpr std::size_t kMaxStampBytes = 128, kMaxWebsiteBytes = 500;

struct Config {
    std::string shop;                  ///< id
    std::vector<LocalText> name;
    std::vector<std::string> languages;   ///< the shop's own first
    std::vector<Channel> channels;
    std::vector<OpeningHours> hours;
    std::vector<Holiday> holidays;
    int utc_offset_minutes = 210;      ///< of the shop's days and opening hours
    std::string help_url;              ///< help page that works without script; may be empty
    Features features;
    PackLink pack;
    std::vector<Survey> surveys;
    int ask_at_most_every_days = 30;   ///< any survey, of one device
    std::string country = "IR";        ///< ISO 3166-1: how its customers write their phone numbers (core/orders/dialling.h)
    std::string form_stamp = {};       ///< goes along with what the customer sends; the server knows by it when the page came
};

std::string encode(const Config& config);
/// Unknown fields are ignored: an older page reads a newer server. Errors: parse_error, invalid_argument.
Result<Config> decode_config(std::string_view text);

class Reader;
/// The parts that a server's own configuration file shares with the answer. Faults are noted in the reader's document.
std::vector<LocalText> read_local_text(const Reader& reader);
std::vector<Channel> read_channels(const Reader& reader);
std::vector<OpeningHours> read_hours(const Reader& reader);
/// The day since 1970-01-01 that a text names; nothing for another text. On the wire: "2026-11-22".
using ReadDay = std::optional<std::int64_t> (*)(std::string_view);
std::optional<std::int64_t> read_civil_day(std::string_view text);
std::vector<Holiday> read_holidays(const Reader& reader, ReadDay read_day = read_civil_day);
std::vector<Survey> read_surveys(const Reader& reader);
int read_ask_at_most(const Reader& reader);

}   // namespace pasokh::wire
