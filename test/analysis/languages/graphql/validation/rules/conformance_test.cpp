// The cases that were recorded from the reference implementation: the same messages at the same
// places. What is argued to be different stands in one table, below.
#include <algorithm>
#include <array>
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

/// Cases on which Troupe means to differ, by id.
struct Difference {
  std::string_view id;
  std::string_view reason;
};
constexpr std::array differences = {
    Difference{"78496bbf2a6d",
               "a file of nothing but type definitions is not sent to a server: among a project's "
               "documents it extends the schema for the client"},
};

/// Switches of the reference that Troupe does not have.
std::string_view switch_of(dom::element element) {
  return element["options"].error() == simdjson::SUCCESS
             ? "suggestions left out: an option for servers that hide their schema"
             : "";
}

/// Rules that the reference runs only when asked; here they are the linter's.
bool is_for_linter(std::string_view rule) {
  return rule == "NoDeprecatedCustomRule" || rule == "NoSchemaIntrospectionCustomRule";
}

struct ConformanceCase {
  std::string id;
  std::string test;
  std::string kind;
  std::string code;                 ///< of the one rule that is compared; empty: all rules
  std::vector<std::string> schema;  ///< SDL texts
  std::string document;
  bool has_fragment_arguments = false;
  std::vector<std::string> expected;  ///< "message @line:column,line:column", sorted
};

std::string schema_path(std::size_t number) {
  return "/w/schema/" + std::to_string(number) + ".graphql";
}

std::string joined(std::string message, const std::vector<std::string>& places) {
  message += " ";
  for (std::size_t i = 0; i < places.size(); ++i) {
    message.append(i == 0 ? "@" : ",").append(places[i]);
  }
  return message;
}

/// `message @2:3,4:5`. With several sources (`sources` > 0, the schema itself is compared) places
/// have the number of theirs before them; over several they are sorted.
std::string expected_line(dom::element error, std::size_t sources) {
  std::vector<std::string> places;
  dom::array locations;
  if (error["locations"].get(locations) == simdjson::SUCCESS) {
    for (dom::element location : locations) {
      dom::element number;
      const std::int64_t source =
          location["source"].get(number) == simdjson::SUCCESS ? std::int64_t(number) : 0;
      places.push_back((sources > 0 ? std::to_string(source + 1) + ":" : "") +
                       std::to_string(std::int64_t(location["line"])) + ":" +
                       std::to_string(std::int64_t(location["column"])));
    }
  }
  if (sources > 1) {
    std::ranges::sort(places);
  }
  return joined(std::string(std::string_view(error["message"])), places);
}

std::vector<std::string> expected_of(dom::element element, std::size_t sources) {
  dom::array errors;
  if (element["errors17"].get(errors) != simdjson::SUCCESS) {
    errors = element["errors"];
  }
  std::vector<std::string> expected;
  for (dom::element error : errors) {
    expected.push_back(expected_line(error, sources));
  }
  std::ranges::sort(expected);
  return expected;
}

/// Why a case is passed over; empty: it is not.
std::string_view reason_to_skip(dom::element element) {
  const std::string_view id = element["id"];
  const auto* const difference = std::ranges::find(differences, id, &Difference::id);
  if (difference != differences.end()) {
    return difference->reason;
  }
  dom::array rules;
  if (element["rules"].get(rules) == simdjson::SUCCESS && is_for_linter(rules.at(0))) {
    return "a rule of the linter";
  }
  return switch_of(element);
}

std::vector<ConformanceCase> read_cases(const std::string& path,
                                        std::map<std::string, int>& skipped) {
  dom::parser parser;
  const dom::element root = parser.load(path);
  std::vector<ConformanceCase> cases;
  for (dom::element element : dom::array(root["cases"])) {
    if (const std::string_view reason = reason_to_skip(element); !reason.empty()) {
      ++skipped[std::string(reason)];
      continue;
    }
    ConformanceCase result;
    dom::array rules;
    if (element["rules"].get(rules) == simdjson::SUCCESS) {
      result.code = code_of(std::string_view(rules.at(0)));
      CHECK_MESSAGE(find_rule(result.code) != nullptr, result.code);
    }
    result.id = std::string_view(element["id"]);
    result.test = std::string_view(element["test"]);
    result.kind = std::string_view(element["kind"]);
    std::string_view text;
    if (element["document"].get(text) == simdjson::SUCCESS) {
      result.document = text;
    }
    bool flag = false;
    result.has_fragment_arguments =
        element["parseOptions"]["experimentalFragmentArguments"].get(flag) == simdjson::SUCCESS &&
        flag;
    if (element["schema"].get(text) == simdjson::SUCCESS) {
      for (dom::element source : dom::array(root["schemas"][text]["sources"])) {
        result.schema.emplace_back(std::string_view(source));
      }
    }
    result.expected =
        expected_of(element, result.kind == "validateSchema" ? result.schema.size() : 0);
    cases.push_back(std::move(result));
  }
  return cases;
}

