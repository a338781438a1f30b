#include "analysis/engine/database.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/engine/engine.hpp"

namespace troupe::engine {
namespace {

struct Number {
  using Key = int;
  using Value = int;
  static constexpr std::string_view name = "number";
};
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
};

TEST_CASE("a query's value follows its inputs, and each snapshot keeps its own") {
  Database database;
  ChangeSet changes;
  changes.set<Number>(1, 10);
  CHECK(database.apply(std::move(changes)) == Revision{2});
  const Snapshot before = database.snapshot();
  CHECK(before.get<Label>(1) == "half 5");
  ChangeSet more;
  more.set<Number>(1, 20);
  CHECK(database.apply(std::move(more)) == Revision{3});
  const Snapshot after = database.snapshot();
  CHECK(before.is_stale());
  CHECK_FALSE(after.is_stale());
  CHECK(after.get<Label>(1) == "half 10");
  CHECK(before.get<Label>(1) == "half 5");
}

}  // namespace
}  // namespace troupe::engine
