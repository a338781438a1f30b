// "Select all fields": the leaf fields of a type that a selection set does not have yet.
#include <algorithm>
#include <string>

#include "analysis/languages/graphql/actions/leaf_fields.hpp"
#include "analysis/languages/graphql/actions/request.hpp"

namespace troupe::graphql::actions {
namespace {

using Kind = ide::CodeAction::Kind;

/// The names of leaf fields that no selection has as its key in the response.
std::vector<std::string_view> missing_leaves(const Request& request, const TypeShape& type,
                                             const SelectionSet& set) {
  std::vector<std::string_view> missing;
  for (const FieldShape* field : leaf_fields(request.schema(), type)) {
    const bool is_there =
        std::ranges::any_of(set.selections(), [field](const Selection& selection) {
          const auto selected = selection.as<Field>();
          return selected && selected->response_name() == field->name;
        });
    if (!is_there) {
      missing.push_back(field->name);
    }
  }
  return missing;
}

std::string joined(const std::vector<std::string_view>& names, const std::string& before_each) {
  std::string text;
  for (const std::string_view name : names) {
    text.append(before_each).append(name);
  }
  return text;
}

std::string title_for(const TypeShape& type) {
  return "Select all fields of `" + std::string(type.name) + "`";
}

std::string line_before(const Request& request, base::TextOffset place, std::string_view deeper) {
  return "\n" + std::string(request.indent_at(place)).append(deeper);
}

/// The edit that adds names to a set: a line for each, unless the set stands on one.
std::optional<ide::TextEdit> edit_of(const Request& request, const SelectionSet& set,
                                     const std::vector<std::string_view>& names) {
  const syntax::TokenRef open = set.node().first_token();
  const syntax::TokenRef close = set.node().last_token();
  if (open.text() != "{" || close.text() != "}") {
    return std::nullopt;
  }
  const base::TextRange inside = {open.range().end, close.range().begin};
  const std::string_view text = base::slice(request.text(), inside);
  std::optional<base::TextRange> last;
  for (const Selection selection : set.selections()) {
    last = selection.range();
  }
  if (!last) {
    const bool is_blank = text.find_first_not_of(" \t\r\n,") == std::string_view::npos;
    const std::string lines = joined(names, line_before(request, open.range().begin, "  ")) +
                              line_before(request, open.range().begin, "");
    return is_blank ? std::optional(ide::TextEdit{inside, lines}) : std::nullopt;
  }
  if (text.find('\n') == std::string_view::npos) {
    return ide::TextEdit{{last->end, last->end}, joined(names, " ")};
  }
  // Behind a comment on the line of the last selection.
  const auto line_end = static_cast<base::TextOffset>(
      std::min(request.text().find_first_of("\r\n", last->end), request.text().size()));
  const base::TextOffset at = line_end < inside.end ? line_end : last->end;
  return ide::TextEdit{{at, at}, joined(names, line_before(request, last->begin, ""))};
}

/// The set that the range is in, between its selections, or that belongs to the field whose name
/// the range touches.
std::optional<SelectionSet> set_at(const Request& request) {
  const syntax::NodeRef node = request.tree().innermost_node(request.range());
  if (const auto set = cast<SelectionSet>(node)) {
    return set;
  }
  const auto field = request.enclosing<Field>(request.range());
  const auto name = field ? field->name_node() : std::nullopt;
  return name && request.touches(name->range()) ? field->selection_set() : std::nullopt;
}

void add_to_field(const Request& request, Actions& actions) {
  const auto field = request.enclosing<Field>(request.range());
  const FieldShape* shape =
      field && !field->selection_set() ? request.shape_of_field(*field) : nullptr;
  const TypeShape* type = shape != nullptr ? request.schema().find_type(shape->type.name) : nullptr;
  if (type == nullptr || !type->is_composite()) {
    return;
  }
  const auto diagnostic = std::ranges::find_if(
      request.diagnostics(),
      [](const ide::Diagnostic& each) { return each.code == "graphql/scalar-leafs"; });
  std::vector<std::string_view> names;
  for (const FieldShape* leaf : leaf_fields(request.schema(), *type)) {
    names.push_back(leaf->name);
  }
  const base::TextOffset at = field->range().end;
  const base::TextOffset begin = field->range().begin;
  std::string set = names.empty() ? " " + leaf_selection(request.schema(), *type)
                                  : " {" + joined(names, line_before(request, begin, "  ")) +
                                        line_before(request, begin, "") + "}";
  if (diagnostic != request.diagnostics().end()) {
    actions.push_back(request.fix(title_for(*type), *diagnostic, {{{at, at}, std::move(set)}}));
  } else {
    actions.push_back(
        request.action(title_for(*type), Kind::refactor_rewrite, {{{at, at}, std::move(set)}}));
  }
}

}  // namespace

void add_selections(const Request& request, Actions& actions) {
  const auto set = set_at(request);
  if (!set) {
    return add_to_field(request, actions);
  }
  const TypeShape* type = request.parent_type_of(set->node());
  if (type == nullptr || !type->is_composite()) {
    return;
  }
  std::vector<std::string_view> names = missing_leaves(request, *type, *set);
  if (names.empty() && set->selections().empty()) {
    names = {"__typename"};
  }
  const auto edit = names.empty() ? std::nullopt : edit_of(request, *set, names);
  if (edit) {
    actions.push_back(request.action(title_for(*type), Kind::refactor_rewrite, {*edit}));
  }
}

}  // namespace troupe::graphql::actions
