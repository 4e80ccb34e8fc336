#include "shell/server/sql/shop.h"

namespace pasokh::server {

Status ensure_shop(sql::Database& database, const std::string& shop, const std::string& secret_check, TimestampMs now) {
    TRY_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ($1, $2, $3) ON CONFLICT (shop_id) DO NOTHING"));
    TRY(insert.bind(1, shop).bind(2, secret_check).bind(3, now).run());
    TRY_ASSIGN(auto query, database.prepare("SELECT secret_check FROM shop WHERE shop_id = $1"));
    const bool same = query.bind(1, shop).step() && query.text(0) == secret_check;
    TRY(query.status());
    query.reset();
    if (!same)
        return fail(ErrorCode::invalid_argument, "the orders of shop \"" + shop +
                                                     "\" were stored with another secret; name its file with --secret-file");
    return transaction.commit();
}

}   // namespace pasokh::server
