#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// Shown at the first thing in the file.
base::TextRange first_of(const DefinitionTable& table) {
  return table.tree().token(syntax::TokenIndex{0}).range();
}

void check(const FileLook& look) {
  if (!is_graphql_path(look.path())) {
    return;  // A host of another language has other reasons for its name.
  }
  const DefinitionTable& table = look.definitions();
  const std::string_view file = std::string_view(look.path()).substr(look.path().rfind('/') + 1);
  const std::size_t dot = std::min(file.rfind('.'), file.size());
  const std::string_view extension = file.substr(dot);
  const std::string& wanted = look.options().text("fileExtension");
  if (!wanted.empty() && extension != wanted && !table.all().empty()) {
    look.report(first_of(table), "The file's extension is \"" + std::string(extension) +
                                     "\", not \"" + wanted + "\".");
  }
  const auto first = std::ranges::find_if(table.all(), [&](const DefinitionEntry& entry) {
    return Definition(table.node(entry)).is_executable() && !entry.name.empty();
  });
  if (first == table.all().end()) {
    return;
  }
  const Definition definition(table.node(*first));
  const std::string_view word = word_for(definition);
  const auto& styles = look.options().naming();
  const auto style = std::ranges::find(styles, word, &NamingStyle::selector);
  if (style == styles.end()) {
    return;
  }
  const std::string name = style->style.empty() || style->style == "matchDocumentStyle"
                               ? std::string(first->name)
                               : in_style(first->name, style->style);
  const std::string expected = style->prefix + name + style->suffix + std::string(extension);
  if (expected != file) {
    look.report(definition.name_node()->range(), "The file should be called \"" + expected +
                                                     "\" after its " + std::string(word) + ".");
  }
}

constexpr Option options[] = {
    {"fileExtension", Option::Kind::text, "", ".gql .graphql"},
    {"query", Option::Kind::naming, "matchDocumentStyle"},
    {"mutation", Option::Kind::naming, "matchDocumentStyle"},
    {"subscription", Option::Kind::naming, "matchDocumentStyle"},
    {"fragment", Option::Kind::naming, "matchDocumentStyle"},
};

}  // namespace

constinit const Rule match_document_filename = {
    .code = "graphql/match-document-filename",
    .summary = "A file is called after its operation or fragment.",
    .options = options,
    .file = check,
};

}  // namespace troupe::graphql::lint
