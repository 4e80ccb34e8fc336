#pragma once
// What of an order may be stored: as much as the page reads (core/orders/json.cpp), in letters that cannot repaint a screen.
//
// Use:
//   for (const Unfit& unfit : find_unfit(order)) faults.add(line, unfit.column, unfit.reason);
//   make_fit(order);   // where nobody could correct the file
//
// Threads: any.

#include <string>
#include <string_view>
#include <vector>

#include "core/orders/model.h"

namespace pasokh::server {

inline constexpr std::size_t kMaxOrderLines = 500, kMaxOrderParcels = 100, kMaxParcelEvents = 500;
inline constexpr std::size_t kMaxOrderTextBytes = 4096, kMaxTrackingUrlBytes = 2000;

/// One field, by its column of CSV and its place in JSON (orders.md).
struct Unfit {
    std::string_view column;
    std::string member;
    std::string_view reason;
};
std::vector<Unfit> find_unfit(const orders::Order& order);

/// Cuts texts and takes the unfit letters out. Too many parts stay.
void make_fit(orders::Order& order);

/// At a letter's end.
std::string cut(std::string text, std::size_t max);

}   // namespace pasokh::server
