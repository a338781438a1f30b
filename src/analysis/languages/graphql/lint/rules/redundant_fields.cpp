#include <string>
#include <unordered_map>
#include <unordered_set>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/edits.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// A plain field: what a fragment selects under the same name is the same.
bool is_plain(const Field& field) {
  return field.alias().empty() && field.arguments().empty() && field.directives().empty() &&
         !field.selection_set();
}

/// The plain fields that a fragment itself selects, if it is on the very type that the set is of.
void add_plain_fields(engine::Context& context, DefinitionId fragment, std::string_view type,
                      std::unordered_map<std::string_view, DefinitionId>& fields) {
  const auto node = first_definition(context.get<DefinitionSyntax>(fragment));
  const auto definition = node ? node->as<FragmentDefinition>() : std::nullopt;
  const auto condition = definition ? definition->type_condition() : std::nullopt;
  if (!condition || condition->name() != type) {
    return;
  }
  for (const Selection selection : definition->selections()) {
    const auto field = selection.as<Field>();
    if (field && is_plain(*field)) {
      fields.emplace(field->name(), fragment);
    }
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const SelectionSet set(node);
  const TypeShape* type = walk.state().parent_type;
  if (type == nullptr) {
    return;
  }
  std::unordered_set<DefinitionId> seen;
  std::unordered_map<std::string_view, DefinitionId> fields;
  for (const Selection selection : set.selections()) {
    const auto spread = selection.as<FragmentSpread>();
    if (!spread || !spread->directives().empty()) {
      continue;
    }
    const auto fragment =
        find_fragment(walk.context(), walk.schema().project(), walk.file(), spread->name());
    if (fragment && seen.insert(*fragment).second) {
      add_plain_fields(walk.context(), *fragment, type->name, fields);
    }
  }
  for (const Selection selection : set.selections()) {
    const auto field = selection.as<Field>();
    const auto name = field && is_plain(*field) ? field->name_node() : std::nullopt;
    const auto found = name ? fields.find(name->text()) : fields.end();
    if (found != fields.end()) {
      walk.report(name->range(), "\"" + std::string(name->text()) +
                                     "\" is selected by the fragment \"" +
                                     walk.context().lookup(found->second).name + "\" already.")
          .fixes.push_back({"Remove it", {removal_of(walk.tree(), field->node())}, false});
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::selection_set, check}};

}  // namespace

constinit const Rule redundant_fields = {
    .code = "graphql/redundant-fields",
    .summary = "Fields are not selected beside a fragment that selects them.",
    .is_unnecessary = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
