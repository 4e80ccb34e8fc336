#include "core/requests/code.h"
#include "tests/fuzz/seeds.h"

namespace pasokh::fuzz {

namespace {

std::string bytes_of(std::string_view first, std::string_view rest) { return std::string(first).append(rest); }

/// A request as a browser sends it, its length left out: the target reads to the end.
std::string http(std::string_view start, std::string_view headers, std::string_view body) {
    std::string text = std::string(start) + " HTTP/1.1\r\nHost: shop.example\r\n";
    text.append(headers);
    return text + "\r\n" + std::string(body);
}

std::string post(std::string_view path, std::string_view body) {
    return http("POST " + std::string(path), "Origin: https://shop.example\r\nContent-Type: application/json\r\n", body);
}

constexpr std::string_view kLookup = R"({"number":"SRV-10245","contact":{"phone":"09120000045"}})";
constexpr std::string_view kFeedback =
    R"({"id":"01JD0000000000000000000001","kind":"csat","score":2,"comment":"دیر رسید","subject":"SRV-10245","lang":"fa","occurred_at":"2026-11-22T10:00:00Z"})";
constexpr std::string_view kVote =
    R"({"id":"01JD0000000000000000000002","kind":"article","score":0,"subject":"fa/returns/a","reason":"unclear","lang":"fa","occurred_at":"2026-11-22T10:00:00Z","replaces":"01JD0000000000000000000003"})";
constexpr std::string_view kUnanswered = R"({"id":"01JD0000000000000000000004","query":"کارت هدیه 09120000045","lang":"fa"})";
constexpr std::string_view kRequest =
    R"({"id":"01JD0000000000000000000005","topic":"warranty","message":"خراب است\nx","contact":"a@b.ir","order_number":"SRV-10245","lang":"fa","occurred_at":"2026-11-22T10:00:00Z","website":""})";
constexpr std::string_view kProof = R"({"code":"@CODE","contact":"09120000045"})";
constexpr std::string_view kMessage = R"({"id":"01JD0000000000000000000006","code":"@CODE","key":"@KEY","text":"سلام"})";
constexpr std::string_view kSolved = R"({"code":"@CODE","key":"@KEY","solved":true})";
constexpr std::string_view kWooCommerce =
    R"({"id":1024,"number":"1024","status":"wc-pws-shipping","currency":"IRT","date_created_gmt":"2026-11-01T10:00:00","date_modified_gmt":"2026-11-02T10:00:00",)"
    R"("total":"۱٬۲۵۰٬۰۰۰.۰۰","customer_id":7,"billing":{"phone":"۰۹۱۲۰۰۰۰۰۴۵","email":"a@b.ir","city":"قم"},"line_items":[{"id":1,"name":"A","quantity":2}]})";
constexpr std::string_view kOwnOrders =
    R"([{"number":"A-1","placed_at":"2026-11-01","state":"open","phone":"09120000045","total":5,"currency":"IRT","lines":[{"title":"x"}],)"
    R"("parcels":[{"id":"P","status":"in_transit","eta":{"from":"2026-11-01","until":"2026-11-02"},"lines":[1],"events":[{"at":"2026-11-01","status":"pending"}]}]}])";
const std::string kCode = requests::make_code({'1', '2', '3', '4', '5', '6', '7', '8', '9'});   // that of fuzz_page.cpp, too

void add_router_seeds(const Write& write) {
    write("router/config", http("GET /v1/config", "If-None-Match: \"x\"\r\n", ""));
    write("router/file", http("GET /index.html", "Accept-Encoding: br, gzip\r\nOrigin: https://shop.example\r\n", ""));
    write("router/pack", http("HEAD /kb/demo-1a2b3c4d.pack?x=1", "X-Forwarded-For: 1.2.3.4, 10.0.0.9, fd00::1\r\n", ""));
    write("router/preflight", http("OPTIONS /v1/feedback", "Origin: https://shop.example\r\nAccess-Control-Request-Method: POST\r\n", ""));
    write("router/stranger", http("POST /v1/feedback", "Origin: https://evil.example\r\nContent-Type: application/json\r\n", kFeedback));
    write("router/escaped", http("GET /%D8%A7%2F..%2e", "", ""));
    write("router/health", http("GET /healthz", "", ""));
    write("router/ready", http("GET /readyz", "", ""));
    write("router/figures", http("GET /metrics", "", ""));
    write("router/old", "GET /v1/config HTTP/1.0\r\n\r\n");
    write("router/smuggled", http("POST /v1/feedback", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    write("router/lookup", post("/v1/orders/lookup", kLookup));
    write("router/solved", post("/v1/orders/lookup", R"({"number":"SRV-10245","contact":{"email":"A@b.ir"},"pow":@POW})"));
    write("router/challenge", post("/v1/challenge", "{}"));
    write("router/view", post("/v1/orders/view", R"({"view_token":"@VIEW"})"));
    write("router/link", post("/v1/orders/view", R"({"link_token":"@LINK"})"));
    write("router/orders", post("/v1/orders/view", R"({"jwt":"@JWT"})"));
    write("router/order", post("/v1/orders/view", R"({"jwt":"@JWT","number":"SRV-10245"})"));
    write("router/feedback", post("/v1/feedback", kFeedback));
    write("router/vote", post("/v1/feedback", kVote));
    write("router/unanswered", post("/v1/unanswered", kUnanswered));
    write("router/request", post("/v1/requests", kRequest));
    write("router/status", post("/v1/requests/status", kProof));
    write("router/message", post("/v1/requests/messages", kMessage));
    write("router/opened", post("/v1/requests/solved", kSolved));
    write("router/hook", http("POST /hooks/orders", "Webhook-Id: msg_1\r\nWebhook-Timestamp: @NOW\r\nWebhook-Signature: @SIGN\r\n", kOwnOrders));
    write("router/escaped-key", http("POST /hooks/orders", "Webhook-Id: msg_2\r\nWebhook-Timestamp: @NOW\r\nWebhook-Signature: @SIGN\r\n", "{\"\\u006frders\":" + std::string(kOwnOrders) + "}"));
    write("router/woocommerce", http("POST /hooks/woocommerce", "X-WC-Webhook-Topic: order.updated\r\nX-WC-Webhook-Signature: @SIGN\r\n", kWooCommerce));
    write("router/deleted", http("POST /hooks/woocommerce", "X-WC-Webhook-Topic: order.deleted\r\nX-WC-Webhook-Signature: @SIGN\r\n", R"({"id":1024})"));
    write("router/ping", http("POST /hooks/woocommerce", "Content-Type: application/x-www-form-urlencoded\r\n", "webhook_id=7"));
}

/// The first byte is the reader's place in fuzz_json.cpp.
void add_json_seeds(const Write& write) {
    write("json/anything", bytes_of("\x08", R"({"a":[1,-2.5e3,true,null,"\u06f1\ud83d\udc4d",{"b~/":[]}],"t":"2026-11-22T10:00:00+03:30"})"));
    write("json/lookup", bytes_of("\x09", kLookup));
    write("json/worked", bytes_of("\x09", R"({"number":"#srv ۱","contact":{"email":"A@b.ir"},"pow":{"salt":"AAAA","bits":16,"expires_at":"2026-11-22T10:05:00Z","signature":"BBBB","number":77}})"));
    write("json/feedback", bytes_of("\x0a", kFeedback));
    write("json/vote", bytes_of("\x0a", kVote));
    write("json/unanswered", bytes_of("\x0b", kUnanswered));
    write("json/request", bytes_of("\x0c", kRequest));
    write("json/proof", bytes_of("\x0d", R"({"code":")" + kCode + R"(","contact":"09120000045"})"));
    write("json/message", bytes_of("\x0e", R"({"code":")" + kCode + R"(","id":"01JD0000000000000000000006","contact":"a@b.ir","text":"x"})"));
    write("json/solved", bytes_of("\x0f", R"({"code":")" + kCode + R"(","key":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","solved":false})"));
}

/// The first byte is the reader's place in fuzz_values.cpp.
void add_value_seeds(const Write& write) {
    for (const auto& [name, text] : {std::pair{"values/instant", "02026-11-22T10:05:06.789+03:30"}, {"values/day", "0۱۴۰۵-۰۹-۰۱"}, {"values/relative", "0now-3d"}, {"values/leap", "02024-02-29"},
                                     {"values/first", "00000-01-01T00:00+00:01"}, {"values/last", "09999-12-31T23:59:59.999-00:01"},
                                     {"values/jalali", "1\x05\x7D\x0C\x1E\x01"}, {"values/hijri", "1\x05\xA8\x0C\x1E\x02"},
                                     {"values/amount", "2۱٬۲۵۰٬۰۰۰٫۵"}, {"values/large", "2-9223372036854775808"}, {"values/money", "212,345.678"},
                                     {"values/phone", "3+98 0912-000 0045"}, {"values/national", "3۰۹۱۲ ۰۰۰ ۰۰۴۵"}, {"values/saudi", "3SA٠٥٠ ١٢٣ ٤٥٦٧"}, {"values/trunk", "3DE+49 (0)151 23456789"}, {"values/email", "3 A.b@Shop.Example "}, {"values/digits", "3 666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666666@5.ir"}, {"values/number", "3#srv–۱۰۲۴۵"},
                                     {"values/code", "47k2q9-f4xwo"}, {"values/letters", "5\u200Ewc-Pws_Shipping ١٢٣\u00A0１"}})
        write(name, text);
}

constexpr std::string_view kOrder =
    R"({"number":"SRV-1","placed_at":"2026-11-01T00:00:00Z","state":"open","raw_status":"x","total":{"minor":125000,"currency":"IRT"},"lines":[{"title":"کتاب","quantity":2,"product_type":"durable"}],)"
    R"("parcels":[{"id":"P","carrier":"پست","tracking_number":"12","tracking_url":"https://a.example/1","status":"in_transit","eta":{"from":"2026-11-02T00:00:00Z","until":"2026-11-03T00:00:00Z"},)"
    R"("first_eta_until":"2026-11-02T00:00:00Z","delay_reason":"weather","lines":[0],"events":[{"at":"2026-11-02T00:00:00Z","status":"accepted","text":"x","city":"قم"}]}],)"
    R"("contact_mask":"09••• •••45","promised":{"until":"2026-11-03T00:00:00Z"},"updated_at":"2026-11-02T00:00:00Z","view_token":"t","expires_at":"2026-11-22T00:00:00Z"})";

/// The first byte is the taker's place in fuzz_page.cpp, the second the status.
void add_page_seeds(const Write& write) {
    write("page/config", bytes_of("\x07\x1e",
        R"({"shop":"demo","name":{"fa":"سرو","en":"Sarv"},"languages":["fa","en"],"channels":[{"kind":"phone","label":{"fa":"تلفن"},"value":"021","url":"tel:+9821"}],)"
        R"("hours":[{"weekday":5,"open_minute":540,"close_minute":1080}],"holidays":[{"from":"2026-11-22","until":"2026-11-23","name":{"fa":"عید"},"hours":[{"open_minute":0,"close_minute":60}]}],)"
        R"("utc_offset_minutes":210,"country":"SA","help_url":"https://a.example","features":{"search":true,"orders":true,"feedback":true,"requests":true,"unanswered_searches":true},)"
        R"("pack":{"url":"/kb/a.pack","crc32":"1a2b3c4d","bytes":3},"surveys":[{"id":"s","kind":"nps","trigger":"visit","after_days":1,"every_days":1,"product_types":{"durable":30},"question":{"fa":"؟"}}],"ask_at_most_every_days":1})"));
    write("page/order", bytes_of("\x08\x1e", kOrder));
    write("page/miss", bytes_of("\x08\x21", R"({"type":"/problems/order-not-found","title":"x","status":404,"code":"order-not-found","errors":[{"pointer":"/number","code":"format"}]})"));
    write("page/limited", bytes_of("\x08\x24", R"({"code":"rate-limited","retry_after":37})"));
    write("page/orders", bytes_of("\x09\x1e", R"({"orders":[)" + std::string(kOrder) + "]}"));
    write("page/challenge", bytes_of("\x0a\x1e", R"({"salt":"AAAA","bits":4,"expires_at":"2026-11-22T10:05:00Z","signature":"BBBB"})"));
    write("page/thread", bytes_of("\x0b\x1e",
        R"({"code":")" + kCode + R"(","state":"answered","topic":"damaged","order_number":"SRV-1","updated_at":"2026-11-22T10:00:00Z","messages":[{"from":"customer","text":"x","at":"2026-11-21T10:00:00Z"},{"from":"shop","text":"y","at":"2026-11-22T10:00:00Z"}]})"));
    write("page/receipt", bytes_of("\x0c\x1f", R"({"code":")" + kCode + R"(","id":"01JD0000000000000000000005","key":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","received_at":"2026-11-22T10:00:00Z"})"));
    write("page/outbox", bytes_of("\x0d\x1e",
        R"([{"id":"01JD0000000000000000000005","path":"/v1/feedback","body":"{\"id\":\"01JD0000000000000000000005\",\"kind\":\"csat\",\"score\":2,\"lang\":\"fa\",\"occurred_at\":\"2026-11-21T10:00:00Z\"}","created_at":1795255100000,"tries":3,"next_at":1795255100000},)"
        R"({"id":"01JD0000000000000000000006","path":"own:request","body":"{\"code\":\")" + kCode + R"(\",\"key\":\"k\",\"topic\":\"damaged\",\"state\":\"open\",\"updated_at\":1,\"news_at\":2,\"seen_at\":1,\"checked_at\":0}","created_at":1795255100000,"tries":0,"next_at":0},)"
        R"({"id":"01JD0000000000000000000007","path":"own:surveys","body":"{\"asked_at\":1,\"asked\":{\"s\":1},\"answered\":[\"x\"]}","created_at":1,"tries":0,"next_at":0},)"
        R"({"id":"01JD0000000000000000000008","path":"/v1/requests","body":"{\"id\":\"01JD0000000000000000000008\",\"topic\":\"question\",\"message\":\"x\",\"contact\":\"09120000045\",\"lang\":\"fa\",\"occurred_at\":\"2026-11-21T10:00:00Z\"}","created_at":1795255100000,"tries":0,"next_at":0}])"));
}

void add_settings_seeds(const Write& write) {
    write("settings/full",
        R"({"listen":"127.0.0.1:0","db":"shop.db","secret_file":"k","content":"c","assets":"a","origins":["https://shop.example","*"],"trusted_proxies":["10.0.0.0/8","fd00::/8"],"metrics_listen":"9090","log":"info",)"
        R"("shop":{"id":"demo","name":{"fa":"سرو"},"languages":["fa"],"channels":[{"kind":"phone","value":"021","url":"tel:+9821"}],"hours":[{"weekday":5,"open_minute":540,"close_minute":1080}],)"
        R"("holidays":[{"from":"1405-01-01","until":"۱۴۰۵-۰۱-۰۴"}],"utc_offset_minutes":210,"country":"SA","help_url":"https://a.example","features":{"search":false},)"
        R"("surveys":[{"id":"s","kind":"csat","trigger":"order_delivered","after_days":2,"product_types":{"durable":30},"question":{"fa":"؟"}}],"ask_at_most_every_days":7},)"
        R"("limits":{"lookups_per_minute":5,"challenge_bits":12,"connections":10},"deadlines_ms":{"header":1000,"miss_floor":0},"threads":2,)"
        R"("status_map":{"wc-sent":{"state":"open","parcel":"in_transit","label":{"fa":"رفت"}}},"completed_means":"delivered","carriers":{"post":{"name":{"fa":"پست"},"url":"https://a.example/?id={number}"}},)"
        R"("hooks":{"orders_secret_file":"o"},"woocommerce":{"url":"https://shop.example","key_file":"w","reconcile_minutes":15,"fulfilments":true,"tracking_meta":{"post_barcode":"post"}}})");
    write("settings/small", R"({"listen":"8080","shop":{"id":"x"}})");
    write("settings/wrong", R"({"lisen":"8080"})");
}

}   // namespace

void add_server_seeds(const Write& write) {
    add_router_seeds(write);
    add_json_seeds(write);
    add_value_seeds(write);
    add_page_seeds(write);
    add_settings_seeds(write);
}

}   // namespace pasokh::fuzz
