#include "analysis/languages/graphql/navigation/imports.hpp"

#include <string>

#include <doctest/doctest.h>

namespace {

using namespace troupe;

std::string written(std::string_view text) {
  std::string result;
  for (const graphql::Import& import : graphql::imports_in(text)) {
    for (const graphql::ImportedName& name : import.names) {
      result.append(base::slice(text, name.name));
      if (name.member) {
        result.append(".").append(base::slice(text, *name.member));
      }
      result += ' ';
    }
    result.append("<").append(base::slice(text, import.path)).append(">");
  }
  return result;
}

TEST_CASE("imports are read with and without names, in both kinds of quotes") {
  CHECK(written("# import A from \"x.graphql\"") == "A <x.graphql>");
  CHECK(written("#import A,B , C.d from 'x.graphql'\r\n") == "A B C.d <x.graphql>");
  CHECK(written("#\timport \"x.graphql\"") == "<x.graphql>");
  CHECK(written("# import Query.*, * from \"x\"\n# import 'y'") == "Query * <x><y>");
}

TEST_CASE("what only looks like an import is none") {
  CHECK(written("import A from \"x\"").empty());
  CHECK(written("# imported A from \"x\"").empty());
  CHECK(written("# to import A from \"x\"").empty());
  CHECK(written("{ a } # import A from \"x\"").empty());
  CHECK(written("# import A from \"x\n\"").empty());
  CHECK(written("# import A from \"\"").empty());
  CHECK(written("# import").empty());
  CHECK(written("").empty());
}

TEST_CASE("names that are not written are left out") {
  CHECK(written("# import , .a, B. from \"x\"") == "B <x>");
  CHECK(written("# import from \"x\"") == "<x>");
  CHECK(written("# import A \"x\"") == "<x>");
}

TEST_CASE("imports take time in proportion to the text") {
  std::string text;
  while (text.size() < 2'000'000) {
    text += "import import ";
  }
  CHECK(written(text).empty());
  std::string lines;
  while (lines.size() < 2'000'000) {
    lines += "# import ,,,,\n";
  }
  CHECK(written(lines).empty());
}

}  // namespace
