// Edits are applied as they come. Keeping them and applying them after a crash would make typing a
// little cheaper and the crash, when somebody waits, dearer; and what is kept would have to be
// bounded by applying it anyway.
#include "handlers/session_memory.hpp"

#include <algorithm>

#include "handlers/text_synchronization.hpp"
#include "protocol/codec.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/text_synchronization.hpp"
#include "protocol/workspace.hpp"

namespace troupe::handlers {

namespace {

using protocol::JsonValue;
using protocol::JsonWriter;

std::string json_or_empty(const SessionMemory::Params& params) {
  return params ? params->to_json() : std::string();
}

/// The parameters as they came, but for the token: its progress was shown and has ended.
std::string without_token(JsonValue params) {
  std::string json;
  JsonWriter writer(json);
  writer.object([&] {
    for (const protocol::JsonMember member : params.members()) {
      if (member.key != "workDoneToken") {
        writer.key(member.key);
        writer.raw(member.value.to_json());
      }
    }
  });
  return json;
}

std::string did_open(const std::string& uri, const std::string& language_id, std::int32_t version,
                     std::string_view text) {
  std::string params;
  params.reserve(text.size() + text.size() / 8 + uri.size() + 100);
  JsonWriter writer(params);
  writer.object([&] {
    writer.key("textDocument");
    writer.object([&] {
      writer.member("uri", uri);
      writer.member("languageId", language_id);
      writer.member("version", version);
      writer.member("text", text);
    });
  });
  return protocol::encode_notification("textDocument/didOpen", params);
}

}  // namespace

void SessionMemory::note_initialize(Params params) {
  const auto decoded = protocol::decode<protocol::InitializeParams>(params);
  if (!decoded || !params) {
    return;
  }
  encoding_ = protocol::negotiate_position_encoding(decoded->capabilities);
  const protocol::WorkspaceClientCapabilities& workspace = decoded->capabilities.workspace;
  for (const auto& [refresh, is_taken] :
       {std::pair("workspace/codeLens/refresh", workspace.codeLens.refreshSupport),
        std::pair("workspace/diagnostic/refresh", workspace.diagnostics.refreshSupport),
        std::pair("workspace/inlayHint/refresh", workspace.inlayHint.refreshSupport),
        std::pair("workspace/semanticTokens/refresh", workspace.semanticTokens.refreshSupport)}) {
    if (is_taken) {
      refreshes_.insert(refresh);
    }
  }
  client_process_ = decoded->processId;
  initialize_ = without_token(*params);
}

void SessionMemory::note(std::string_view method, Params params) {
  if (initialize_.empty()) {
    return;
  }
  if (method == "textDocument/didChange") {
    change(params);
  } else if (method == "textDocument/didOpen") {
    open(params);
  } else if (method == "textDocument/didClose") {
    close(params);
  } else if (method == "initialized") {
    is_initialized_ = true;
  } else if (method == "workspace/didChangeConfiguration") {
    configuration_ = json_or_empty(params);
  } else if (method == "workspace/didChangeWorkspaceFolders") {
    change_folders(params);
  } else if (method == "$/setTrace") {
    trace_ = json_or_empty(params);
  }
}

void SessionMemory::open(Params params) {
  auto decoded = protocol::decode<protocol::DidOpenTextDocumentParams>(params);
  if (!decoded) {
    return;
  }
  protocol::TextDocumentItem& document = decoded->textDocument;
  if (documents_.size() < documents_at_most_ || documents_.contains(document.uri)) {
    documents_.insert_or_assign(std::move(document.uri),
                                Document{.language_id = std::move(document.languageId),
                                         .version = document.version,
                                         .text = base::SourceText(std::move(document.text))});
  }
}

void SessionMemory::change(Params params) {
  const auto decoded = protocol::decode<protocol::DidChangeTextDocumentParams>(params);
  const auto found = decoded ? documents_.find(decoded->textDocument.uri) : documents_.end();
  if (found != documents_.end()) {
    Document& document = found->second;
    document.text = apply_changes(document.text, decoded->contentChanges, encoding_);
    document.version = decoded->textDocument.version;
  }
}

void SessionMemory::close(Params params) {
  const auto decoded = protocol::decode<protocol::DidCloseTextDocumentParams>(params);
  if (decoded) {
    documents_.erase(decoded->textDocument.uri);
  }
}

/// All changes as one: a server takes away what was removed before it adds.
void SessionMemory::change_folders(Params params) {
  constexpr std::size_t folders_at_most = 1000;  // Nobody has so many but who wants us to grow.
  const JsonValue event = params ? params->find("event") : JsonValue();
  const auto uri_of = [](JsonValue folder) {
    return std::string(folder.find("uri").as_string().value_or(""));
  };
  const auto put = [&](Folders& folders, JsonValue folder) {
    std::erase_if(folders, [&](const auto& each) { return each.first == uri_of(folder); });
    folders.emplace_back(uri_of(folder), folder.to_json());
    if (folders.size() > folders_at_most) {
      folders.erase(folders.begin());
    }
  };
  for (const JsonValue folder : event.find("removed").items()) {
    put(removed_, folder);
    std::erase_if(added_, [&](const auto& each) { return each.first == uri_of(folder); });
  }
  for (const JsonValue folder : event.find("added").items()) {
    put(added_, folder);
  }
}

std::string SessionMemory::folders_json() const {
  std::string json;
  JsonWriter writer(json);
  const auto list = [&](std::string_view name, const Folders& folders) {
    writer.key(name);
    writer.array([&] {
      for (const auto& [uri, folder] : folders) {
        writer.raw(folder);
      }
    });
  };
  writer.object([&] {
    writer.key("event");
    writer.object([&] {
      list("added", added_);
      list("removed", removed_);
    });
  });
  return json;
}

std::size_t SessionMemory::bytes() const {
  std::size_t bytes = initialize_.size() + configuration_.size() + trace_.size();
  for (const auto& [uri, document] : documents_) {
    bytes += sizeof document + uri.size() + document.text.view().size();
  }
  for (const Folders* folders : {&added_, &removed_}) {
    for (const auto& [uri, folder] : *folders) {
      bytes += uri.size() + folder.size();
    }
  }
  return bytes;
}

std::vector<std::string> SessionMemory::replay(const protocol::RequestId& initialize_id) const {
  std::vector<std::string> bodies;
  if (initialize_.empty()) {
    return bodies;
  }
  bodies.reserve(documents_.size() + 5);
  bodies.push_back(protocol::encode_request(initialize_id, "initialize", initialize_));
  if (is_initialized_) {
    bodies.push_back(protocol::encode_notification("initialized", "{}"));
  }
  if (!trace_.empty()) {
    bodies.push_back(protocol::encode_notification("$/setTrace", trace_));
  }
  if (!added_.empty() || !removed_.empty()) {
    bodies.push_back(
        protocol::encode_notification("workspace/didChangeWorkspaceFolders", folders_json()));
  }
  if (!configuration_.empty()) {
    bodies.push_back(
        protocol::encode_notification("workspace/didChangeConfiguration", configuration_));
  }
  for (const auto& [uri, document] : documents_) {
    bodies.push_back(did_open(uri, document.language_id, document.version, document.text.view()));
  }
  return bodies;
}

}  // namespace troupe::handlers
