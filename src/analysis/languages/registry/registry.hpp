// The only code that names every language.
#pragma once

#include "analysis/ide/language.hpp"

namespace troupe::registry {

/// All languages that Troupe serves, in the order in which they are asked.
[[nodiscard]] ide::LanguageSet make_language_set();

}  // namespace troupe::registry
