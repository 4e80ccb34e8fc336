// Writes the seeds of the fuzz targets: make_seeds FOLDER. They are made here so that no binary lies in the repository.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/kb/write/pack_builder.h"
#include "tests/fuzz/seeds.h"

namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

constexpr std::string_view kArticle =
    "---\ntitle: \"چطور کالا را مرجوع کنم؟\"\nlang: fa\ncategory: مرجوعی\ntags: [پس دادن, 'refund']\naliases: [x]\norder: 501\nfeatured: true\n"
    "pages: [/cart*]\nupdated: 2026-10-12\n---\nتا **۷ روز** می‌توانید کالاها را [پس بدهید](b.md).\n\n## مراحل {/*steps*/}\n\n1. یک\n   - دو\n"
    "2. `SRV-10245`\n\n> **توجه:** x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nx\n```\n\n<Note>\n\ny &amp; z\n\n</Note>\n\n![alt](https://a.example/x.png)\n";

std::string pack_of(int articles) {
    pasokh::kb::write::PackInput input;
    input.name = "seed";
    for (int i = 0; i < articles; ++i) input.files.push_back({"fa/returns/" + std::to_string(i) + ".md", std::string(kArticle) + "\nword" + std::to_string(i) + " كتاب\n"});
    const auto built = pasokh::kb::write::build_pack(input);
    if (!built) return {};
    std::string out;
    for (const std::byte byte : built->bytes) out += static_cast<char>(byte);
    return out;
}

}   // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: make_seeds FOLDER\n");
        return 2;
    }
    const fs::path root = argv[1];
    for (const int articles : {1, 3, 40}) {
        const std::string pack = pack_of(articles);
        if (pack.empty()) return 1;
        write(root / "pack" / ("plain-" + std::to_string(articles)), "\x01" + pack);       // checked as it is
        write(root / "pack" / ("fixed-" + std::to_string(articles)), "\x02" + pack);   // header made to fit
    }
    write(root / "text" / "mixed", "می‌خواهم كتاب‌هاي Café's sthva sefaresh ۱۲۳ ﻻ ﷲ 👍🏽 don't استخدام المكتبة generalizations");
    write(root / "text" / "marks", "\u064E\u0651\u200C\u0640\u0301\uFEFF\u202E");
    write(root / "text" / "broken", "\xE2\x82\xC0\x80\xED\xA0\x80\xFFok");
    write(root / "stems" / "words", "می‌خواهم میخوام تهرون کتابهایشان بهش استخدام المكتبة المستخدمين generalizations returns running");
    write(root / "stems" / "short", "می ن ه ون ال و ing s");
    write(root / "layouts" / "typed", "sthva sefaresh pas dadan ;jhf ضصثق فغع hgsghl");
    write(root / "layouts" / "script", "سفارش کتاب مرجوع refund ۱۲۳ ژپگچ ؤئأإة");
    write(root / "query" / "plain", "0return an item");
    write(root / "query" / "persian", "1چطور کالا رو پس بدم");
    write(root / "query" / "syntax", "3\"return\" NEAR(item, 5) -order title:x* AND (1");
    write(root / "query" / "typed", "8sthva hvuh' refnud SRV-10245 1,200,000 kala ra marjo");
    write(root / "query" / "damaged", "4ref\xED\xA0\x80und \xFF refnud");
    write(root / "synonyms" / "good", "# shop\na, b c , d\nمرجوع، پس دادن\niphone, x => phone # why\na\\, b, c\\=>d\n");
    write(root / "synonyms" / "bad", "alone\na => b => c\n=> x\na,, !\na, A\none two three four five six seven, x\na, b\nb, a\n");
    write(root / "content" / "article", kArticle);
    write(root / "content" / "mdx", "<Intro a={x => 1} b='c'>\n\n# T {/*t*/}\n\n<Hint>\n```\n<b>\n```\n</Hint>\n<img src=\"/a\" alt='b'/>{' '}<!-- c --></Intro>\n");
    write(root / "content" / "json", "{\"id\":\"a\",\"lang\":\"fa\",\"title\":\"T\",\"body\":\"# B\",\"tags\":[\"x\"],\"order\":3}\n");
    write(root / "content" / "image", "\xFF\xD8\xFF\xE0\x00\x04" "ab\xFF\xC0");
    write(root / "webhook" / "headers", "0msg_1\n1793000000\nv1,AAAA= v1,x\n{\"number\":\"A\"}");
    write(root / "webhook" / "woocommerce", std::string("1") +
        R"({"id":1024,"number":"1024","status":"wc-pws-shipping","currency":"IRT","date_created_gmt":"2026-11-01T10:00:00","date_modified_gmt":"2026-11-02T10:00:00",)"
        R"("total":"۱٬۲۵۰٬۰۰۰.۰۰","customer_id":7,"billing":{"phone":"۰۹۱۲۰۰۰۰۰۴۵","email":"a@b.ir","city":"قم"},"shipping":{"city":""},)"
        R"("line_items":[{"id":1,"name":"A","quantity":2},{"id":2,"name":"B","quantity":1}],"meta_data":[{"key":"post_barcode","value":"۱۲۳"},)"
        R"({"key":"_wc_shipment_tracking_items","value":[{"tracking_provider":"post","tracking_number":"1","date_shipped":"1793000000"}]}],)"
        R"("fulfillments":[{"id":5,"is_fulfilled":true,"meta_data":[{"key":"_tracking_number","value":"9"},{"key":"_items","value":[{"item_id":2}]}]},{"id":5}]})");
    write(root / "webhook" / "own", std::string("2") +
        R"([{"number":"A-1","placed_at":"2026-11-01","state":"open","phone":"09120000045","total":5,"currency":"IRT","lines":[{"title":"x"}],)"
        R"("parcels":[{"id":"P","status":"in_transit","eta":{"from":"2026-11-01","until":"2026-11-02"},"lines":[1],"events":[{"at":"2026-11-01","status":"pending"}]}]}])");
    write(root / "orders_csv" / "own", "0number,placed_at,state,phone,email,total,currency,line_title,line_quantity,parcel_id,parcel_status,parcel_lines,event_at,event_status\n"
        "A-1,now-3d,open,09120000045,,\"1,250\",IRT,\"Mug \"\"x\"\"\",2,P1,in_transit,1,2026-11-01,pending\nA-1,,,,,,,Plate,1,P1,,,now,accepted\n");
    write(root / "orders_csv" / "shopify", "1Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem fulfillment status,Cancelled at,Id,Phone\n"
        "#1001,a@b.com,paid,partial,AED,12.50,2026-11-01 10:30:00 +0400,2,Mug,fulfilled,,55,'+971501234567\n#1001,,,,,,,1,Plate,pending,,,\n");
    write(root / "tokens" / "unsigned", "2bDE3OTc4OTIwMDAuQUFBQUFBQUFBQUFBQUFBQUFBQUFBQS5maWxlOlNSVjE.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    write(root / "tokens" / "jwt", "2eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJkZW1vIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    write(root / "tokens" / "claims", R"(3{"aud":"demo","sub":"42","iat":1795300000,"exp":1795300060,"nbf":1795299000})");
    write(root / "tokens" / "header", "3{\"alg\":\"HS256\",\"typ\":\"JWT\"}\n{\"aud\":\"demo\",\"sub\":\"42\",\"iat\":1795300000,\"exp\":1795300060}");
    write(root / "tokens" / "order", "4file:SRV10245.x");
    write(root / "tokens" / "payload", "0v1795300900.Zm9vYmFyYmF6.file:SRV10245");
    write(root / "tokens" / "negative", "0l-1.x.y");
    write(root / "tokens" / "changed", "1\x05x\x60-");
    write(root / "tokens" / "untouched", "1");
    pasokh::fuzz::add_server_seeds([&root](const std::string& name, std::string_view bytes) { write(root / name, bytes); });
    return 0;
}
