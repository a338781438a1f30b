// Lists are compared neighbour by neighbour; the remedy writes the texts of all members again in
// order, between separators that stay. Where a comment stands between members, nobody can tell
// whose it is, and there is no remedy.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

struct Member {
  syntax::NodeRef node;
  std::size_t group = 0;
  std::string key;         ///< to compare by
  std::string_view shown;  ///< for messages
  base::TextRange where;   ///< of the name
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Member member_of(syntax::NodeRef node, std::string_view shown, base::TextRange where) {
  Member member{node, 0, std::string(shown), shown, where};
  std::ranges::transform(member.key, member.key.begin(), lower);
  return member;
}

bool is_before(const Member& left, const Member& right) {
  return std::tie(left.group, left.key) < std::tie(right.group, right.key);
}

/// Whether comments stand between the first and the last member.
bool has_comments(const syntax::Tree& tree, const std::vector<Member>& members) {
  for (std::size_t i = 1; i < members.size(); ++i) {
    const base::TextRange gap = {members[i - 1].node.range().end, members[i].node.range().begin};
    if (base::slice(tree.text(), gap).find('#') != std::string_view::npos) {
      return true;
    }
  }
  const base::TextRange before = members.front().node.first_token().gap_before();
  return base::slice(tree.text(), before).find('#') != std::string_view::npos;
}

Fix sorting_fix(const syntax::Tree& tree, const std::vector<Member>& members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  std::ranges::transform(members, std::back_inserter(sorted),
                         [](const Member& member) { return &member; });
  std::ranges::stable_sort(
      sorted, [](const Member* left, const Member* right) { return is_before(*left, *right); });
  Fix fix{"Sort the list", {}, true};
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (sorted[i] != &members[i]) {
      fix.edits.push_back({members[i].node.range(),
                           std::string(base::slice(tree.text(), sorted[i]->node.range()))});
    }
  }
  return fix;
}

/// In lists that are longer, only the first finding has the remedy, which writes all of the list.
constexpr std::size_t long_list = 200;

template <typename Look>
void check_order(const Look& look, const syntax::Tree& tree, const std::vector<Member>& members) {
  std::optional<Fix> fix;
  for (std::size_t i = 1; i < members.size(); ++i) {
    if (!is_before(members[i], members[i - 1])) {
      continue;
    }
    Finding& finding = look.report(members[i].where, "\"" + std::string(members[i].shown) +
                                                         "\" should stand before \"" +
                                                         std::string(members[i - 1].shown) + "\".");
    const bool is_first = !fix.has_value();
    if (is_first) {
      fix = has_comments(tree, members) ? Fix() : sorting_fix(tree, members);
    }
    if (!fix->edits.empty() && (is_first || members.size() <= long_list)) {
      finding.fixes.push_back(*fix);
    }
  }
}

template <typename View>
void add_named(const Children<View>& children, std::vector<Member>& members) {
  for (const View child : children) {
    if (const auto name = child.name_node()) {
      members.push_back(member_of(child.node(), name->text(), name->range()));
    }
  }
}

bool wants_fields(const Options& options, NodeKind kind) {
  switch (kind) {
    case NodeKind::object_type_definition:
    case NodeKind::object_type_extension:
      return options.has("fields", "ObjectTypeDefinition");
    case NodeKind::interface_type_definition:
    case NodeKind::interface_type_extension:
      return options.has("fields", "InterfaceTypeDefinition");
    default:
      return options.has("fields", "InputObjectTypeDefinition");
  }
}

void check_type(const Walk& walk, syntax::NodeRef node) {
  if (!wants_fields(walk.options(), kind_of(node))) {
    return;
  }
  std::vector<Member> members;
  add_named(TypeDefinition(node).fields(), members);
  add_named(TypeDefinition(node).input_fields(), members);
  check_order(walk, walk.tree(), members);
}

void check_enum(const Walk& walk, syntax::NodeRef node) {
  if (walk.options().flag("values")) {
    std::vector<Member> members;
    add_named(TypeDefinition(node).values(), members);
    check_order(walk, walk.tree(), members);
  }
}

void check_variables(const Walk& walk, syntax::NodeRef node) {
  if (!walk.options().flag("variables")) {
    return;
  }
  std::vector<Member> members;
  for (const VariableDefinition definition : OperationDefinition(node).variable_definitions()) {
    if (const auto variable = definition.variable()) {
      members.push_back(member_of(definition.node(), variable->text(), variable->range()));
    }
  }
  check_order(walk, walk.tree(), members);
}

