// The example of docs/engine.md compiles, runs, and is what the page shows.
#include "test/analysis/engine/example.hpp"

#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace {

std::string contents(const std::string& path) {
  std::ifstream file(std::string(TROUPE_SOURCE_ROOT) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("the example of the engine's page works") {
  CHECK(count_words() == std::vector<std::size_t>{4, 4, 4});
}

TEST_CASE("the engine's page shows the example as it is compiled") {
  const std::string page = contents("docs/engine.md");
  const std::string file = contents("test/analysis/engine/example.hpp");
  const std::string example = file.substr(file.find("\n\n") + 2);
  REQUIRE(example.size() > 100);
  CHECK(page.find("```cpp\n" + example + "```") != std::string::npos);
}

}  // namespace
