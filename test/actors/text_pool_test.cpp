#include "actors/text_pool.hpp"

#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

base::SourceText text(std::string bytes) {
  return base::SourceText(std::move(bytes));
}

TEST_CASE("the same bytes are one text, wherever they were read") {
  const auto texts = std::make_shared<TextPool>();
  TextPool::Reader one(texts);
  TextPool::Reader two(texts);
  const base::SourceText first = one.took("/w/a", text("type A"));
  CHECK(two.took("/w/a", text("type A")).derivations() == first.derivations());
  CHECK(two.took("/elsewhere/b", text("type A")).derivations() == first.derivations());
  const base::SourceText other = two.took("/w/c", text("type C"));
  CHECK(other.derivations() != first.derivations());
  const TextPool::Status status = texts->status();
  CHECK(status.texts == 2);
  CHECK(status.bytes == 12);
}

TEST_CASE("every file of every session is one holder, until it changes or the session ends") {
  const auto texts = std::make_shared<TextPool>();
  TextPool::Reader one(texts);
  const base::SourceText held = one.took("/w/a", text("type A"));
  {
    TextPool::Reader two(texts);
    static_cast<void>(two.took("/w/a", text("type A")));
    static_cast<void>(two.took("/w/b", text("type A")));
    CHECK(held.charge(90) == 30);
    static_cast<void>(two.took("/w/b", text("type B")));
    CHECK(held.charge(90) == 45);
    two.lost("/w/a");
    two.lost("/w/a");
    CHECK(held.charge(90) == 90);
    static_cast<void>(two.took("/w/a", text("type A")));
    CHECK(held.charge(90) == 45);
  }
  CHECK(held.charge(90) == 90);
}

TEST_CASE("a file that is read again without a change is held as before") {
  const auto texts = std::make_shared<TextPool>();
  TextPool::Reader reader(texts);
  const base::SourceText before = reader.took("/w/a", text("type A"));
  CHECK(reader.took("/w/a", text("type A")).derivations() == before.derivations());
  CHECK(before.charge(90) == 90);
  CHECK(texts->status().texts == 1);
}

TEST_CASE("a text that nobody holds is gone") {
  const auto texts = std::make_shared<TextPool>();
  TextPool::Reader reader(texts);
  base::SourceText last;
  for (int i = 0; i < 5000; ++i) {
    last = reader.took("/w/a", text("type T" + std::to_string(i)));
  }
  CHECK(texts->status().texts == 1);
  last = base::SourceText();
  CHECK(texts->status().texts == 0);
  CHECK(texts->status().bytes == 0);
}

}  // namespace
}  // namespace troupe::actors
