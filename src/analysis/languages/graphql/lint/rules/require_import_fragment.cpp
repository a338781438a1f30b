#include <string>
#include <unordered_set>

#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql::lint {
namespace {

/// What `# import Name from "file"` and `# import "file"` say, of the comments above everything.
struct Imports {
  std::unordered_set<std::string_view> names;
  bool has_whole_files = false;  ///< some comment imports all that a file has
};

void read(std::string_view comment, Imports& imports) {
  const std::size_t begin = comment.find_first_not_of("# \t");
  if (begin == std::string_view::npos || !comment.substr(begin).starts_with("import ")) {
    return;
  }
  std::string_view rest = comment.substr(begin + 7);
  const std::size_t from = rest.find(" from ");
  if (from == std::string_view::npos) {
    imports.has_whole_files = true;
    return;
  }
  rest = rest.substr(0, from);
  while (!rest.empty()) {
    const std::size_t at = rest.find_first_not_of(" ,\t");
    if (at == std::string_view::npos) {
      return;
    }
    rest.remove_prefix(at);
    const std::string_view name = rest.substr(0, rest.find_first_of(" ,\t."));
    imports.names.insert(name);
    rest.remove_prefix(std::min(rest.size(), std::max<std::size_t>(name.size(), 1)));
  }
}

Imports imports_of(const syntax::Tree& tree) {
  Imports imports;
  for (const base::TextRange comment :
       CommentsIn(tree.text(), tree.tokens().gap_before(syntax::TokenIndex{0}))) {
    read(base::slice(tree.text(), comment), imports);
  }
  return imports;
}

void check(const FileLook& look) {
  const DefinitionTable& table = look.definitions();
  const Imports imports = imports_of(table.tree());
  if (imports.has_whole_files) {
    return;
  }
  for (const DefinitionEntry& entry : table.all()) {
    if (entry.kind != NodeKind::operation_definition &&
        entry.kind != NodeKind::fragment_definition) {
      continue;
    }
    for (const NameUse& spread : look.context().get<DefinitionSummary>(entry.id).spreads) {
      if (!imports.names.contains(spread.name) &&
          table.named(DefinitionSpace::fragment, spread.name).empty()) {
        look.report({spread.range.begin + entry.range.begin, spread.range.end + entry.range.begin},
                    "The fragment \"" + spread.name + "\" is not imported: # import " +
                        spread.name + " from \"...\".");
      }
    }
  }
}

}  // namespace

constinit const Rule require_import_fragment = {
    .code = "graphql/require-import-fragment",
    .summary = "Fragments of other files are imported by a comment.",
    .file = check,
};

}  // namespace troupe::graphql::lint
