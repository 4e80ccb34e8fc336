#include "shell/server/owner/order_link.h"

#include <filesystem>

#include "core/orders/contact.h"
#include "shell/server/open_store.h"
#include "shell/server/owner/owner_database.h"

namespace pasokh::server {

Result<Token> make_order_link(const OrderLinkRequest& request, TimestampMs now) {
    TRY_ASSIGN(auto database, open_for_reading(request.db));
    TRY_ASSIGN(const std::string shop, the_shop(database, request.shop));
    TRY_ASSIGN(const std::string secret_file, secret_file_of(request.db, request.secret_file));
    std::error_code problem;
    if (!std::filesystem::exists(secret_file, problem))   // one that is made now would sign what no server takes
        return fail(ErrorCode::not_found, secret_file + ": the server's secret is not there; name it with --secret-file");
    TRY_ASSIGN(const Secret secret, Secret::open_or_create(secret_file));
    TRY_ASSIGN(auto check, database.prepare("SELECT secret_check FROM shop WHERE shop_id = $1"));
    const bool same = check.bind(1, shop).step() && check.text(0) == secret.fingerprint();
    TRY(check.status());
    if (!same) return fail(ErrorCode::invalid_argument, secret_file + ": the orders were stored with another secret; name its file with --secret-file");

    TRY_ASSIGN(auto query, database.prepare("SELECT order_id FROM sales_order WHERE shop_id = $1 AND number_norm = $2 ORDER BY placed_at DESC LIMIT 1"));
    const bool found = query.bind(1, shop).bind(2, orders::normalise_order_number(request.number)).step();
    TRY(query.status());
    if (!found) return fail(ErrorCode::not_found, "there is no order \"" + request.number + "\" in shop \"" + shop + "\"");
    return Tokens(secret, shop).make_until(TokenKind::link, query.text(0), now + request.days * kDayMs);
}

}   // namespace pasokh::server
