#include "shell/server/sql/unanswered.h"

namespace pasokh::server {

Result<SearchOutcome> write_unanswered(sql::Database& database, const StoredSearch& search) {
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO unanswered_search (shop_id, id_sha256, query, query_key, lang, day) "
                                             "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, id_sha256) DO NOTHING"));
    TRY(insert.bind(1, search.shop).bind(2, search.id_sha256).bind(3, search.query).bind(4, search.query_key).bind(5, search.lang).bind(6, search.day).run());
    if (database.changes() == 1) return SearchOutcome{search.day, false};

    TRY_ASSIGN(auto query, database.prepare("SELECT day, query, lang FROM unanswered_search WHERE shop_id = $1 AND id_sha256 = $2"));
    if (!query.bind(1, search.shop).bind(2, search.id_sha256).step()) {
        TRY(query.status());
        return fail(ErrorCode::internal, "a search that was neither inserted nor there");
    }
    if (query.text(1) != search.query || query.text(2) != search.lang) return fail(ErrorCode::conflict, "the id was used with another query");
    return SearchOutcome{std::string(query.text(0)), true};
}

Result<std::vector<UnansweredQuery>> read_unanswered_queries(sql::Database& database, const std::string& shop, int at_least, int limit, const std::string& since) {
    TRY_ASSIGN(auto query, database.prepare(
        "SELECT lang, count(*), min(day), max(day), "
        "(SELECT s.query FROM unanswered_search s WHERE s.shop_id = u.shop_id AND s.query_key = u.query_key AND s.lang = u.lang AND s.day >= $1 "
        " GROUP BY s.query ORDER BY count(*) DESC, s.query LIMIT 1) "
        "FROM unanswered_search u WHERE shop_id = $2 AND day >= $1 GROUP BY shop_id, query_key, lang HAVING count(*) >= $3 "
        "ORDER BY count(*) DESC, max(day) DESC, query_key, lang LIMIT $4"));
    query.bind(1, since).bind(2, shop).bind(3, at_least).bind(4, limit);
    std::vector<UnansweredQuery> queries;
    while (query.step())
        queries.push_back({.query = std::string(query.text(4)), .lang = std::string(query.text(0)), .count = query.integer(1),
                           .first_day = std::string(query.text(2)), .last_day = std::string(query.text(3))});
    TRY(query.status());
    return queries;
}

}   // namespace pasokh::server
