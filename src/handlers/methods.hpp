// The decoders of all request methods, one file for each or for a few that belong together. What
// they are for stands in handler.hpp.
#pragma once

#include "handlers/decode.hpp"

namespace troupe::handlers {

using Params = std::optional<protocol::JsonValue>;
using SharedSession = std::shared_ptr<const Session>;

[[nodiscard]] DecodedWork decode_code_action(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_code_lens(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_code_lens_resolve(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_completion(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_completion_resolve(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_declaration(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_definition(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_diagnostic(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_highlight(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_link(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_document_symbol(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_folding_range(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_formatting(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_hover(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_implementation(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_incoming_calls(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_inlay_hint(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_linked_editing_range(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_on_type_formatting(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_outgoing_calls(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_prepare_call_hierarchy(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_prepare_rename(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_range_formatting(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_references(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_rename(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_selection_range(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_semantic_tokens_delta(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_semantic_tokens_full(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_semantic_tokens_range(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_signature_help(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_type_definition(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_workspace_diagnostic(Params params, SharedSession session);
[[nodiscard]] DecodedWork decode_workspace_symbol(Params params, SharedSession session);

}  // namespace troupe::handlers
