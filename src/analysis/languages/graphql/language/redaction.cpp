#include "analysis/languages/graphql/language/redaction.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/languages/graphql/project/configuration.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/project/settings_files.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/lexer.hpp"

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

/// The comments in what is ignored between two tokens.
void add_comments(std::string_view text, base::TextRange gap,
                  std::vector<base::TextRange>& literals) {
  const std::string_view ignored = text.substr(0, gap.end);
  for (std::size_t at = ignored.find('#', gap.begin); at != std::string_view::npos;) {
    const std::size_t end = std::min(ignored.find_first_of("\r\n", at), ignored.size());
    literals.push_back({static_cast<base::TextOffset>(at), static_cast<base::TextOffset>(end)});
    at = ignored.find('#', end);
  }
}

/// As the parser sees them: a string that is never closed ends where it is guessed to, and what
/// stands behind that keeps its meaning.
std::vector<base::TextRange> literals(std::string_view path, std::string_view text) {
  std::vector<base::TextRange> literals;
  if (!is_graphql_path(path)) {
    return literals;
  }
  const syntax::TokenList tokens = lex(text, UnterminatedStrings::guess).list;
  for (syntax::TokenIndex index{0}; index.value < tokens.size(); ++index.value) {
    add_comments(text, tokens.gap_before(index), literals);
    const auto kind = static_cast<TokenKind>(tokens.kind(index));
    if (kind == TokenKind::string || kind == TokenKind::block_string) {
      literals.push_back(tokens.range(index));
    }
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
