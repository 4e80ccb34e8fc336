#pragma once
// A CSV file as a table with named columns, read row by row, with every fault noted at its line.
//
// Use:
//   CsvTable table("orders.csv");
//   TRY(table.open(text, [&](const CsvRow& header) { ... what is wrong with the names, by table.faults() ... }));
//   while (table.next()) if (table.field("number").empty()) table.fault("number", "is empty");
//   TRY(table.faults().status());
//
// Errors: parse_error of a file that is no CSV or empty, and those of `faults`. Threads: none.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shell/server/import/csv.h"
#include "shell/server/import/fields.h"

namespace pasokh::server {

class CsvTable {
public:
    explicit CsvTable(std::string name) : name_(std::move(name)), faults_(name_) {}

    /// `check` sees the header before any row is read.
    Status open(std::string_view text, const std::function<void(const CsvRow&)>& check);
    bool has(std::string_view column) const { return places_.contains(column); }
    /// To the next row that has as many fields as the header; the others are faults. False at the end.
    bool next();
    /// Of the present row; empty when there is no such column.
    const std::string& field(std::string_view column) const;
    int line() const { return row().line; }

    /// At the present row.
    void fault(std::string_view column, std::string_view reason) { faults_.add(line(), column, reason); }
    /// The same, beginning with the value.
    void fault_value(std::string_view column, std::string_view reason) { fault(column, '"' + field(column) + "\" " + std::string(reason)); }
    Faults& faults() { return faults_; }

private:
    const CsvRow& row() const { return rows_[at_]; }

    const std::string name_;
    Faults faults_;
    std::vector<CsvRow> rows_;         ///< the first is the header
    std::size_t at_ = 0;
    std::map<std::string, std::size_t, std::less<>> places_;   ///< of the columns; of two with one name, the first
};

}   // namespace pasokh::server
