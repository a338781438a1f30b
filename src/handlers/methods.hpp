// The decoders of all request methods, one to a file. What they are for stands in handler.hpp.
#pragma once

#include "handlers/decode.hpp"

namespace troupe::handlers {

using Params = std::optional<protocol::JsonValue>;
using SharedSession = std::shared_ptr<const Session>;

[[nodiscard]] DecodedWork decode_completion(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_completion_resolve(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_definition(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_diagnostic(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_symbol(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_folding_range(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_hover(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_workspace_diagnostic(Params params, SharedSession session);

}  // namespace troupe::handlers
