// What the four requests for a definition share.
#pragma once

#include <vector>

#include "handlers/handler.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

/// One of the questions that ide::Language answers with targets: `&ide::Language::definition`.
using FindTargets = std::vector<ide::DefinitionTarget> (ide::Language::*)(engine::Context&,
                                                                          ide::FileId,
                                                                          ide::TextOffset) const;

/// The targets of all languages, as links where the client takes them for this request, else as
/// locations.
[[nodiscard]] Response answer_with_targets(
    engine::Context& context, const Session& session, const protocol::DefinitionParams& params,
    FindTargets find, const protocol::DefinitionClientCapabilities& capabilities);

}  // namespace troupe::handlers
