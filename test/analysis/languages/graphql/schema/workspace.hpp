// A database with GraphQL files in it, and a record of what ran.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/ide/structs.hpp"

namespace troupe::graphql {

/// Remembers which queries were executed. Not thread-safe: for tests on one thread.
class ExecutionLog : public engine::EventListener {
 public:
  void on_event(const engine::Event& event) override;
  /// What ran since the last call, in order: "query key".
  [[nodiscard]] std::vector<std::string> take();

 private:
  std::vector<std::string> executed_;
};

/// Texts of files by path.
using Texts = std::map<std::string, std::string>;

/// A workspace as a session would have loaded it: the folder is `/w` unless said otherwise, all
/// files are on the disk.
class TestWorkspace {
 public:
  explicit TestWorkspace(Texts texts, std::vector<std::string> folders = {"/w"},
                         std::map<std::string, std::string, std::less<>> environment = {});

  [[nodiscard]] engine::Snapshot snapshot() const { return database_.snapshot(); }
  [[nodiscard]] engine::Database& database() { return database_; }
  [[nodiscard]] ide::FileId file(std::string_view path) const;
  [[nodiscard]] const std::string& path(ide::FileId file) const {
    return database_.lookup(file).path;
  }
  /// Replaces one text; the file may be new.
  void set_text(const std::string& path, std::string text);
  /// Replaces the first occurrence of `from` in a file's text. Fails a check if there is none.
  void edit(const std::string& path, std::string_view from, std::string_view to);
  [[nodiscard]] const std::string& text(const std::string& path) const { return texts_.at(path); }

  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(std::string_view path) const;
  /// One line for each diagnostic: `2:3 code message [path:4:5 ...]`, one-based.
  [[nodiscard]] std::string diagnostics_text(std::string_view path) const;

  /// `2:3`, one-based, in UTF-16.
  [[nodiscard]] std::string position(ide::FileId file, base::TextOffset offset) const;

  /// What ran since the last call, sorted: "query name", where a definition is named as its file
  /// names it and a file by its path.
  [[nodiscard]] std::vector<std::string> take_executed();
  /// The same for one query: the keys alone.
  [[nodiscard]] std::vector<std::string> take_executed(std::string_view query);
  /// How often each query ran since the last call; what did not run is not there.
  [[nodiscard]] std::map<std::string, int> take_counts();

 private:
  void publish_file_list();
  [[nodiscard]] std::string named(const std::string& execution) const;

  Texts texts_;
  ExecutionLog log_;
  engine::Database database_;
};

}  // namespace troupe::graphql
