// The cases that were recorded from the reference implementation: for every rule that is
// implemented, the same messages at the same places.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <simdjson.h>

#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view document_path = "/w/document.graphql";

/// `KnownArgumentNamesOnDirectivesRule` to `graphql/known-argument-names`: the variants for the
/// type system are the same rule.
std::string code_of(std::string_view rule) {
  for (const std::string_view suffix : {"Rule", "OnDirectives"}) {
    if (rule.ends_with(suffix)) {
      rule.remove_suffix(suffix.size());
    }
  }
  std::string code = "graphql/";
  for (const char c : rule) {
    if (c >= 'A' && c <= 'Z') {
      code += code.back() == '/' ? "" : "-";
      code += static_cast<char>(c - 'A' + 'a');
    } else {
      code += c;
    }
  }
  return code;
}

struct ConformanceCase {
  std::string id;
  std::string test;
  std::string kind;
  std::string code;
  std::vector<std::string> schema;  ///< SDL texts
  std::string document;
  std::vector<std::string> expected;  ///< "message @line:column,line:column", sorted
};

/// Cases that need switches which change the grammar or the wording: Troupe has none of them.
bool has_switches(dom::element element) {
  return element["parseOptions"].error() == simdjson::SUCCESS ||
         element["options"].error() == simdjson::SUCCESS;
}

std::vector<std::string> expected_of(dom::element element) {
  dom::array errors;
  if (element["errors17"].get(errors) != simdjson::SUCCESS) {
    errors = element["errors"];
  }
  std::vector<std::string> expected;
  for (dom::element error : errors) {
    std::string line{std::string_view(error["message"])};
    char separator = '@';
    line += " ";
    for (dom::element location : dom::array(error["locations"])) {
      line += separator + std::to_string(std::int64_t(location["line"])) + ":" +
              std::to_string(std::int64_t(location["column"]));
      separator = ',';
    }
    expected.push_back(std::move(line));
  }
  std::ranges::sort(expected);
  return expected;
}

std::vector<ConformanceCase> read_cases(const std::string& path, int& skipped) {
  dom::parser parser;
  const dom::element root = parser.load(path);
  std::vector<ConformanceCase> cases;
  for (dom::element element : dom::array(root["cases"])) {
    const std::string_view kind = element["kind"];
    dom::array rules;
    if (kind == "validateSchema" || element["rules"].get(rules) != simdjson::SUCCESS ||
        rules.size() != 1 || has_switches(element)) {
      ++skipped;
      continue;
    }
    ConformanceCase result;
    result.code = code_of(std::string_view(rules.at(0)));
    if (find_rule(result.code) == nullptr) {
      ++skipped;
      continue;
    }
    result.id = std::string_view(element["id"]);
    result.test = std::string_view(element["test"]);
    result.kind = kind;
    result.document = std::string_view(element["document"]);
    std::string_view schema;
    if (element["schema"].get(schema) == simdjson::SUCCESS) {
      for (dom::element source : dom::array(root["schemas"][schema]["sources"])) {
        result.schema.emplace_back(std::string_view(source));
      }
    }
    result.expected = expected_of(element);
    cases.push_back(std::move(result));
  }
  return cases;
}

/// The workspace of a case: the document is on top of the schema, or is the schema.
Texts texts_of(const ConformanceCase& tested) {
  Texts texts = {{std::string(document_path), tested.document}};
  if (!tested.schema.empty()) {
    texts["/w/.graphqlrc.yml"] = "schema: schema/*.graphql\ndocuments: document.graphql\n";
  }
  int number = 0;
  for (const std::string& source : tested.schema) {
    texts["/w/schema/" + std::to_string(++number) + ".graphql"] = source;
  }
  return texts;
}

std::vector<std::string> actual_of(const ConformanceCase& tested) {
  const TestWorkspace workspace(texts_of(tested));
  std::vector<std::string> actual;
  for (const ide::Diagnostic& diagnostic : workspace.diagnostics(document_path)) {
    if (diagnostic.code != tested.code) {
      continue;
    }
    std::string line = diagnostic.message + " @" +
                       workspace.position(workspace.file(document_path), diagnostic.range.begin);
    for (const ide::RelatedInformation& related : diagnostic.related) {
      line += "," + workspace.position(related.where.file, related.where.range.begin);
    }
    actual.push_back(std::move(line));
  }
  std::ranges::sort(actual);
  return actual;
}

TEST_CASE("rules agree with the reference implementation on its own test suite") {
  const char* const directory = std::getenv("TROUPE_CONFORMANCE");
  if (directory == nullptr) {
    MESSAGE("skipped: TROUPE_CONFORMANCE names no directory");
    return;
  }
  const std::string path = std::string(directory) + "/graphql/validation-cases.json";
  REQUIRE_MESSAGE(std::filesystem::exists(path), path);
  int skipped = 0;
  std::map<std::string, int> compared;
  int total = 0;
  for (const ConformanceCase& tested : read_cases(path, skipped)) {
    CAPTURE(tested.id);
    CAPTURE(tested.test);
    CAPTURE(tested.document);
    CHECK(actual_of(tested) == tested.expected);
    ++compared[tested.code];
    ++total;
  }
  CHECK(total > 0);
  std::string counts;
  for (const auto& [code, count] : compared) {
    counts += "\n  " + code + ": " + std::to_string(count);
  }
  MESSAGE("compared " << total << " cases of " << compared.size() << " rules, passed over "
                      << skipped << " of rules and switches that Troupe does not have:" << counts);
}

}  // namespace
}  // namespace troupe::graphql
