// Any body: it is a message or an error, every decoder survives its params, and what we write of it
// reads back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>

#include "protocol/codec.hpp"
#include "protocol/diagnostics.hpp"
#include "protocol/json.hpp"
#include "protocol/language_features.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/rpc.hpp"
#include "protocol/text_synchronization.hpp"
#include "protocol/window.hpp"
#include "protocol/workspace.hpp"

namespace {

using namespace troupe::protocol;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

template <typename... Params>
void decode_all(std::optional<JsonValue> params) {
  // Every error says where it is.
  (
      [&] {
        const auto decoded = decode<Params>(params);
        require(decoded || decoded.error().message.starts_with("params"));
      }(),
      ...);
}

void decode_params(std::optional<JsonValue> params) {
  decode_all<InitializeParams, ClientCapabilities, SetTraceParams, CancelParams, ProgressParams,
             DidOpenTextDocumentParams, DidChangeTextDocumentParams, DidSaveTextDocumentParams,
             DidCloseTextDocumentParams, TextDocumentPositionParams, ReferenceParams,
             CompletionParams, DocumentParams, SemanticTokensRangeParams, DocumentDiagnosticParams,
             WorkspaceDiagnosticParams, DidChangeWatchedFilesParams,
             DidChangeWorkspaceFoldersParams, DidChangeConfigurationParams, ConfigurationResult,
             WorkspaceSymbolParams, ExecuteCommandParams, ApplyWorkspaceEditResult,
             MessageActionItem, WorkDoneProgressCancelParams>(params);
  // What comes back to be resolved is sent out again.
  if (const auto item = decode<CompletionItem>(params)) {
    const std::string json = to_json(*item);
    JsonReader reader;
    const auto again = reader.parse(json);
    require(again && !reader.repaired());
    require(to_json(*decode<CompletionItem>(*again)) == json);
  }
}

void check_round_trip(JsonValue value) {
  const std::string json = value.to_json();
  JsonReader reader;
  const auto again = reader.parse(json);
  require(again && !reader.repaired());
  require(again->to_json() == json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static JsonReader reader;
  const std::string body(reinterpret_cast<const char*>(data), size);
  if (const auto root = reader.parse(body)) {
    check_round_trip(*root);
    decode_params(*root);
  }
  const Message message = read_message(reader, body);
  if (const auto* request = std::get_if<RequestMessage>(&message)) {
    decode_params(request->params);
  } else if (const auto* notification = std::get_if<NotificationMessage>(&message)) {
    decode_params(notification->params);
  } else if (const auto* response = std::get_if<ResponseMessage>(&message)) {
    decode_params(response->result);
  }
  return 0;
}
