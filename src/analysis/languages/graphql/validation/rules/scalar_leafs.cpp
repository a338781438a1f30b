#include <string>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const auto& type = walk.state().type;
  const TypeShape* shape = type ? walk.schema().find_type(type->name) : nullptr;
  if (shape == nullptr) {
    return;
  }
  const Field field(node);
  const std::string name(field.name());
  const auto selection_set = field.selection_set();
  if (shape->is_leaf()) {
    if (selection_set) {
      walk.report(selection_set->range(), "Field \"" + name +
                                              "\" must not have a selection since type \"" +
                                              type->to_string() + "\" has no subfields.");
    }
  } else if (!selection_set && shape->is_composite() && walk.is_sound(node.range())) {
    walk.report(node.range(), "Field \"" + name + "\" of type \"" + type->to_string() +
                                  "\" must have a selection of subfields. Did you mean \"" + name +
                                  " { ... }\"?");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field, check}};

}  // namespace

constinit const Rule scalar_leafs = {
    .code = "graphql/scalar-leafs",
    .summary = "Fields of scalar and enum types have no selection, all others have one.",
    .nodes = checks,
};

}  // namespace troupe::graphql
