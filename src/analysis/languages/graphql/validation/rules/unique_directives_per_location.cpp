// Elsewhere a location is one list of directives. A type, a directive and the schema are one
// location with all their extensions.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analysis/languages/graphql/validation/core/directives_of_parts.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

bool is_unique(const Walk& walk, std::string_view directive) {
  const DirectiveShape* shape = walk.schema().find_directive(directive);
  return shape != nullptr && !shape->is_repeatable;
}

std::string message_of(std::string_view directive) {
  return "The directive \"@" + std::string(directive) +
         "\" can only be used once at this location.";
}

/// Whether a directive is the first of its list.
bool is_first(syntax::NodeRef node, syntax::NodeRef parent) {
  const auto first = parent.child(static_cast<syntax::NodeKind>(NodeKind::directive));
  return first && *first == node;
}

void check_list(const Walk& walk, syntax::NodeRef parent) {
  std::unordered_map<std::string_view, base::TextRange> seen;
  for (const Directive directive : Children<Directive>(parent)) {
    if (directive.name().empty()) {
      continue;
    }
    const base::TextRange range = head_range(directive.node(), directive.name_node());
    const auto [first, is_new] = seen.emplace(directive.name(), range);
    if (!is_new && is_unique(walk, directive.name())) {
      walk.report(first->second, message_of(directive.name()),
                  {{walk.place(range), "used again here"}});
    }
  }
}

void check_parts(const Walk& walk, const std::vector<Part>& parts) {
  const auto is_here = [&walk](const Place& place) {
    return walk.context().lookup(place.definition).file == walk.file();
  };
  for (const RepeatedDirective& repeated :
       walk.context().get<RepeatedDirectives>(parts.front().id)) {
    const bool is_again_here = repeated.again.definition == walk.definition();
    const bool is_first_here = repeated.first.definition == walk.definition();
    if ((!is_again_here && !is_first_here) || !is_unique(walk, repeated.name)) {
      continue;
    }
    if (is_again_here && !is_here(repeated.first)) {
      walk.report(repeated.again, message_of(repeated.name), {{repeated.first, "first used here"}});
    } else if (is_first_here) {
      walk.report(repeated.first, message_of(repeated.name), {{repeated.again, "used again here"}});
    }
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const auto parent = node.parent();
  if (!parent || !is_first(node, *parent)) {
    return;
  }
  if (walk.is_type_system() && Definition::covers(kind_of(*parent)) &&
      walk.role() != FileRole::loose) {
    const std::vector<Part>& parts =
        parts_around(walk.context(), walk.schema().project(), walk.definition());
    if (parts.size() > 1) {
      check_parts(walk, parts);
      return;
    }
  }
  check_list(walk, *parent);
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule unique_directives_per_location = {
    .code = "graphql/unique-directives-per-location",
    .summary = "A directive that is not repeatable stands once at a place.",
    .nodes = checks,
};

}  // namespace troupe::graphql
