// Definitions that tools and services add to every schema: Apollo Federation's, Apollo Client's,
// Relay's. As SDL, for projects that say they use them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/project/configuration.hpp"

namespace troupe::graphql {

/// What a configuration asks for. Federation here is that of schemas that do not link it, where
/// everything goes by its plain name.
[[nodiscard]] std::string_view definitions_of(DirectiveSet set);

/// How a schema names what it gets from federation.
struct FederationNames {
  /// Minor version of federation 2; newer directives are left out.
  unsigned minor = 0;
  /// Before everything that is not imported: `federation__key`. Empty: nothing needs it.
  std::string prefix;
  /// What is imported, without the `@`, and under which name.
  std::vector<std::pair<std::string, std::string>> directives;
  std::vector<std::pair<std::string, std::string>> types;
};

/// Federation 2's definitions under these names.
[[nodiscard]] std::string federation_definitions(const FederationNames& names);

/// Those of `@link` itself.
[[nodiscard]] std::string_view link_definitions();

}  // namespace troupe::graphql
