// Common texts: what is computed from them once for all who hold them.
#include "base/source_text.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::base {
namespace {

struct Length {
  using Value = std::size_t;
};
struct Doubled {
  using Value = std::size_t;
};

struct Common {
  std::shared_ptr<DerivationCounts> counts = std::make_shared<DerivationCounts>();
  std::shared_ptr<Sharing> sharing = std::make_shared<Sharing>(counts);
  SourceText text = SourceText::common("query { a }", sharing);

  std::shared_ptr<const std::size_t> length() const {
    return text.derivations()->get<Length>(
        0, [&] { return std::make_shared<const std::size_t>(text.size()); });
  }
};

TEST_CASE("a private text has nothing that others could find") {
  const SourceText text(std::string("query { a }"));
  CHECK(text.derivations() == nullptr);
  CHECK(text.part({0, 5}).derivations() == nullptr);
  CHECK(text.charge(100) == 100);
}

TEST_CASE("private and common texts of the same bytes are equal") {
  const Common common;
  CHECK(common.text == SourceText(std::string("query { a }")));
  CHECK(common.text.view() == "query { a }");
  CHECK_FALSE(common.text == SourceText());
}

TEST_CASE("what is held is found, and what nobody holds is made again") {
  const Common common;
  auto first = common.length();
  CHECK(*first == 11);
  CHECK(common.length() == first);
  CHECK(common.counts->made == 1);
  CHECK(common.counts->found == 1);
  first.reset();
  CHECK(*common.length() == 11);
  CHECK(common.counts->made == 2);
}

TEST_CASE("kinds and variants are told apart") {
  const Common common;
  const auto make = [](std::size_t value) {
    return [value] { return std::make_shared<const std::size_t>(value); };
  };
  Derivations& derivations = *common.text.derivations();
  const auto a = derivations.get<Length>(0, make(1));
  const auto b = derivations.get<Length>(1, make(2));
  const auto c = derivations.get<Doubled>(0, make(3));
  CHECK(*derivations.get<Length>(0, make(9)) == 1);
  CHECK(*derivations.get<Length>(1, make(9)) == 2);
  CHECK(*derivations.get<Doubled>(0, make(9)) == 3);
}

TEST_CASE("a computation that is given up leaves nothing behind") {
  const Common common;
  const auto give_up = []() -> std::shared_ptr<const std::size_t> {
    throw std::runtime_error("cancelled");
  };
  CHECK_THROWS_WITH(static_cast<void>(common.text.derivations()->get<Length>(0, give_up)),
                    "cancelled");
  CHECK(common.counts->made == 0);
  CHECK(*common.length() == 11);
}

TEST_CASE("of two who compute at once nobody waits, and both go on with one value") {
  const Common common;
  std::shared_ptr<const std::size_t> others;
  const auto mine = common.text.derivations()->get<Length>(0, [&] {
    std::thread other([&] { others = common.length(); });  // It must end while this one computes.
    other.join();
    return std::make_shared<const std::size_t>(common.text.size());
  });
  CHECK(mine == others);
  CHECK(common.counts->made == 2);
}

TEST_CASE("parts of a common text are common, each once") {
  const Common common;
  SourceText part = common.text.part({8, 9});
  CHECK(part.view() == "a");
  REQUIRE(part.derivations() != nullptr);
  CHECK(common.text.part({8, 9}).derivations() == part.derivations());
  CHECK(common.text.part({0, 5}).derivations() != part.derivations());
  part = SourceText();
  CHECK(common.text.part({8, 9}).view() == "a");
}

TEST_CASE("a part outlives its text") {
  SourceText part;
  {
    const Common common;
    part = common.text.part({0, 5});
  }
  CHECK(part.view() == "query");
  CHECK(part.charge(10) == 10);
}

TEST_CASE("what belongs to a text is charged to its holders in equal shares") {
  const Common common;
  CHECK(common.text.charge(100) == 100);
  common.sharing->holders = 1;
  CHECK(common.text.charge(100) == 100);
  common.sharing->holders = 4;
  CHECK(common.text.charge(100) == 25);
  CHECK(common.text.part({0, 5}).charge(100) == 25);
}

TEST_CASE("a weak text is gone with the last who holds it") {
  SourceText::Weak weak;
  CHECK(weak.is_gone());
  {
    const Common common;
    weak = SourceText::Weak(common.text);
    CHECK(weak.lock().derivations() == common.text.derivations());
  }
  CHECK(weak.is_gone());
  CHECK(weak.lock() == SourceText());
  CHECK(weak.lock().derivations() == nullptr);
}

}  // namespace
}  // namespace troupe::base
