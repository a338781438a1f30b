// Lines above definitions that say how often they are used.
#pragma once

#include <vector>

#include "analysis/ide/navigation.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// Above each fragment, type and directive that the file defines: "3 references", with the places;
/// above interfaces also "2 implementations". In order of position. Nothing above operations (they
/// are used by programs), root types, extensions and fields: a line above each of these would say
/// little and hide much. None for files without a project. Remembered: to ask for one again is
/// cheap.
[[nodiscard]] std::vector<ide::CodeLens> code_lenses(engine::Context& context, ide::FileId file);

}  // namespace troupe::graphql
