// Keys in words, for events and the paths of cycles.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "analysis/engine/interned.hpp"

namespace troupe::engine::detail {

template <typename T>
concept HasToString = requires(const T& value) {
  { to_string(value) } -> std::convertible_to<std::string>;
};

template <typename Key>
std::string key_text(const Key& key);

template <typename Key>
struct KeyPrinter {
  static std::string print(const Key& key) {
    if constexpr (HasToString<Key>) {
      return std::string(to_string(key));
    } else if constexpr (std::convertible_to<const Key&, std::string_view>) {
      return std::string(std::string_view(key));
    } else if constexpr (std::same_as<Key, bool>) {
      return key ? "true" : "false";
    } else if constexpr (std::integral<Key>) {
      return std::to_string(key);
    } else if constexpr (requires { requires std::integral<decltype(key.value)>; }) {
      return std::to_string(key.value);
    } else {
      return {};
    }
  }
};
template <typename T>
struct KeyPrinter<Interned<T>> {
  static std::string print(Interned<T> id) { return "#" + std::to_string(id.index()); }
};
template <typename First, typename Second>
struct KeyPrinter<std::pair<First, Second>> {
  static std::string print(const std::pair<First, Second>& key) {
    return key_text(key.first) + "," + key_text(key.second);
  }
};
template <typename First, typename... Rest>
struct KeyPrinter<std::tuple<First, Rest...>> {
  static std::string print(const std::tuple<First, Rest...>& key) {
    return std::apply(
        [](const First& first, const Rest&... rest) {
          std::string text = key_text(first);
          ((text += "," + key_text(rest)), ...);
          return text;
        },
        key);
  }
};

/// The key as text: its own `to_string` (found by argument-dependent lookup), text as it is,
/// numbers and strong ids as numbers, interned ids as `#number`, pairs and tuples with commas; else
/// nothing.
template <typename Key>
std::string key_text(const Key& key) {
  return KeyPrinter<Key>::print(key);
}

}  // namespace troupe::engine::detail
