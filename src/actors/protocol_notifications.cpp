// What clients tell without asking: documents, folders, files, configuration. A notification that
// cannot be read is logged and otherwise ignored, as LSP asks.
#include <array>
#include <string>
#include <utility>

#include "actors/protocol_core.hpp"
#include "base/uri.hpp"
#include "protocol/codec.hpp"
#include "protocol/text_synchronization.hpp"
#include "protocol/workspace.hpp"

namespace troupe::actors {

void ProtocolCore::handle(const protocol::NotificationMessage& notification) {
  using Member = void (ProtocolCore::*)(Params);
  struct Entry {
    std::string_view method;
    Member member;
  };
  static constexpr std::array<Entry, 10> served{{
      {"$/cancelRequest", &ProtocolCore::cancel_request},
      {"$/setTrace", &ProtocolCore::set_trace},
      {"$/troupe/trace", &ProtocolCore::save_trace},
      {"textDocument/didOpen", &ProtocolCore::open_document},
      {"textDocument/didChange", &ProtocolCore::change_document},
      {"textDocument/didClose", &ProtocolCore::close_document},
      {"textDocument/didSave", &ProtocolCore::save_document},
      {"workspace/didChangeWorkspaceFolders", &ProtocolCore::change_folders},
      {"workspace/didChangeWatchedFiles", &ProtocolCore::change_watched_files},
      {"workspace/didChangeConfiguration", &ProtocolCore::change_configuration},
  }};
  if (notification.method == "exit") {
    exit();
    return;
  }
  if (stage_ != Stage::running) {
    return;
  }
  if (notification.method == "initialized") {
    initialized();
  } else if (notification.method == "shutdown") {
    shut_down();  // Kate sends it without an id.
  }
  for (const Entry& entry : served) {
    if (entry.method == notification.method) {
      (this->*entry.member)(notification.params);
      return;
    }
  }
}

void ProtocolCore::initialized() {
  if (std::exchange(client_is_ready_, true)) {
    return;
  }
  register_capabilities();
  register_watchers();
  ask_configuration();
}

void ProtocolCore::open_document(Params params) {
  auto decoded = protocol::decode<protocol::DidOpenTextDocumentParams>(params);
  if (!decoded) {
    invalid_notification("textDocument/didOpen", decoded.error());
    return;
  }
  protocol::TextDocumentItem& document = decoded->textDocument;
  OpenBuffer open{.path = base::document_path(document.uri),
                  .uri = std::move(document.uri),
                  .language_id = std::move(document.languageId),
                  .version = document.version,
                  .text = base::SourceText(std::move(document.text))};
  port_.change_buffer(std::make_shared<const BufferChange>(std::move(open)), now_);
}

void ProtocolCore::change_document(Params params) {
  auto decoded = protocol::decode<protocol::DidChangeTextDocumentParams>(params);
  if (!decoded) {
    invalid_notification("textDocument/didChange", decoded.error());
    return;
  }
  EditBuffer edit{.path = base::document_path(decoded->textDocument.uri),
                  .uri = std::move(decoded->textDocument.uri),
                  .version = decoded->textDocument.version,
                  .changes = std::move(decoded->contentChanges),
                  .encoding = session_->encoding};
  port_.change_buffer(std::make_shared<const BufferChange>(std::move(edit)), now_);
}

void ProtocolCore::close_document(Params params) {
  auto decoded = protocol::decode<protocol::DidCloseTextDocumentParams>(params);
  if (!decoded) {
    invalid_notification("textDocument/didClose", decoded.error());
    return;
  }
  CloseBuffer close{.path = base::document_path(decoded->textDocument.uri),
                    .uri = std::move(decoded->textDocument.uri)};
  port_.change_buffer(std::make_shared<const BufferChange>(std::move(close)), now_);
}

void ProtocolCore::save_document(Params params) {
  const auto decoded = protocol::decode<protocol::DidSaveTextDocumentParams>(params);
  if (!decoded) {
    invalid_notification("textDocument/didSave", decoded.error());
    return;
  }
  if (std::optional<std::string> path = base::path_of_uri(decoded->textDocument.uri)) {
    port_.paths_changed({std::move(*path)}, now_);
  }
  refresh_decorations();
}

void ProtocolCore::change_folders(Params params) {
  const auto decoded = protocol::decode<protocol::DidChangeWorkspaceFoldersParams>(params);
  if (!decoded) {
    invalid_notification("workspace/didChangeWorkspaceFolders", decoded.error());
    return;
  }
  for (const protocol::WorkspaceFolder& folder : decoded->event.removed) {
    if (const std::optional<std::string> path = base::path_of_uri(folder.uri)) {
      std::erase(folders_, *path);
    }
  }
  for (const protocol::WorkspaceFolder& folder : decoded->event.added) {
    if (std::optional<std::string> path = base::path_of_uri(folder.uri)) {
      std::erase(folders_, *path);
      folders_.push_back(std::move(*path));
    }
  }
  port_.set_folders(
      folders_, session_->capabilities.workspace.didChangeWatchedFiles.dynamicRegistration, now_);
}

void ProtocolCore::change_watched_files(Params params) {
  const auto decoded = protocol::decode<protocol::DidChangeWatchedFilesParams>(params);
  if (!decoded) {
    invalid_notification("workspace/didChangeWatchedFiles", decoded.error());
    return;
  }
  std::vector<std::string> paths;
  for (const protocol::FileEvent& event : decoded->changes) {
    if (std::optional<std::string> path = base::path_of_uri(event.uri)) {
      paths.push_back(std::move(*path));
    }
  }
  if (!paths.empty()) {
    port_.paths_changed(std::move(paths), now_);
  }
}

/// Clients of the old kind send the settings along; of the new kind they expect to be asked.
void ProtocolCore::change_configuration(Params params) {
  if (session_->capabilities.workspace.configuration) {
    ask_configuration();
    return;
  }
  const auto decoded = protocol::decode<protocol::DidChangeConfigurationParams>(params);
  if (!decoded) {
    invalid_notification("workspace/didChangeConfiguration", decoded.error());
    return;
  }
  apply_settings(decoded->settings);
}

void ProtocolCore::apply_settings(const protocol::RawJson& json) {
  const handlers::DecodedSettings decoded = handlers::decode_settings(json);
  for (const std::string& problem : decoded.problems) {
    on_log(LogLevel::warning, problem);
  }
  client_log_level_ = decoded.settings.log_level.value_or(LogLevel::info);
  port_.set_diagnostics_mode(
      session_, std::chrono::milliseconds(decoded.settings.diagnostics_delay_ms.value_or(
                    settings_.limits.diagnostics_delay_ms)));
}

void ProtocolCore::set_trace(Params params) {
  const auto decoded = protocol::decode<protocol::SetTraceParams>(params);
  if (!decoded) {
    invalid_notification("$/setTrace", decoded.error());
    return;
  }
  trace_ = decoded->value;
}

void ProtocolCore::invalid_notification(std::string_view method, const base::Error& error) {
  on_log(LogLevel::warning,
         "the notification '" + std::string(method) + "' is ignored: " + error.message);
}

}  // namespace troupe::actors
