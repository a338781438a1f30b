#include "server/trace_documents.hpp"

#include <utility>
#include <variant>

#include "handlers/text_synchronization.hpp"
#include "protocol/codec.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/rpc.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::server {

std::string TracedDocuments::see_client(const std::string& body) {
  protocol::JsonReader reader;
  const protocol::Message message = protocol::read_message(reader, body);
  const auto* request = std::get_if<protocol::RequestMessage>(&message);
  if (request != nullptr && request->method == "initialize") {
    if (const auto decoded = protocol::decode<protocol::InitializeParams>(request->params)) {
      encoding_ = protocol::negotiate_position_encoding(decoded->capabilities);
    }
  }
  const auto* notification = std::get_if<protocol::NotificationMessage>(&message);
  if (notification == nullptr) {
    return {};
  }
  if (notification->method == "textDocument/didOpen") {
    auto opened = protocol::decode<protocol::DidOpenTextDocumentParams>(notification->params);
    if (!opened) {
      return {};
    }
    protocol::TextDocumentItem& item = opened->textDocument;
    open_[item.uri] = {.language_id = std::move(item.languageId),
                       .version = item.version,
                       .text = base::SourceText(std::move(item.text))};
    return item.uri;
  }
  if (notification->method == "textDocument/didChange") {
    const auto changed =
        protocol::decode<protocol::DidChangeTextDocumentParams>(notification->params);
    const auto found = changed ? open_.find(changed->textDocument.uri) : open_.end();
    if (found == open_.end()) {
      return {};
    }
    found->second.text =
        handlers::apply_changes(found->second.text, changed->contentChanges, encoding_);
    found->second.version = changed->textDocument.version;
    return found->first;
  }
  if (notification->method == "textDocument/didClose") {
    if (const auto closed =
            protocol::decode<protocol::DidCloseTextDocumentParams>(notification->params)) {
      open_.erase(closed->textDocument.uri);
    }
  }
  return {};
}

void TracedDocuments::see_server(const std::string& body) {
  protocol::JsonReader reader;
  const protocol::Message message = protocol::read_message(reader, body);
  const auto* response = std::get_if<protocol::ResponseMessage>(&message);
  if (response == nullptr || !response->result) {
    return;
  }
  const auto encoding = response->result->find("capabilities").find("positionEncoding").as_string();
  if (encoding) {
    encoding_ = *encoding == "utf-8"    ? base::PositionEncoding::utf8
                : *encoding == "utf-32" ? base::PositionEncoding::utf32
                                        : base::PositionEncoding::utf16;
  }
}

}  // namespace troupe::server
