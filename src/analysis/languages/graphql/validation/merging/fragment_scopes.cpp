// As the reference has it, a variable is not replaced by what is given for it: `a(x: $x)` in a
// fragment that is given `x: 1` is not the same as `a(x: 1)` beside it.
#include "analysis/languages/graphql/validation/merging/fragment_scopes.hpp"

namespace troupe::graphql {
namespace {

constexpr std::size_t most_scopes = 1000;
constexpr std::string_view by_itself = "-";  ///< no normal form of arguments

}  // namespace

ScopeNumber FragmentScopes::of(DefinitionId definition, const Selections& outline) {
  return outline.has_variables ? number(definition, by_itself, no_scope) : no_scope;
}

ScopeNumber FragmentScopes::of(const SelectedSpread& spread, const Selections& fragment,
                               ScopeNumber around) {
  return fragment.has_variables ? number(spread.fragment, spread.arguments,
                                         spread.uses_own_variables ? around : no_scope)
                                : no_scope;
}

ScopeNumber FragmentScopes::number(DefinitionId fragment, std::string_view arguments,
                                   ScopeNumber around) {
  const std::tuple key(fragment.index(), arguments, around);
  if (const auto known = numbers_.find(key); known != numbers_.end()) {
    return known->second;
  }
  if (numbers_.size() == most_scopes) {
    return no_scope;
  }
  return numbers_.emplace(key, static_cast<ScopeNumber>(numbers_.size() + 1)).first->second;
}

}  // namespace troupe::graphql
