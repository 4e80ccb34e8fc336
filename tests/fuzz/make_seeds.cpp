// Writes the seeds of the fuzz targets: make_seeds FOLDER. They are made here so that no binary lies in the repository.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/kb/write/pack_builder.h"

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
    write(root / "tokens" / "unsigned", "0bDE3OTc4OTIwMDAuQUFBQUFBQUFBQUFBQUFBQUFBQUFBQS5maWxlOlNSVjE.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    write(root / "tokens" / "jwt", "0eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJkZW1vIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    write(root / "tokens" / "claims", R"(1{"aud":"demo","sub":"42","iat":1795300000,"exp":1795300060,"nbf":1795299000})");
    write(root / "tokens" / "header", "1{\"alg\":\"HS256\",\"typ\":\"JWT\"}\n{\"aud\":\"demo\",\"sub\":\"42\",\"iat\":1795300000,\"exp\":1795300060}");
    write(root / "tokens" / "order", "2file:SRV10245.x");
    return 0;
}
