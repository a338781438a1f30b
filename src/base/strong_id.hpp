// Ids that cannot be mixed up: StrongId<struct FooTag> is a 32-bit number with a type of its own.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace troupe::base {

template <typename Tag, typename Number = std::uint32_t>
struct StrongId {
  Number value = 0;

  friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

}  // namespace troupe::base

template <typename Tag, typename Number>
struct std::hash<troupe::base::StrongId<Tag, Number>> {
  std::size_t operator()(troupe::base::StrongId<Tag, Number> id) const noexcept {
    return static_cast<std::size_t>(id.value) * 0x9E3779B97F4A7C15ULL;
  }
};
