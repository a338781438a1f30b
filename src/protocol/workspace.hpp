// LSP, "Workspace Features".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

enum class FileChangeType : std::uint8_t { Created = 1, Changed = 2, Deleted = 3 };
struct FileEvent {
  DocumentUri uri;
  FileChangeType type = FileChangeType::Changed;
};
/// workspace/didChangeWatchedFiles
struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes = {};
};

struct RelativePattern {
  DocumentUri baseUri;
  std::string pattern;
};
/// `kind` is a sum of 1 create, 2 change, 4 delete; absent: all.
struct FileSystemWatcher {
  std::variant<std::string, RelativePattern> globPattern;  ///< RelativePattern only where declared
  std::optional<std::uint32_t> kind = {};
};
/// The registerOptions of workspace/didChangeWatchedFiles.
struct DidChangeWatchedFilesRegistrationOptions {
  std::vector<FileSystemWatcher> watchers = {};
};

struct WorkspaceFoldersChangeEvent {
  std::vector<WorkspaceFolder> added = {};
  std::vector<WorkspaceFolder> removed = {};
};
/// workspace/didChangeWorkspaceFolders
struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChangeEvent event;
};

/// workspace/didChangeConfiguration. `settings` is null from clients that expect to be asked.
struct DidChangeConfigurationParams {
  RawJson settings;
};
/// The registerOptions of workspace/didChangeConfiguration.
struct DidChangeConfigurationRegistrationOptions {
  std::optional<std::string> section = {};
};

/// workspace/configuration
struct ConfigurationItem {
  std::optional<DocumentUri> scopeUri = {};
  std::optional<std::string> section = {};
};
struct ConfigurationParams {
  std::vector<ConfigurationItem> items = {};
};
/// Its result: an array as long as the items; anything else is an error.
using ConfigurationResult = std::vector<RawJson>;

/// workspace/symbol
struct WorkspaceSymbolParams {
  std::string query;
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};

/// workspace/executeCommand
struct ExecuteCommandParams {
  std::string command;
  std::vector<RawJson> arguments = {};
  std::optional<ProgressToken> workDoneToken = {};
};

struct OptionalVersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::optional<std::int32_t> version = {};  ///< null when absent
};
struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier textDocument;
  std::vector<TextEdit> edits = {};
};
/// A file that is made before what follows edits it; nothing of it may be there. Only for clients
/// that declared the resource operation `create`.
struct CreateFile {
  DocumentUri uri;
};
/// One of the two: documentChanges only for clients that declared it. `changes` is ordered by URI.
struct WorkspaceEdit {
  std::map<DocumentUri, std::vector<TextEdit>> changes = {};
  std::vector<std::variant<TextDocumentEdit, CreateFile>> documentChanges = {};
};
/// workspace/applyEdit
struct ApplyWorkspaceEditParams {
  std::optional<std::string> label = {};
  WorkspaceEdit edit;
};
struct ApplyWorkspaceEditResult {
  bool applied = false;
  std::optional<std::string> failureReason = {};
};

}  // namespace troupe::protocol
