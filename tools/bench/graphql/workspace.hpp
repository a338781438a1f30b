// A workspace in memory, as a session holds it once everything has been loaded from the disk.
#pragma once

#include <string>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/ide/language.hpp"

namespace troupe::bench {

struct TextFile {
  std::string path;
  std::string text;
};

/// A file, or all `.graphql` files of a folder, sorted by path. Empty if there are none.
[[nodiscard]] std::vector<TextFile> read_texts(const std::string& path);

/// The schema and the configurations of a folder, and the documents below `documents/`.
[[nodiscard]] std::vector<TextFile> read_workspace(const std::string& folder);

/// Not thread-safe. Keeps references to nothing.
class Workspace {
 public:
  Workspace(const std::string& folder, const std::vector<TextFile>& files);

  /// Adds a file, or gives one a new text, as an edit would.
  void set_text(const std::string& path, const std::string& text);

  /// What all languages say about a file.
  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(const ide::LanguageSet& languages,
                                                         const std::string& path);

  /// How many diagnostics all files have, and a line `path:line:column: message` for each of those
  /// below `documents/`, sorted.
  struct Report {
    std::size_t count = 0;
    std::vector<std::string> lines;
  };
  [[nodiscard]] Report check(const ide::LanguageSet& languages);

  /// `line:column: message`, counted from 1, in UTF-16 code units.
  [[nodiscard]] std::string line_of(const std::string& path, const ide::Diagnostic& diagnostic);

 private:
  void list(engine::ChangeSet& changes);

  engine::Database database_;
  std::vector<ide::FileId> files_;  ///< sorted by path
};

}  // namespace troupe::bench
