#include <array>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> words = {"query", "mutation", "subscription"};

bool is_here(const Walk& walk, const Place& place) {
  return walk.context().lookup(place.definition).file == walk.file();
}

/// Two places that give the same operation a type: shown at the first, or, where they are in two
/// files, in both.
void report_pair(const Walk& walk, const Place& first, const Place& again,
                 const std::string& message) {
  const bool is_again_here = again.definition == walk.definition();
  if (is_again_here && !is_here(walk, first)) {
    walk.report(again, message, {{first, "first given here"}});
  } else if (is_again_here || (first.definition == walk.definition() && !is_here(walk, again))) {
    walk.report(first, message, {{again, "given again here"}});
  }
}

void check(const Walk& walk, syntax::NodeRef /*node*/) {
  const bool is_base = walk.role() == FileRole::schema;
  const ProjectId project = walk.schema().project();
  const auto& below = walk.context().get<BaseRootTypes>(project);
  std::array<std::optional<Place>, 3> first;
  for (const Part& part : walk.context().get<SchemaParts>(project)) {
    if (part.is_base != is_base) {
      continue;
    }
    for (const RootTypeUse& root : walk.context().get<DefinitionRootTypes>(part.id)) {
      const auto operation = static_cast<std::size_t>(root.operation);
      const std::string word(words[operation]);
      const Place here{part.id, root.whole};
      if (!is_base && below[operation]) {
        if (part.id == walk.definition()) {
          walk.report(
              here, "Type for " + word + " already defined in the schema. It cannot be redefined.",
              {});
        }
      } else if (first[operation]) {
        report_pair(walk, *first[operation], here,
                    "There can be only one " + word + " type in schema.");
      } else {
        first[operation] = here;
      }
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::schema_definition, check},
                                {NodeKind::schema_extension, check}};

}  // namespace

constinit const Rule unique_operation_types = {
    .code = "graphql/unique-operation-types",
    .summary = "The schema gives each kind of operation one type.",
    .nodes = checks,
};

}  // namespace troupe::graphql
