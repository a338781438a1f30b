#include "server/trace_documents.hpp"

#include <utility>
#include <variant>

#include "handlers/text_synchronization.hpp"
#include "protocol/codec.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/rpc.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::server {

using protocol::JsonWriter;

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

std::string open_notification(const std::string& uri, const TracedDocument& document) {
  std::string params;
  JsonWriter writer(params);
  writer.object([&] {
    writer.key("textDocument");
    writer.object([&] {
      writer.member("uri", uri);
      writer.member("languageId", document.language_id);
      writer.member("version", document.version);
      writer.member("text", document.text.view());
    });
  });
  return protocol::encode_notification("textDocument/didOpen", params);
}

std::string change_notification(const std::string& uri, std::int32_t version,
                                std::span<const protocol::TextDocumentContentChangeEvent> changes) {
  std::string params;
  JsonWriter writer(params);
  writer.object([&] {
    writer.key("textDocument");
    writer.object([&] {
      writer.member("uri", uri);
      writer.member("version", version);
    });
    writer.key("contentChanges");
    writer.array([&] {
      for (const auto& change : changes) {
        writer.object([&] {
          if (change.range) {
            writer.key("range");
            protocol::encode(writer, *change.range);
          }
          writer.member("text", change.text);
        });
      }
    });
  });
  return protocol::encode_notification("textDocument/didChange", params);
}

}  // namespace troupe::server
