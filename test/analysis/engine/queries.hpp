// Inputs and queries that the engine's tests share.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

#include "analysis/engine/engine.hpp"

namespace troupe::engine::testing {

struct Number {
  using Key = int;
  using Value = int;
  static constexpr std::string_view name = "number";
};

/// A number's half, rounded down: equal for neighbours, which makes for early cutoff.
struct Half {
  using Key = int;
  using Value = int;
  static constexpr std::string_view name = "half";
  static Value execute(Context& context, const Key& key) { return context.get<Number>(key) / 2; }
};

struct Label {
  using Key = int;
  using Value = std::string;
  static constexpr std::string_view name = "label";
  static Value execute(Context& context, const Key& key) {
    return "half " + std::to_string(context.get<Half>(key));
  }
  static std::size_t memory_size(const Value& value) { return value.capacity(); }
};

/// The sum of two labels' lengths.
struct Pair {
  using Key = std::pair<int, int>;
  using Value = std::size_t;
  static constexpr std::string_view name = "pair";
  static Value execute(Context& context, const Key& key) {
    return context.get<Label>(key.first).size() + context.get<Label>(key.second).size();
  }
};

/// Whether a number is set.
struct Exists {
  using Key = int;
  using Value = bool;
  static constexpr std::string_view name = "exists";
  static Value execute(Context& context, const Key& key) {
    return context.find<Number>(key) != nullptr;
  }
};

/// Follows numbers as if they were links: 3 means "see 3". Cyclic if the numbers are.
struct Follow {
  using Key = int;
  using Value = int;
  static constexpr std::string_view name = "follow";
  static Value execute(Context& context, const Key& key) {
    const int next = context.get<Number>(key);
    return next < 0 ? next : context.get<Follow>(next);
  }
};

/// What a test lets a query do. Reset by each test that uses it.
inline std::function<void(Context&, int)> when_executed;

struct Scripted {
  using Key = int;
  using Value = int;
  static constexpr std::string_view name = "scripted";
  static Value execute(Context& context, const Key& key) {
    const int value = context.get<Number>(key);
    when_executed(context, key);
    return value;
  }
};

template <Input I = Number>
Revision set(Database& database, typename I::Key key, typename I::Value value,
             Durability durability = Durability::low) {
  ChangeSet changes;
  changes.set<I>(std::move(key), std::move(value), durability);
  return database.apply(std::move(changes));
}

template <Input I = Number>
Revision remove(Database& database, typename I::Key key) {
  ChangeSet changes;
  changes.remove<I>(std::move(key));
  return database.apply(std::move(changes));
}

}  // namespace troupe::engine::testing
