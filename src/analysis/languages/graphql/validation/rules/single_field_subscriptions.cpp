// The selections of the root are collected as a server would: into the fragments that apply to the
// root type, each once.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/selection_walk.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view selected_here = "selected here";

/// The fields of one response name.
struct Group {
  std::string_view field;  ///< of the first
  std::vector<Place> places;
  std::optional<Place> through;  ///< the spread that leads to the first
};

class Collector {
 public:
  Collector(const Walk& walk, const TypeShape& root) : rule_walk_(&walk), root_(&root) {}

  void collect(const SelectionSet& selections) {
    SelectionWalk walk(rule_walk_->context(), rule_walk_->schema().project(),
                       rule_walk_->definition(), selections);
    while (const auto step = walk.next()) {
      if (const auto directive = condition_on(step->selection)) {
        forbidden_.places.push_back(
            {step->definition, head_range(directive->node(), directive->name_node())});
        forbidden_.through = walk.first_spread();
      } else if (const auto field = step->selection.as<Field>()) {
        add(*field, step->definition, walk.first_spread());
      } else if (const auto inline_fragment = step->selection.as<InlineFragment>()) {
        const auto condition = inline_fragment->type_condition();
        if (!condition || applies(condition->name())) {
          walk.enter(inline_fragment->selection_set());
        }
      } else if (const auto spread = step->selection.as<FragmentSpread>()) {
        const auto fragment = walk.find(*spread);
        const auto type =
            fragment ? rule_walk_->context().get<FragmentType>(*fragment) : std::nullopt;
        if (type && applies(*type)) {
          walk.enter_fragment(*spread);
        }
      }
    }
  }

  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  /// @skip and @include.
  [[nodiscard]] const Group& forbidden() const { return forbidden_; }

 private:
  static std::optional<Directive> condition_on(const Selection& selection) {
    for (const std::string_view name : {"skip", "include"}) {
      for (const Directive directive : selection.directives()) {
        if (directive.name() == name) {
          return directive;
        }
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool applies(std::string_view condition) const {
    const Schema& schema = rule_walk_->schema();
    const TypeShape* type = schema.find_type(condition);
    return type != nullptr && (type->name == root_->name || schema.is_possible_type(*type, *root_));
  }

  void add(const Field& field, DefinitionId definition, std::optional<Place> through) {
    if (field.name().empty()) {
      return;
    }
    const auto [place, is_new] = places_.emplace(field.response_name(), groups_.size());
    if (is_new) {
      groups_.push_back({field.name(), {}, through});
    }
    groups_[place->second].places.push_back(
        {definition, head_range(field.node(), field.name_node())});
  }

  const Walk* rule_walk_;
  const TypeShape* root_;
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<Group> groups_;
  Group forbidden_;
};

void report_groups(const Walk& walk, const std::vector<Group>& groups, const std::string& subject) {
  if (groups.size() > 1) {
    std::vector<Place> extra;
    for (std::size_t i = 1; i < groups.size(); ++i) {
      extra.insert(extra.end(), groups[i].places.begin(), groups[i].places.end());
    }
    walk.report_places(extra, groups[1].through, subject + " must select only one top level field.",
                       selected_here);
  }
  for (const Group& group : groups) {
    if (group.field.starts_with("__")) {
      walk.report_places(group.places, group.through,
                         subject + " must not select an introspection top level field.",
                         selected_here);
    }
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition operation(node);
  const auto selections = operation.selection_set();
  if (!selections || operation.operation_type() != OperationType::subscription) {
    return;
  }
  const TypeShape* root = walk.schema().root_type(OperationType::subscription);
  if (root == nullptr) {
    return;
  }
  const std::string subject = operation.name().empty()
                                  ? "Anonymous Subscription"
                                  : "Subscription \"" + std::string(operation.name()) + "\"";
  Collector collector(walk, *root);
  collector.collect(*selections);
  if (!collector.forbidden().places.empty()) {
    walk.report_places(collector.forbidden().places, collector.forbidden().through,
                       subject +
                           " must not use `@skip` or `@include` directives in the top level "
                           "selection.",
                       "used here");
    return;
  }
  if (collector.groups().empty() && walk.is_sound(selections->range())) {
    walk.report(selections->range(), subject + " must select one top level field.");
  }
  report_groups(walk, collector.groups(), subject);
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule single_field_subscriptions = {
    .code = "graphql/single-field-subscriptions",
    .summary = "A subscription selects exactly one field at its top.",
    .nodes = checks,
};

}  // namespace troupe::graphql
