#include "shell/server/sql/challenge_use.h"

namespace pasokh::server {

Result<bool> write_challenge_use(sql::Database& database, const std::string& shop, const std::string& salt, TimestampMs expires_at, TimestampMs now) {
    TRY_ASSIGN(auto forget, database.prepare("DELETE FROM seen_nonce WHERE forget_at <= $1"));
    TRY(forget.bind(1, now).run());
    TRY_ASSIGN(auto use, database.prepare("INSERT INTO seen_nonce (shop_id, purpose, nonce, forget_at) VALUES ($1, 'challenge', $2, $3) "
                                          "ON CONFLICT (shop_id, purpose, nonce) DO NOTHING"));
    TRY(use.bind(1, shop).bind(2, salt).bind(3, expires_at).run());
    return database.changes() == 1;
}

}   // namespace pasokh::server
