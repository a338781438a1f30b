#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// What puts a field in front of the first selection, with the white space that is there.
std::string in_front(const Walk& walk, const SelectionSet& set, const std::string& field) {
  const base::TextRange gap = {set.node().first_token().range().end,
                               (*set.selections().begin()).range().begin};
  const std::string_view text = base::slice(walk.text(), gap);
  if (text.empty()) {
    return " " + field + " ";
  }
  return (text.find('#') == std::string_view::npos ? std::string(text) : " ") + field;
}

bool has_field(const TypeShape& type, const std::string& name) {
  return type.find_field(name) != nullptr;
}

/// Fields that the set's own type has, and that it does not ask for on any of its ways.
void check(const Walk& walk, syntax::NodeRef node) {
  const SelectionSet set(node);
  const TypeShape* type = walk.state().parent_type;
  const auto around = node.parent();
  const bool is_of_fragment = around && (kind_of(*around) == NodeKind::inline_fragment ||
                                         kind_of(*around) == NodeKind::fragment_definition);
  if (type == nullptr || set.selections().empty() || is_of_fragment) {
    return;  // Fragments are looked at where they are spread.
  }
  const Options& options = walk.options();
  std::vector<std::string> wanted;
  std::ranges::copy_if(options.texts("fieldName"), std::back_inserter(wanted),
                       [&](const std::string& name) { return has_field(*type, name); });
  if (wanted.empty()) {
    return;
  }
  const std::vector<std::string> fields =
      all_top_fields(walk.context(), walk.schema().project(), walk.file(), top_selections(set));
  const auto is_selected = [&](const std::string& name) {
    return std::ranges::binary_search(fields, name);
  };
  const bool is_enough = options.flag("requireAllFields")
                             ? std::ranges::all_of(wanted, is_selected)
                             : std::ranges::any_of(wanted, is_selected);
  if (is_enough) {
    return;
  }
  const std::string& missing = *std::ranges::find_if_not(wanted, is_selected);
  const base::TextOffset at = set.node().first_token().range().end;
  walk.report(set.node().first_token().range(),
              "\"" + missing + "\" of \"" + std::string(type->name) + "\" should be selected, too.")
      .fixes.push_back(
          {"Select \"" + missing + "\"", {{{at, at}, in_front(walk, set, missing)}}, false});
}

constexpr NodeCheck checks[] = {{NodeKind::selection_set, check}};
constexpr Option options[] = {
    {"fieldName", Option::Kind::texts, "id"},
    {"requireAllFields", Option::Kind::flag},
};

}  // namespace

constinit const Rule require_selections = {
    .code = "graphql/require-selections",
    .summary = "Where a type has an \"id\", it is selected.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
