// What every language may read: files, and what the session says about the workspace. These are all
// of the engine inputs that are not one language's own (design rule: inputs are few and explicit).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "base/source_text.hpp"

namespace troupe::ide {

/// The name of a document: an absolute normalised path, or the URI of a document that is no file
/// (`base::document_path`).
struct FilePath {
  std::string path;

  friend bool operator==(const FilePath&, const FilePath&) = default;
};

/// A file's id. Ids are given in order of first mention, so they order nothing that a user sees:
/// sort by path there.
using FileId = engine::Interned<FilePath>;

/// The key of inputs and queries of which there is one.
struct Singleton {
  friend bool operator==(const Singleton&, const Singleton&) = default;
};

/// The text of a file: the open buffer's where there is one, else the disk's. Absent: no such file.
struct FileText {
  using Key = FileId;
  using Value = base::SourceText;
  static constexpr std::string_view name = "file_text";
  static std::size_t memory_size(const Value& value) { return value.charge(value.size()); }
};

/// What a client said when it opened a document. Present exactly while the document is open; edits
/// do not change it.
struct OpenDocument {
  std::string uri;          ///< as the client spells it
  std::string language_id;  ///< LSP `TextDocumentItem.languageId`

  friend bool operator==(const OpenDocument&, const OpenDocument&) = default;
};
struct OpenDocumentInput {
  using Key = FileId;
  using Value = OpenDocument;
  static constexpr std::string_view name = "open_document";
};

/// The client's version of an open document. Only what is sent to the client may depend on it.
struct DocumentVersion {
  using Key = FileId;
  using Value = std::int32_t;
  static constexpr std::string_view name = "document_version";
};

/// All open documents, sorted by path.
struct OpenDocuments {
  using Key = Singleton;
  using Value = std::vector<FileId>;
  static constexpr std::string_view name = "open_documents";
};

/// The roots of the workspace: absolute normalised directory paths, in the client's order.
struct WorkspaceFolders {
  using Key = Singleton;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "workspace_folders";
};

/// Every file that is loaded, open documents included, sorted by path. Absent until the workspace
/// has been listed for the first time.
struct WorkspaceFiles {
  using Key = Singleton;
  using Value = std::shared_ptr<const std::vector<FileId>>;
  static constexpr std::string_view name = "workspace_files";
};

/// Environment variables, for configurations that mention them. Set once, at the start.
struct Environment {
  using Key = Singleton;
  using Value = std::map<std::string, std::string, std::less<>>;
  static constexpr std::string_view name = "environment";
};

}  // namespace troupe::ide

template <>
struct std::hash<troupe::ide::FilePath> {
  std::size_t operator()(const troupe::ide::FilePath& path) const noexcept {
    return std::hash<std::string>{}(path.path);
  }
};
template <>
struct std::hash<troupe::ide::Singleton> {
  std::size_t operator()(troupe::ide::Singleton) const noexcept { return 0; }
};
