#include "handlers/handler.hpp"

#include <algorithm>
#include <array>

#include "handlers/methods.hpp"

namespace troupe::handlers {

namespace {

constexpr std::array<RequestHandler, 33> handlers{{
    {"callHierarchy/incomingCalls", Lane::batch, decode_incoming_calls},
    {"callHierarchy/outgoingCalls", Lane::interactive, decode_outgoing_calls},
    {"codeLens/resolve", Lane::batch, decode_code_lens_resolve},
    {"completionItem/resolve", Lane::interactive, decode_completion_resolve},
    {"textDocument/codeAction", Lane::interactive, decode_code_action},
    {"textDocument/codeLens", Lane::batch, decode_code_lens},
    {"textDocument/completion", Lane::interactive, decode_completion},
    {"textDocument/declaration", Lane::interactive, decode_declaration},
    {"textDocument/definition", Lane::interactive, decode_definition},
    {"textDocument/diagnostic", Lane::batch, decode_document_diagnostic},
    {"textDocument/documentHighlight", Lane::interactive, decode_document_highlight},
    {"textDocument/documentLink", Lane::interactive, decode_document_link},
    {"textDocument/documentSymbol", Lane::interactive, decode_document_symbol},
    {"textDocument/foldingRange", Lane::interactive, decode_folding_range},
    {"textDocument/formatting", Lane::interactive, decode_formatting},
    {"textDocument/hover", Lane::interactive, decode_hover},
    {"textDocument/implementation", Lane::interactive, decode_implementation},
    {"textDocument/inlayHint", Lane::interactive, decode_inlay_hint},
    {"textDocument/linkedEditingRange", Lane::interactive, decode_linked_editing_range},
    {"textDocument/onTypeFormatting", Lane::interactive, decode_on_type_formatting},
    {"textDocument/prepareCallHierarchy", Lane::interactive, decode_prepare_call_hierarchy},
    {"textDocument/prepareRename", Lane::interactive, decode_prepare_rename},
    {"textDocument/rangeFormatting", Lane::interactive, decode_range_formatting},
    {"textDocument/references", Lane::batch, decode_references},
    {"textDocument/rename", Lane::batch, decode_rename},
    {"textDocument/selectionRange", Lane::interactive, decode_selection_range},
    {"textDocument/semanticTokens/full", Lane::batch, decode_semantic_tokens_full},
    {"textDocument/semanticTokens/full/delta", Lane::batch, decode_semantic_tokens_delta},
    {"textDocument/semanticTokens/range", Lane::interactive, decode_semantic_tokens_range},
    {"textDocument/signatureHelp", Lane::interactive, decode_signature_help},
    {"textDocument/typeDefinition", Lane::interactive, decode_type_definition},
    {"workspace/diagnostic", Lane::batch, decode_workspace_diagnostic},
    {"workspace/symbol", Lane::interactive, decode_workspace_symbol},
}};
static_assert(std::ranges::is_sorted(handlers, {}, &RequestHandler::method));

}  // namespace

std::span<const RequestHandler> request_handlers() {
  return handlers;
}

const RequestHandler* find_request_handler(std::string_view method) {
  const auto found = std::ranges::lower_bound(handlers, method, {}, &RequestHandler::method);
  return found != handlers.end() && found->method == method ? &*found : nullptr;
}

}  // namespace troupe::handlers
