#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/language.hpp"
#include "analysis/languages/graphql/features/language.hpp"
#include "test/support/fixture.hpp"

namespace troupe::graphql {
namespace {

TEST_CASE("diagnostics are shown as the fixtures say") {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(make_language());
  testing::check_diagnostics(ide::LanguageSet(std::move(languages)), "graphql/validation");
}

}  // namespace
}  // namespace troupe::graphql
