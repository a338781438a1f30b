// What the variables of fragments stand for when fields are compared.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>

#include "analysis/languages/graphql/validation/merging/selection_outline.hpp"

namespace troupe::graphql {

/// One way in which a fragment is spread, as far as its variables can tell. Two fields that use
/// variables of their fragments are the same only in one scope.
using ScopeNumber = std::uint32_t;
inline constexpr ScopeNumber no_scope = 0;  ///< of what has no variables of its own

/// Numbers scopes. Lives as long as one check; the outlines outlive it.
class FragmentScopes {
 public:
  /// Of a definition that is looked at by itself.
  [[nodiscard]] ScopeNumber of(DefinitionId definition, const Selections& outline);
  /// Of a fragment where a spread, which stands in the scope `around`, spreads it. A fragment that
  /// spreads itself with ever new arguments runs out of numbers.
  [[nodiscard]] ScopeNumber of(const SelectedSpread& spread, const Selections& fragment,
                               ScopeNumber around);

 private:
  [[nodiscard]] ScopeNumber number(DefinitionId fragment, std::string_view arguments,
                                   ScopeNumber around);

  std::map<std::tuple<std::uint32_t, std::string_view, ScopeNumber>, ScopeNumber> numbers_;
};

}  // namespace troupe::graphql