template <typename View>
void check_arguments(const Walk& walk, syntax::NodeRef node, std::string_view entry) {
  if (walk.options().has("arguments", entry)) {
    std::vector<Member> members;
    add_named(View(node).arguments(), members);
    check_order(walk, walk.tree(), members);
  }
}

/// The place among `groups` of what a selection is: a spread `...`, a name, `{` with a selection,
/// `*` anything else.
std::size_t group_of(const std::vector<std::string>& groups, std::string_view what,
                     std::string_view name) {
  auto found = std::ranges::find(groups, name);
  if (found == groups.end()) {
    found = std::ranges::find(groups, what);
  }
  if (found == groups.end()) {
    found = std::ranges::find(groups, "*");
  }
  return static_cast<std::size_t>(found - groups.begin());
}

void check_selections(const Walk& walk, syntax::NodeRef node) {
  const auto definition = first_definition(walk.tree());
  const bool is_operation = definition && definition->kind() == NodeKind::operation_definition;
  if (!walk.options().has("selections",
                          is_operation ? "OperationDefinition" : "FragmentDefinition")) {
    return;
  }
  const std::vector<std::string>& groups = walk.options().texts("groups");
  std::vector<Member> members;
  for (const Selection selection : SelectionSet(node).selections()) {
    const auto field = selection.as<Field>();
    const auto spread = selection.as<FragmentSpread>();
    const auto name = field    ? (field->alias_node() ? field->alias_node() : field->name_node())
                      : spread ? spread->name_node()
                               : std::nullopt;
    if (!name) {
      check_order(walk, walk.tree(), members);
      members.clear();  // An inline fragment has no name: what stands around it is sorted apart.
      continue;
    }
    Member& member = members.emplace_back(member_of(selection.node(), name->text(), name->range()));
    const std::string_view what = spread ? "..." : (field->selection_set() ? "{" : "*");
    member.group = group_of(groups, what, spread ? std::string_view() : name->text());
  }
  check_order(walk, walk.tree(), members);
}

void check_file(const FileLook& look) {
  if (!look.options().flag("definitions")) {
    return;
  }
  const DefinitionTable& table = look.definitions();
  std::vector<Member> members;
  for (const DefinitionEntry& entry : table.all()) {
    const Definition definition(table.node(entry));
    if (const auto name = definition.name_node()) {
      members.push_back(member_of(definition.node(), name->text(), name->range()));
    }
  }
  check_order(look, table.tree(), members);
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  check_arguments<Field>(walk, node, "Field");
}
void check_directive(const Walk& walk, syntax::NodeRef node) {
  check_arguments<Directive>(walk, node, "Directive");
}
void check_field_definition(const Walk& walk, syntax::NodeRef node) {
  check_arguments<FieldDefinition>(walk, node, "FieldDefinition");
}
void check_directive_definition(const Walk& walk, syntax::NodeRef node) {
  check_arguments<DirectiveDefinition>(walk, node, "DirectiveDefinition");
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check_type},
                                {NodeKind::object_type_extension, check_type},
                                {NodeKind::interface_type_definition, check_type},
                                {NodeKind::interface_type_extension, check_type},
                                {NodeKind::input_object_type_definition, check_type},
                                {NodeKind::input_object_type_extension, check_type},
                                {NodeKind::enum_type_definition, check_enum},
                                {NodeKind::enum_type_extension, check_enum},
                                {NodeKind::operation_definition, check_variables},
                                {NodeKind::selection_set, check_selections},
                                {NodeKind::field, check_field},
                                {NodeKind::directive, check_directive},
                                {NodeKind::field_definition, check_field_definition},
                                {NodeKind::directive_definition, check_directive_definition}};

constexpr std::string_view types =
    "ObjectTypeDefinition InterfaceTypeDefinition InputObjectTypeDefinition";
constexpr std::string_view takers = "FieldDefinition Field DirectiveDefinition Directive";
constexpr Option options[] = {
    {"fields", Option::Kind::texts, types, types},
    {"values", Option::Kind::flag, "true"},
    {"selections", Option::Kind::texts, "OperationDefinition FragmentDefinition",
     "OperationDefinition FragmentDefinition"},
    {"variables", Option::Kind::flag, "true"},
    {"arguments", Option::Kind::texts, takers, takers},
    {"definitions", Option::Kind::flag},
    {"groups", Option::Kind::texts},
};

}  // namespace

constinit const Rule alphabetize = {
    .code = "graphql/alphabetize",
    .summary =
        "Fields, enum values, selections, variables and arguments stand in alphabetical order.",
    .options = options,
    .nodes = checks,
    .file = check_file,
};

}  // namespace troupe::graphql::lint
