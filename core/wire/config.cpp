#include "core/wire/config.h"

#include "core/base/time.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::wire {

namespace {

constexpr int kMinutesOfDay = 24 * 60;

void write_local_text(Writer& out, std::string_view name, const std::vector<LocalText>& texts) {
    if (texts.empty()) return;
    out.key(name).begin_object();
    for (const LocalText& entry : texts) out.member(entry.lang, entry.text);
    out.end_object();
}

void write_stretch(Writer& out, const OpeningHours& hours) { out.member("open_minute", hours.open_minute).member("close_minute", hours.close_minute); }

OpeningHours read_stretch(const Reader& entry) {
    const OpeningHours hours{0, static_cast<int>(entry.at("open_minute").integer(0, kMinutesOfDay)), static_cast<int>(entry.at("close_minute").integer(0, kMinutesOfDay))};
    if (hours.open_minute >= hours.close_minute) entry.at("close_minute").fail("range");
    return hours;
}

std::string civil_day(std::int64_t day) { return format_rfc3339(day * kDayMs).substr(0, 10); }

void write_holidays(Writer& out, const std::vector<Holiday>& holidays) {
    if (holidays.empty()) return;
    out.key("holidays").begin_array();
    for (const Holiday& holiday : holidays) {
        out.begin_object().member("from", civil_day(holiday.first_day)).member("until", civil_day(holiday.last_day));
        write_local_text(out, "name", holiday.name);
        out.key("hours").begin_array();
        for (const OpeningHours& hours : holiday.hours) {
            out.begin_object();
            write_stretch(out, hours);
            out.end_object();
        }
        out.end_array().end_object();
    }
    out.end_array();
}

constexpr std::size_t kMostSurveys = 20;
constexpr int kLongestWait_days = 3650;

int read_days(const Reader& reader, int least, int usual) { return static_cast<int>(reader.optional_integer(least, kLongestWait_days).value_or(usual)); }

void write_survey(Writer& out, const Survey& survey) {
    out.begin_object().member("id", survey.id).member("kind", survey.kind).member("trigger", survey.trigger);
    out.member("after_days", survey.after_days).member("every_days", survey.every_days);
    if (!survey.product_types.empty()) {
        out.key("product_types").begin_object();
        for (const auto& [type, days] : survey.product_types) out.member(type, days);
        out.end_object();
    }
    write_local_text(out, "question", survey.question);
    out.end_object();
}

bool is_channel_url(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("tel:") || url.starts_with("mailto:");
}

}   // namespace

std::string_view in_language(const std::vector<LocalText>& texts, std::string_view lang) {
    for (const LocalText& entry : texts)
        if (entry.lang == lang) return entry.text;
    return texts.empty() ? std::string_view{} : std::string_view(texts.front().text);
}

std::vector<LocalText> read_local_text(const Reader& reader) {
    std::vector<LocalText> texts;
    if (!reader.is_present()) return texts;
    for (std::string& lang : reader.names()) {
        std::string text = reader.at(lang).text({.min = 1, .max = 200});
        texts.push_back({std::move(lang), std::move(text)});
    }
    return texts;
}

std::vector<Channel> read_channels(const Reader& reader) {
    std::vector<Channel> channels;
    for (const Reader& entry : reader.optional_items(20)) {
        Channel channel{.kind = entry.at("kind").text({.min = 1, .max = 20}), .label = read_local_text(entry.at("label")),
                        .value = entry.at("value").text({.min = 1, .max = 200}), .url = entry.at("url").text({.min = 1, .max = 500})};
        if (!channel.url.empty() && !is_channel_url(channel.url)) entry.at("url").fail("format");
        channels.push_back(std::move(channel));
    }
    return channels;
}

std::vector<OpeningHours> read_hours(const Reader& reader) {
    std::vector<OpeningHours> hours;
    for (const Reader& entry : reader.optional_items(30)) {
        hours.push_back(read_stretch(entry));
        hours.back().weekday = static_cast<std::uint8_t>(entry.at("weekday").integer(0, 6));
    }
    return hours;
}

std::optional<std::int64_t> read_civil_day(std::string_view text) {
    const std::optional<TimestampMs> at = text.size() == 10 ? parse_rfc3339(text) : std::nullopt;
    return at ? std::optional(*at / kDayMs) : std::nullopt;
}

std::vector<Holiday> read_holidays(const Reader& reader, ReadDay read_day) {
    const auto day_at = [&](const Reader& at) {
        const std::optional<std::int64_t> day = read_day(at.text({.min = 8, .max = 40}));
        if (!day) at.fail("format");
        return day.value_or(0);
    };
    std::vector<Holiday> holidays;
    for (const Reader& entry : reader.optional_items(100)) {
        Holiday holiday{.first_day = day_at(entry.at("from")), .last_day = 0, .name = read_local_text(entry.at("name")), .hours = {}};
        holiday.last_day = entry.at("until").is_present() ? day_at(entry.at("until")) : holiday.first_day;
        if (holiday.last_day < holiday.first_day) entry.at("until").fail("range");
        for (const Reader& stretch : entry.at("hours").optional_items(5)) holiday.hours.push_back(read_stretch(stretch));
        holidays.push_back(std::move(holiday));
    }
    return holidays;
}

