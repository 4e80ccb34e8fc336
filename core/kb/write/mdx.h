#pragma once
// Makes plain Markdown of Markdown with HTML or JSX in it, line by line, so that line numbers stay true.
//
// Outside code: tags are dropped and their text is kept, comments are dropped, `<img>` and `<iframe>` become images,
// `<Note>`, `<Pitfall>`, `<Hint>` ... become quoted notes ("> [!NOTE]"), `## Title {/*slug*/}` becomes `## Title {#slug}`,
// `import ... from` and `export ...` lines go.

#include <string>
#include <string_view>

namespace pasokh::kb::write {

struct PlainMarkdown {
    std::string text;
    bool had_components = false;   ///< JSX was found: four leading spaces are then no code
};

PlainMarkdown plain_markdown(std::string_view source);

}   // namespace pasokh::kb::write
