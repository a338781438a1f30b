// The only code that names every language.
#pragma once

#include <vector>

#include "analysis/ide/language.hpp"
#include "analysis/ide/redaction.hpp"

namespace troupe::registry {

/// All languages that Troupe serves, in the order in which they are asked.
[[nodiscard]] ide::LanguageSet make_language_set();

/// Of each of them.
[[nodiscard]] std::vector<ide::RedactionRules> redaction_rules();

}  // namespace troupe::registry