std::vector<Survey> read_surveys(const Reader& reader) {
    std::vector<Survey> surveys;
    for (const Reader& entry : reader.optional_items(kMostSurveys)) {
        Survey survey{.id = entry.at("id").text({.min = 1, .max = 40}), .kind = entry.at("kind").text({.min = 1, .max = 32}),
                      .trigger = entry.at("trigger").text({.min = 1, .max = 32}), .after_days = read_days(entry.at("after_days"), 0, 0), .product_types = {},
                      .every_days = read_days(entry.at("every_days"), 1, Survey{}.every_days), .question = read_local_text(entry.at("question"))};
        if (const Reader types = entry.at("product_types"); types.is_present())
            for (const std::string& type : types.names()) survey.product_types.emplace_back(type, static_cast<int>(types.at(type).integer(0, kLongestWait_days)));
        surveys.push_back(std::move(survey));
    }
    return surveys;
}

int read_ask_at_most(const Reader& reader) { return read_days(reader, 1, Config{}.ask_at_most_every_days); }

std::string encode(const Config& config) {
    Writer out;
    out.begin_object();
    out.member("shop", config.shop);
    write_local_text(out, "name", config.name);
    out.key("languages").begin_array();
    for (const std::string& lang : config.languages) out.text(lang);
    out.end_array();
    out.key("channels").begin_array();
    for (const Channel& channel : config.channels) {
        out.begin_object().member("kind", channel.kind);
        write_local_text(out, "label", channel.label);
        out.member("value", channel.value).member("url", channel.url).end_object();
    }
    out.end_array();
    out.key("hours").begin_array();
    for (const OpeningHours& hours : config.hours) {
        out.begin_object().member("weekday", int{hours.weekday});
        write_stretch(out, hours);
        out.end_object();
    }
    out.end_array();
    write_holidays(out, config.holidays);
    out.member("utc_offset_minutes", config.utc_offset_minutes).member("country", config.country);
    out.member_if_any("help_url", config.help_url);
    out.key("features").begin_object().member("search", config.features.search).member("orders", config.features.orders)
        .member("feedback", config.features.feedback).member("requests", config.features.requests).member("unanswered_searches", config.features.unanswered_searches).end_object();
    if (!config.pack.url.empty())
        out.key("pack").begin_object().member("url", config.pack.url).member("crc32", config.pack.crc32)
            .member("bytes", config.pack.bytes).end_object();
    if (!config.surveys.empty()) {
        out.member("ask_at_most_every_days", config.ask_at_most_every_days).key("surveys").begin_array();
        for (const Survey& survey : config.surveys) write_survey(out, survey);
        out.end_array();
    }
    out.member_if_any("form_stamp", config.form_stamp);
    out.end_object();
    return out.take();
}

Result<Config> decode_config(std::string_view text) {
    TRY_ASSIGN(Document document, Document::parse(text));
    const Reader root = document.root();
    Config config{.shop = root.at("shop").text({.min = 1, .max = 64}), .name = read_local_text(root.at("name")), .languages = {},
                  .channels = read_channels(root.at("channels")), .hours = read_hours(root.at("hours")), .holidays = read_holidays(root.at("holidays")),
                  .utc_offset_minutes = static_cast<int>(root.at("utc_offset_minutes").optional_integer(-1440, 1440).value_or(0)),
                  .help_url = root.at("help_url").optional_text({.min = 0, .max = 500}), .features = {}, .pack = {}, .surveys = {}};
    for (const Reader& lang : root.at("languages").optional_items(50)) config.languages.push_back(lang.text({.min = 2, .max = 20}));
    const Reader features = root.at("features");
    config.features = {features.at("search").boolean_or(true), features.at("orders").boolean_or(false),
                       features.at("feedback").boolean_or(false), features.at("requests").boolean_or(false), features.at("unanswered_searches").boolean_or(false)};
    if (const Reader pack = root.at("pack"); pack.is_present())
        config.pack = {pack.at("url").text({.min = 1, .max = 500}), pack.at("crc32").optional_text({.min = 0, .max = 8}),
                       pack.at("bytes").optional_integer(0).value_or(0)};
    config.surveys = read_surveys(root.at("surveys"));
    config.ask_at_most_every_days = read_ask_at_most(root.at("ask_at_most_every_days"));
    if (const Reader country = root.at("country"); country.is_present()) config.country = country.text({.min = 2, .max = 2});
    config.form_stamp = root.at("form_stamp").is_present() ? root.at("form_stamp").token(kMaxStampBytes) : std::string{};
    TRY(document.status());
    return config;
}

}   // namespace pasokh::wire