/// The workspace of a case: the document is on top of the schema, or is the schema.
Texts texts_of(const ConformanceCase& tested) {
  Texts texts;
  if (tested.kind != "validateSchema") {
    texts[std::string(document_path)] = tested.document;
  }
  if (!tested.schema.empty()) {
    texts["/w/.graphqlrc.yml"] =
        "schema: schema/*.graphql\ndocuments: document.graphql\n"
        "extensions: {troupe: {fragmentArguments: " +
        std::string(tested.has_fragment_arguments ? "true" : "false") + "}}\n";
  }
  for (std::size_t i = 0; i < tested.schema.size(); ++i) {
    texts[schema_path(i + 1)] = tested.schema[i];
  }
  return texts;
}

std::vector<std::string> actual_of(const ConformanceCase& tested) {
  const TestWorkspace workspace(texts_of(tested));
  std::vector<std::string> actual;
  for (const ide::Diagnostic& diagnostic : workspace.diagnostics(document_path)) {
    if (!tested.code.empty() && diagnostic.code != tested.code) {
      continue;
    }
    std::string line = diagnostic.message + " @" +
                       workspace.position(workspace.file(document_path), diagnostic.range.begin);
    // Troupe points at the definition that came first, too.
    const bool names_more = diagnostic.code == "graphql/lone-schema-definition";
    for (const ide::RelatedInformation& related : diagnostic.related) {
      if (!names_more) {
        line += "," + workspace.position(related.where.file, related.where.range.begin);
      }
    }
    actual.push_back(std::move(line));
  }
  std::ranges::sort(actual);
  return actual;
}

/// The errors of the schema itself, over all of its files. What concerns several files is shown in
/// each of them, from its own side: here, once, with the places in order of file.
std::vector<std::string> schema_errors_of(const ConformanceCase& tested) {
  const TestWorkspace workspace(texts_of(tested));
  std::set<std::string> lines;
  for (std::size_t source = 1; source <= tested.schema.size(); ++source) {
    for (const ide::Diagnostic& diagnostic : workspace.diagnostics(schema_path(source))) {
      const Rule* rule = find_rule(diagnostic.code);
      if (rule == nullptr || !rule->is_of_type_system) {
        continue;
      }
      const auto place = [&workspace](ide::FileId file, base::TextOffset offset) {
        std::string path = workspace.path(file);
        path.erase(0, std::string_view("/w/schema/").size());
        path.resize(path.find('.'));
        return path + ":" + workspace.position(file, offset);
      };
      std::vector<std::string> places = {
          place(workspace.file(schema_path(source)), diagnostic.range.begin)};
      for (const ide::RelatedInformation& related : diagnostic.related) {
        places.push_back(place(related.where.file, related.where.range.begin));
      }
      if (tested.schema.size() > 1) {
        std::ranges::sort(places);
      }
      // A diagnostic has a place; the reference gives this one none.
      if (std::ranges::find(tested.expected, joined(diagnostic.message, {})) !=
          tested.expected.end()) {
        places.clear();
      }
      lines.insert(joined(diagnostic.message, places));
    }
  }
  return {lines.begin(), lines.end()};
}

TEST_CASE("rules agree with the reference implementation on its own test suite") {
  const char* const directory = std::getenv("TROUPE_CONFORMANCE");
  if (directory == nullptr) {
    MESSAGE("skipped: TROUPE_CONFORMANCE names no directory");
    return;
  }
  const std::string path = std::string(directory) + "/graphql/validation-cases.json";
  REQUIRE_MESSAGE(std::filesystem::exists(path), path);
  std::map<std::string, int> skipped;
  std::map<std::string, int> compared;
  int total = 0;
  for (const ConformanceCase& tested : read_cases(path, skipped)) {
    CAPTURE(tested.id);
    CAPTURE(tested.test);
    CAPTURE(tested.document);
    CAPTURE(tested.schema);
    CHECK((tested.kind == "validateSchema" ? schema_errors_of(tested) : actual_of(tested)) ==
          tested.expected);
    ++compared[tested.code.empty() ? tested.kind : tested.code];
    ++total;
  }
  CHECK(total > 0);
  std::string counts;
  for (const auto& [code, count] : compared) {
    counts += "\n  " + code + ": " + std::to_string(count);
  }
  counts += "\nand passed over";
  for (const auto& [reason, count] : skipped) {
    counts += "\n  " + std::to_string(count) + ": " + reason;
  }
  MESSAGE("compared " << total << " cases:" << counts);
}

}  // namespace
}  // namespace troupe::graphql
