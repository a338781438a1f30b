// What of GraphQL stays and what is blanked when names are taken out of a recorded session.
#pragma once

#include "analysis/ide/redaction.hpp"

namespace troupe::graphql {

[[nodiscard]] ide::RedactionRules redaction_rules();

}  // namespace troupe::graphql
