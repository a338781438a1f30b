// What a program tells the engine about its inputs and queries.
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "analysis/engine/cell.hpp"
#include "analysis/engine/hash.hpp"
#include "analysis/engine/memo.hpp"
#include "analysis/engine/print_key.hpp"

namespace troupe::engine {

class Context;

/// An input: a struct with `Key`, `Value` and a `name`, set from outside.
///
///   struct FileText {
///     using Key = FileId;
///     using Value = std::string;
///     static constexpr std::string_view name = "file_text";
///   };
///
/// A query has `execute` too: a pure function of what it reads through the context. No I/O, clock,
/// randomness, globals (I7): what comes from outside is an input.
///
///   struct LineCount {
///     using Key = FileId;
///     using Value = std::size_t;
///     static constexpr std::string_view name = "line_count";
///     static Value execute(Context& context, const Key& file) {
///       return std::ranges::count(context.get<FileText>(file), '\n');
///     }
///   };
///
/// Keys are copyable, comparable by == and hashable (`hash_of`). Values are movable, comparable by
/// == and destructible on any thread; neither == nor destructors may call the engine. At most
/// 16-byte alignment. Optional members:
/// - `static bool equal(const Value&, const Value&)` instead of ==. Must hold only for values that
/// no
///   reader can tell apart.
/// - `static constexpr bool compare_values = false`: never equal, so no early cutoff. For values
/// whose
///   comparison costs more than it saves.
/// - `static std::size_t memory_size(const Value&)`: bytes that the value owns beyond
/// sizeof(Value).
///
/// Keys are printed (events, cycles) by their own `to_string` where argument-dependent lookup finds
/// one; text, numbers, strong ids, interned ids, pairs and tuples print by themselves.
template <typename T>
concept Cached = requires {
  typename T::Key;
  typename T::Value;
  { T::name } -> std::convertible_to<std::string_view>;
};

template <typename T>
concept Query = Cached<T> && requires(Context& context, const typename T::Key& key) {
  { T::execute(context, key) } -> std::convertible_to<typename T::Value>;
};

template <typename T>
concept Input = Cached<T> && !requires { &T::execute; };

namespace detail {

/// What the type-erased core knows about an input or query type.
struct IngredientFacts {
  std::string_view name;
  bool is_input = false;
  std::uint32_t value_size = 0;   ///< padded, as it stands in a memo
  std::uint32_t link_space = 8;   ///< bytes before a memo that has `next`: keeps values aligned
  std::uint32_t cell_stride = 0;  ///< cell and key
  std::uint32_t key_at = 0;
  void (*copy_key)(void* to, const void* from) = nullptr;
  void (*destroy_key)(void* key) = nullptr;  ///< null: nothing to do
  bool (*keys_equal)(const void*, const void*) = nullptr;
  std::string (*print_key)(const void*) = nullptr;
  /// Null for inputs. The memo is unpublished: interval, stamp and edges are the caller's to fill
  /// in.
  Memo* (*execute)(Context&, const void* key) = nullptr;
  bool (*values_equal)(const void*, const void*) = nullptr;  ///< null: never equal
  void (*move_value)(void* to, void* from) = nullptr;
  void (*destroy_value)(void* value) = nullptr;  ///< null: nothing to do
  std::size_t (*memory_size)(const void*) = nullptr;

  [[nodiscard]] const void* key_of(const CellHead& cell) const {
    return reinterpret_cast<const std::byte*>(&cell) + key_at;
  }
};

/// One for each type in the program.
struct IngredientInfo : IngredientFacts {
  constexpr explicit IngredientInfo(const IngredientFacts& facts) : IngredientFacts(facts) {}
  /// Number of the type, given when a database first meets it; 0 until then.
  std::atomic<std::uint32_t> index{0};
};

template <Query Q>
Memo* execute_query(Context& context, const void* key);  // in context.hpp

template <typename T>
constexpr auto value_comparison() -> bool (*)(const void*, const void*) {
  using Value = typename T::Value;
  if constexpr (requires { requires !T::compare_values; }) {
    return nullptr;
  } else if constexpr (requires(const Value& value) {
                         { T::equal(value, value) } -> std::convertible_to<bool>;
                       }) {
    return [](const void* left, const void* right) -> bool {
      return T::equal(*static_cast<const Value*>(left), *static_cast<const Value*>(right));
    };
  } else {
    return [](const void* left, const void* right) -> bool {
      return *static_cast<const Value*>(left) == *static_cast<const Value*>(right);
    };
  }
}

template <typename T>
constexpr auto destructor_of() -> void (*)(void*) {
  if constexpr (std::is_trivially_destructible_v<T>) {
    return nullptr;
  } else {
    return [](void* object) { static_cast<T*>(object)->~T(); };
  }
}

template <Cached T>
constexpr IngredientFacts ingredient_facts() {
  using Key = typename T::Key;
  using Value = typename T::Value;
  static_assert(alignof(Value) <= 16 && alignof(Key) <= 16, "at most 16-byte alignment");
  static_assert(std::is_copy_constructible_v<Key> && std::is_move_constructible_v<Value>);
  constexpr std::size_t at = key_offset(cell_size, alignof(Key));
  constexpr std::size_t alignment = alignof(Key) > 8 ? alignof(Key) : 8;
  IngredientFacts info;
  info.name = T::name;
  info.is_input = !Query<T>;
  info.value_size = static_cast<std::uint32_t>(padded_value_size(sizeof(Value)));
  info.link_space = alignof(Value) > 8 ? 16 : 8;
  info.key_at = static_cast<std::uint32_t>(at);
  info.cell_stride =
      static_cast<std::uint32_t>((at + sizeof(Key) + alignment - 1) / alignment * alignment);
  info.copy_key = [](void* to, const void* from) {
    ::new (to) Key(*static_cast<const Key*>(from));
  };
  info.destroy_key = destructor_of<Key>();
  info.keys_equal = [](const void* left, const void* right) -> bool {
    return *static_cast<const Key*>(left) == *static_cast<const Key*>(right);
  };
  info.print_key = [](const void* key) { return key_text(*static_cast<const Key*>(key)); };
  if constexpr (Query<T>) {
    info.execute = &execute_query<T>;
  }
  info.values_equal = value_comparison<T>();
  info.move_value = [](void* to, void* from) {
    ::new (to) Value(std::move(*static_cast<Value*>(from)));
  };
  info.destroy_value = destructor_of<Value>();
  if constexpr (requires(const Value& value) { T::memory_size(value); }) {
    info.memory_size = [](const void* value) -> std::size_t {
      return T::memory_size(*static_cast<const Value*>(value));
    };
  }
  return info;
}

template <Cached T>
inline constinit IngredientInfo ingredient_info{ingredient_facts<T>()};

}  // namespace detail
}  // namespace troupe::engine
