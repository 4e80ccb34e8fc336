#include "shell/server/import/csv_table.h"

namespace pasokh::server {

Status CsvTable::open(std::string_view text, const std::function<void(const CsvRow&)>& check) {
    auto rows = parse_csv(text);
    if (!rows) return fail(ErrorCode::parse_error, name_ + ": " + rows.error().message + "\nnothing was imported");
    if (rows->empty()) return fail(ErrorCode::parse_error, name_ + ": is empty; the first line must name the columns");
    rows_ = std::move(*rows);
    const CsvRow& header = rows_.front();
    for (std::size_t i = 0; i < header.fields.size(); ++i) places_.emplace(header.fields[i], i);
    check(header);
    return faults_.status();
}

bool CsvTable::next() {
    const std::size_t width = rows_.front().fields.size();
    while (++at_ < rows_.size()) {
        if (row().fields.size() == width) return true;
        fault("", "has " + std::to_string(row().fields.size()) + " fields where the header has " + std::to_string(width));
    }
    return false;
}

const std::string& CsvTable::field(std::string_view column) const {
    static const std::string kNone;
    const auto place = places_.find(column);
    return place == places_.end() ? kNone : row().fields[place->second];
}

}   // namespace pasokh::server
