#include "handlers/handler.hpp"

#include <algorithm>
#include <array>

#include "handlers/methods.hpp"

namespace troupe::handlers {

namespace {

constexpr std::array<RequestHandler, 8> handlers{{
    {"completionItem/resolve", Lane::interactive, decode_completion_resolve},
    {"textDocument/completion", Lane::interactive, decode_completion},
    {"textDocument/definition", Lane::interactive, decode_definition},
    {"textDocument/diagnostic", Lane::batch, decode_document_diagnostic},
    {"textDocument/documentSymbol", Lane::interactive, decode_document_symbol},
    {"textDocument/foldingRange", Lane::interactive, decode_folding_range},
    {"textDocument/hover", Lane::interactive, decode_hover},
    {"workspace/diagnostic", Lane::batch, decode_workspace_diagnostic},
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
