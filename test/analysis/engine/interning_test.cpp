#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/engine/interned.hpp"
#include "test/analysis/engine/queries.hpp"

namespace troupe::engine::testing {
namespace {

struct NameLength {
  using Key = Interned<std::string>;
  using Value = std::size_t;
  static constexpr std::string_view name = "name_length";
  static Value execute(Context& context, const Key& key) {
    const std::string& text = context.lookup(key);
    CHECK(context.intern(text) == key);
    return text.size();
  }
};

TEST_CASE("equal values have one id of four bytes, and the id leads back to the value") {
  static_assert(sizeof(Interned<std::string>) == 4);
  const Database database;
  const auto one = database.intern(std::string("one"));
  const auto two = database.intern(std::string("two"));
  CHECK(one != two);
  CHECK(database.intern(std::string("one")) == one);
  CHECK(database.lookup(one) == "one");
  const Snapshot snapshot = database.snapshot();
  CHECK(snapshot.lookup(two) == "two");
  CHECK(snapshot.get<NameLength>(two) == 3);
}

TEST_CASE("an interned value never moves") {
  const Database database;
  const std::string* const first = &database.lookup(database.intern(std::string("0")));
  for (int i = 1; i < 5000; ++i) {
    static_cast<void>(database.intern(std::to_string(i)));
  }
  CHECK(&database.lookup(database.intern(std::string("0"))) == first);
}

TEST_CASE("threads that intern the same values get the same ids") {
  const Database database;
  constexpr int count = 3000;
  std::vector<std::vector<Interned<std::string>>> ids(3);
  std::vector<std::thread> threads;
  for (auto& own : ids) {
    threads.emplace_back([&] {
      for (int i = 0; i < count; ++i) {
        own.push_back(database.intern(std::to_string(i)));
        CHECK(database.lookup(own.back()) == std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(ids[0] == ids[1]);
  CHECK(ids[1] == ids[2]);
}

}  // namespace
}  // namespace troupe::engine::testing
