#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "test/analysis/languages/graphql/language/graphql_alone.hpp"
#include "test/support/fixture.hpp"

namespace troupe::graphql {
namespace {

TEST_CASE("diagnostics are shown as the fixtures say") {
  testing::check_diagnostics(testing::graphql_alone(), "graphql/validation");
}

TEST_CASE("every rule speaks in some fixture") {
  std::string texts;
  const std::filesystem::path directory =
      std::filesystem::path(TROUPE_ROOT) / "test/data/graphql/validation";
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  for (const Rule* rule : all_rules()) {
    const std::string spoken = std::string(rule->code) + ": ";
    CHECK_MESSAGE(texts.find(spoken) != std::string::npos, spoken);
  }
}

}  // namespace
}  // namespace troupe::graphql
