#include <algorithm>
#include <string>

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

/// Whether a fragment itself has the plain field, on the very type that the set is of.
bool selects_plainly(engine::Context& context, DefinitionId fragment, std::string_view type,
                     std::string_view name) {
  const auto node = first_definition(context.get<DefinitionSyntax>(fragment));
  const auto definition = node ? node->as<FragmentDefinition>() : std::nullopt;
  const auto condition = definition ? definition->type_condition() : std::nullopt;
  if (!condition || condition->name() != type) {
    return false;
  }
  return std::ranges::any_of(definition->selections(), [name](const Selection& selection) {
    const auto field = selection.as<Field>();
    return field && field->name() == name && is_plain(*field);
  });
}

void check(const Walk& walk, syntax::NodeRef node) {
  const SelectionSet set(node);
  const TypeShape* type = walk.state().parent_type;
  if (type == nullptr) {
    return;
  }
  std::vector<DefinitionId> fragments;
  for (const Selection selection : set.selections()) {
    const auto spread = selection.as<FragmentSpread>();
    if (spread && spread->directives().empty()) {
      if (const auto found =
              find_fragment(walk.context(), walk.schema().project(), walk.file(), spread->name())) {
        fragments.push_back(*found);
      }
    }
  }
  for (const Selection selection : set.selections()) {
    const auto field = selection.as<Field>();
    const auto name = field && is_plain(*field) ? field->name_node() : std::nullopt;
    const auto found = std::ranges::find_if(fragments, [&](DefinitionId fragment) {
      return name && selects_plainly(walk.context(), fragment, type->name, name->text());
    });
    if (found != fragments.end()) {
      walk.report(name->range(), "\"" + std::string(name->text()) +
                                     "\" is selected by the fragment "
                                     "\"" +
                                     walk.context().lookup(*found).name + "\" already.")
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
