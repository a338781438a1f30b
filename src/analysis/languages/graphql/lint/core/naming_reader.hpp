// From settings to how names shall look.
#pragma once

#include <vector>

#include "analysis/languages/graphql/lint/core/rule.hpp"
#include "analysis/languages/graphql/project/settings_tree.hpp"

namespace troupe::graphql::lint {

/// Reads a style (`camelCase`), or a map with `style`, `prefix`, `forbiddenPrefixes` and so on, for
/// the names that the entry's key is about, and adds it. What is not understood becomes a problem.
void read_naming(const SettingsEntry& entry, const Rule& rule, Options& options,
                 std::vector<ConfigurationProblem>& problems);

}  // namespace troupe::graphql::lint
