#pragma once
// An integer id that cannot be mixed up with another kind of id.
//
// Use:
//   using NodeId = StrongId<struct NodeIdTag>;
//   NodeId root{1};

#include <compare>
#include <cstdint>

namespace pasokh {

template <typename Tag>
struct StrongId {
    std::uint32_t value = 0;   ///< 0 means "none"
    explicit operator bool() const { return value != 0; }
    auto operator<=>(const StrongId&) const = default;
};

}   // namespace pasokh
