#pragma once
// Ids and relative paths inside a content folder.

#include <optional>
#include <string>
#include <string_view>

namespace pasokh::kb::write {

/// "fa/returns/return-item.md" -> "fa/returns/return-item".
std::string id_of_path(std::string_view path);

/// `target` as written in the file `from`, as a path below the content folder: "." and ".." resolved, percent escapes
/// decoded, query and fragment dropped. A leading '/' starts at the content folder. Nothing when it leaves the folder.
std::optional<std::string> resolve_path(std::string_view from, std::string_view target);

/// Folder below the language folder (or the first folder): "fa/returns/x" in "fa" -> "returns". Empty when there is none.
std::string category_of_id(std::string_view id, std::string_view lang);

/// "return-item" -> "return item".
std::string words_of_name(std::string_view file_name);

/// Last part of a path, with only ASCII letters, digits, '.', '-' and '_'.
std::string safe_file_name(std::string_view path);

}   // namespace pasokh::kb::write
