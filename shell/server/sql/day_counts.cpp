#include "shell/server/sql/day_counts.h"

namespace pasokh::server {

namespace {
constexpr std::string_view name_of(Counted what) {
    switch (what) {
        case Counted::lookup_hit: return "lookup_hit";
        case Counted::lookup_miss: return "lookup_miss";
        case Counted::survey_shown: return "survey_shown";
        case Counted::survey_answered: return "survey_answered";
    }
    return {};
}
}   // namespace

Status write_counts(sql::Database& database, const std::string& shop, const std::vector<DayCount>& counts) {
    TRY_ASSIGN(auto add, database.prepare("INSERT INTO day_count (shop_id, day, name, count) VALUES ($1, $2, $3, $4) "
                                          "ON CONFLICT (shop_id, day, name) DO UPDATE SET count = day_count.count + excluded.count"));
    for (const DayCount& one : counts) TRY(add.bind(1, shop).bind(2, one.day).bind(3, name_of(one.what)).bind(4, one.count).run());
    return {};
}

}   // namespace pasokh::server
