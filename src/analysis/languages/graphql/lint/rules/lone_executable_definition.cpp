#include <string>

#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const FileLook& look) {
  const DefinitionTable& table = look.definitions();
  bool is_first = true;
  for (const DefinitionEntry& entry : table.all()) {
    const Definition definition(table.node(entry));
    if (!definition.is_executable() || look.options().has("ignore", word_for(definition))) {
      continue;
    }
    if (!std::exchange(is_first, false)) {
      const auto name = definition.name_node();
      look.report(name ? name->range() : definition.node().first_token().range(),
                  "A file should hold one operation or fragment: move this " +
                      std::string(word_for(definition)) + " to another.");
    }
  }
}

constexpr Option options[] = {
    {"ignore", Option::Kind::texts, "", "fragment query mutation subscription"}};

}  // namespace

constinit const Rule lone_executable_definition = {
    .code = "graphql/lone-executable-definition",
    .summary = "A file holds one operation or fragment.",
    .options = options,
    .file = check,
};

}  // namespace troupe::graphql::lint
