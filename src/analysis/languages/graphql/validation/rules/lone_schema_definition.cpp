#include <algorithm>
#include <string>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const base::TextRange here = definition_head(Definition(node));
  const bool is_base = walk.role() == FileRole::schema;
  const ProjectId project = walk.schema().project();
  const auto& below = walk.context().get<BaseRootTypes>(project);
  const std::vector<Part>& parts = walk.context().get<SchemaParts>(project);
  const auto is_definition_of = [&parts](bool base) {
    return std::ranges::find_if(
        parts, [base](const Part& part) { return part.is_base == base && !part.is_extension(); });
  };
  if (!is_base && (is_definition_of(true) != parts.end() ||
                   std::ranges::any_of(below, [](bool has) { return has; }))) {
    walk.report(here, "Cannot define a new schema within a schema extension.");
    return;
  }
  const auto first = is_definition_of(is_base);
  if (first != parts.end() && first->id != walk.definition()) {
    walk.report(walk.place(here), "Must provide only one schema definition.",
                {{{first->id, head_of(walk.context(), first->id)}, "first defined here"}});
  }
}

constexpr NodeCheck checks[] = {{NodeKind::schema_definition, check}};

}  // namespace

constinit const Rule lone_schema_definition = {
    .code = "graphql/lone-schema-definition",
    .summary = "There is one schema definition; all else extends it.",
    .nodes = checks,
};

}  // namespace troupe::graphql
