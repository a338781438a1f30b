// How keys and interned values are hashed.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <utility>

namespace troupe::engine {

namespace detail {

template <typename T>
concept HasHashValue = requires(const T& value) {
  { hash_value(value) } -> std::convertible_to<std::size_t>;
};

inline constexpr std::uint64_t hash_multiplier = 0x9E3779B97F4A7C15ULL;

}  // namespace detail

/// The hash of a key or an interned value: `hash_value(value)` where argument-dependent lookup
/// finds one, else the members' for pairs and tuples, else `std::hash`. It need not be well spread;
/// the engine mixes it. It must not throw.
template <typename T>
[[nodiscard]] std::size_t hash_of(const T& value);

/// Combines the hashes of several parts: what a `hash_value` of a struct returns.
template <typename... Parts>
[[nodiscard]] std::size_t hash_values(const Parts&... parts) {
  std::uint64_t hash = 0;
  ((hash = (hash ^ (hash >> 29U)) * detail::hash_multiplier + hash_of(parts)), ...);
  return static_cast<std::size_t>(hash);
}

namespace detail {

template <typename T>
struct Hash {
  std::size_t operator()(const T& value) const {
    if constexpr (HasHashValue<T>) {
      return hash_value(value);
    } else {
      return std::hash<T>{}(value);
    }
  }
};
template <typename First, typename Second>
struct Hash<std::pair<First, Second>> {
  std::size_t operator()(const std::pair<First, Second>& value) const {
    return hash_values(value.first, value.second);
  }
};
template <typename... Parts>
struct Hash<std::tuple<Parts...>> {
  std::size_t operator()(const std::tuple<Parts...>& value) const {
    return std::apply([](const auto&... parts) { return hash_values(parts...); }, value);
  }
};

/// Spreads a hash over 32 bits; tables take positions from its upper and tags from its lower bits.
constexpr std::uint32_t mix(std::uint64_t hash) {
  return static_cast<std::uint32_t>((hash * hash_multiplier) >> 32U);
}

}  // namespace detail

template <typename T>
std::size_t hash_of(const T& value) {
  return detail::Hash<T>{}(value);
}

}  // namespace troupe::engine
