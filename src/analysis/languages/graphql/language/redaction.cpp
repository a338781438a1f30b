#include "analysis/languages/graphql/language/redaction.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/languages/graphql/project/configuration.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/project/settings_files.hpp"

namespace troupe::graphql {

namespace {

/// Of GraphQL and its built-in definitions, of its configuration files, and of the languages that
/// it is embedded in.
constexpr std::string_view structural_words =
    "query mutation subscription fragment on type interface union enum input scalar directive "
    "schema extend implements repeatable true false null int float string boolean id include skip "
    "deprecated reason specifiedby url oneof defer stream label if __typename __schema __type "
    "name fields args arguments possibletypes enumvalues inputfields oftype kind "
    "field_definition argument_definition object query_root variable_definition "
    "documents exclude projects extensions graphql graphqls gql rules lint rc tsconfig "
    "import export from const let var function return class extends default async await new this "
    "typeof void readonly public private static undefined tsx jsx mjs cjs vue svelte astro html "
    "template script lang apollo relay def self none pass with lambda python";

/// Where the string or comment that begins at `at` ends.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  if (text[at] == '#') {
    return std::min(text.find('\n', at), text.size());
  }
  constexpr std::string_view block = "\"\"\"";
  if (text.substr(at).starts_with(block)) {
    std::size_t end = text.find(block, at + block.size());
    while (end != std::string_view::npos && text[end - 1] == '\\') {
      end = text.find(block, end + block.size());
    }
    return end == std::string_view::npos ? text.size() : end + block.size();
  }
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != '"' && text[end] != '\n') {
    end += text[end] == '\\' ? 2 : 1;
  }
  return std::min(end + 1, text.size());
}

/// A string that is never closed ends with its line, a block string with the text.
std::vector<base::TextRange> literals(std::string_view path, std::string_view text) {
  std::vector<base::TextRange> literals;
  if (!is_graphql_path(path)) {
    return literals;
  }
  for (std::size_t at = text.find_first_of("#\""); at != std::string_view::npos;) {
    const std::size_t end = end_of_literal(text, at);
    literals.push_back({static_cast<base::TextOffset>(at), static_cast<base::TextOffset>(end)});
    at = text.find_first_of("#\"", end);
  }
  return literals;
}

}  // namespace

ide::RedactionRules redaction_rules() {
  std::vector<std::string> names = configuration_file_names();
  names.insert(names.end(), std::begin(settings_file_names), std::end(settings_file_names));
  return {.words = structural_words, .file_names = std::move(names), .literals = literals};
}

}  // namespace troupe::graphql
