// Any bytes as a CSV file of orders, ours and Shopify's. The first byte chooses.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shell/server/import/csv.h"
#include "shell/server/import/import.h"
#include "tests/fuzz/stored_order.h"

using namespace pasokh;
using namespace pasokh::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Secret secret = Secret::for_checking();
    static const ImportOptions options{.shop = "demo", .country = orders::Country::iran(), .relative_dates = true, .now = 1793000000000};
    if (size == 0) return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    if (const auto rows = parse_csv(text))
        for (const CsvRow& row : *rows) VERIFY(row.line >= 1 && !row.fields.empty());
    (void)is_shopify_csv(text);
    if (text::find_invalid_utf8(text)) return 0;   // refused before it is read
    const auto orders = data[0] % 2 == 0 ? read_orders_csv("fuzz.csv", text, options, secret) : read_orders_shopify("fuzz.csv", text, options, secret);
    if (orders)
        for (const StoredOrder& order : *orders) check_stored(order);
    return 0;
}
