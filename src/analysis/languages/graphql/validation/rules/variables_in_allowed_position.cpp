// A use in a fragment is judged for every operation that reaches it, and shown at the operation's
// variable: it is the definition there that does not fit.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Whether every value of `type` can stand where `expected` is. Loops down the lists.
bool fits(TypeReference type, TypeReference expected) {
  while (true) {
    if (expected.is_non_null() && !type.is_non_null()) {
      return false;
    }
    type = type.nullable();
    expected = expected.nullable();
    if (!type.is_list() || !expected.is_list()) {
      return type.list_depth == expected.list_depth && type.name == expected.name;
    }
    type = type.item();
    expected = expected.item();
  }
}

struct DefinedVariable {
  TypeReference type;
  base::TextRange range;
  bool has_value_by_default = false;  ///< a default other than null
};

bool is_allowed(const DefinedVariable& variable, const VariableUse& use) {
  const TypeReference expected = use.type();
  if (expected.is_non_null() && !variable.type.is_non_null()) {
    return (variable.has_value_by_default || use.has_default) &&
           fits(variable.type, expected.nullable());
  }
  return fits(variable.type, expected);
}

/// The variables that an operation defines, or a fragment for itself.
Children<VariableDefinition> variables_of(const Reach& reach) {
  const auto first = first_definition(reach.context().get<DefinitionSyntax>(reach.definition()));
  if (const auto operation = first ? first->as<OperationDefinition>() : std::nullopt) {
    return operation->variable_definitions();
  }
  const auto fragment = first ? first->as<FragmentDefinition>() : std::nullopt;
  return fragment ? fragment->variable_definitions() : Children<VariableDefinition>();
}

class PositionChecker {
 public:
  explicit PositionChecker(const Reach& reach) : reach_(&reach) {
    const Schema schema(reach.context(), reach.project());
    for (const VariableDefinition definition : variables_of(reach)) {
      const auto type = definition.type();
      const auto reference = type ? type_reference_of(*type) : std::nullopt;
      if (!reference || definition.name().empty() || !schema.has_type(reference->name)) {
        continue;
      }
      const auto value = definition.default_value();
      variables_.insert_or_assign(
          definition.name(),
          DefinedVariable{*reference, definition.variable()->range(),
                          value.has_value() && value->kind() != NodeKind::null_value});
    }
  }

  void check(DefinitionId definition) const {
    if (variables_.empty()) {
      return;
    }
    const ExecutableSummary& summary = reach_->summary_of(definition);
    for (const VariableUse& use : reach_->uses_in(definition)) {
      const auto variable = variables_.find(use.variable);
      const bool is_own = definition == reach_->definition() || !summary.has_local(use.variable);
      if (variable != variables_.end() && is_own) {
        check(variable->second, use, {definition, use.range});
      }
    }
  }

 private:
  void check(const DefinedVariable& variable, const VariableUse& use, const Place& where) const {
    const RelatedPlace used{where, "used here"};
    const std::string subject = "Variable \"$" + use.variable + "\" ";
    const std::string type = "of type \"" + variable.type.to_string() + "\"";
    if (!is_allowed(variable, use)) {
      reach_->report(
          reach_->place(variable.range),
          subject + type + " used in position expecting type \"" + use.type().to_string() + "\".",
          {used});
    }
    if (!use.one_of.empty() && !variable.type.is_non_null()) {
      reach_->report(reach_->place(variable.range),
                     subject + "is " + type +
                         " but must be non-nullable to be used for OneOf Input Object \"" +
                         use.one_of + "\".",
                     {used});
    }
  }

  const Reach* reach_;
  std::unordered_map<std::string_view, DefinedVariable> variables_;
};

void check(const Reach& reach) {
  if (reach.summary().variables.empty()) {
    return;
  }
  const PositionChecker checker(reach);
  checker.check(reach.definition());
  if (reach.key().space == DefinitionSpace::fragment) {
    return;  // Its variables are its own.
  }
  for (const ReachedFragment& fragment : reach.reached()) {
    checker.check(fragment.fragment);
  }
}

}  // namespace

constinit const Rule variables_in_allowed_position = {
    .code = "graphql/variables-in-allowed-position",
    .summary = "A variable's type fits every place where the variable is used.",
    .reach = check,
};

}  // namespace troupe::graphql
