// How the text of a file is to be parsed.
#pragma once

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {

/// As the file's project and the session's limits say. An incremental read of both.
[[nodiscard]] ParseOptions parse_options(engine::Context& context, ide::FileId file);

}  // namespace troupe::graphql
