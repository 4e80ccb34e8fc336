#pragma once
// A signed link for an e-mail or SMS of the shop: it opens one order, with nothing to type.
//
// Use:
//   TRY_ASSIGN(const Token link, make_order_link({.db = "shop.db", .number = "SRV-10245"}, now));
//   print(kOrderFragment + link.text);
//
// Errors: those of owner_database.h and Secret; not_found (no such order, no secret file), invalid_argument (the secret is not
// the one the orders were stored with). Threads: any.

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "shell/server/token.h"

namespace pasokh::server {

/// At the end of the address of any page with the widget. A fragment is never sent to a server.
inline constexpr std::string_view kOrderFragment = "#pasokh-order=";

struct OrderLinkRequest {
    std::string db;
    std::string secret_file;           ///< empty: "<db>.secret"
    std::string shop;                  ///< empty: the only one of the database
    std::string number;
    int days = 30;
};

Result<Token> make_order_link(const OrderLinkRequest& request, TimestampMs now);

}   // namespace pasokh::server
