#include "tools/bench/graphql/workspace.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "analysis/ide/lines.hpp"

namespace troupe::bench {

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::vector<TextFile> read_texts(const std::string& path) {
  std::vector<TextFile> files;
  if (!std::filesystem::is_directory(path)) {
    return {{.path = path, .text = read(path)}};
  }
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ".graphql") {
      files.push_back({.path = entry.path().string(), .text = read(entry.path())});
    }
  }
  std::ranges::sort(files, {}, &TextFile::path);
  return files;
}

std::vector<TextFile> read_workspace(const std::string& folder) {
  std::vector<TextFile> files = read_texts(folder + "/documents");
  for (const char* name : {"schema.graphql", ".graphqlrc.json", "troupe.yaml"}) {
    std::string path = folder + "/" + name;
    if (std::filesystem::exists(path)) {
      std::string text = read(path);
      files.push_back({.path = std::move(path), .text = std::move(text)});
    }
  }
  std::ranges::sort(files, {}, &TextFile::path);
  return files;
}

Workspace::Workspace(const std::string& folder, const std::vector<TextFile>& files) {
  engine::ChangeSet changes;
  files_.reserve(files.size());
  for (const TextFile& file : files) {
    files_.push_back(database_.intern(ide::FilePath{file.path}));
    changes.set<ide::FileText>(files_.back(), base::SourceText(file.text));
  }
  changes.set<ide::OpenDocuments>({}, {});
  changes.set<ide::WorkspaceFolders>({}, {folder});
  changes.set<ide::Environment>({}, {});
  list(changes);
  database_.apply(std::move(changes));
}

void Workspace::list(engine::ChangeSet& changes) {
  changes.set<ide::WorkspaceFiles>({}, std::make_shared<const std::vector<ide::FileId>>(files_));
}

void Workspace::set_text(const std::string& path, const std::string& text) {
  const ide::FileId id = database_.intern(ide::FilePath{path});
  engine::ChangeSet changes;
  changes.set<ide::FileText>(id, base::SourceText(text));
  if (std::ranges::find(files_, id) == files_.end()) {
    files_.push_back(id);
    engine::Context context(database_.snapshot());
    std::ranges::sort(files_, {}, [&](ide::FileId file) { return context.lookup(file).path; });
    list(changes);
  }
  database_.apply(std::move(changes));
}

std::vector<ide::Diagnostic> Workspace::diagnostics(const ide::LanguageSet& languages,
                                                    const std::string& path) {
  const ide::FileId file = database_.intern(ide::FilePath{path});
  engine::Context context(database_.snapshot());
  std::vector<ide::Diagnostic> result;
  for (const ide::Language* language : languages.claiming(context, file)) {
    std::ranges::move(language->diagnostics(context, file), std::back_inserter(result));
  }
  return result;
}

Workspace::Report Workspace::check(const ide::LanguageSet& languages) {
  Report report;
  engine::Context context(database_.snapshot());
  for (const ide::FileId file : files_) {
    const std::string& path = context.lookup(file).path;
    const std::vector<ide::Diagnostic> found = diagnostics(languages, path);
    report.count += found.size();
    if (path.find("/documents/") != std::string::npos) {
      const std::string name = std::filesystem::path(path).filename().string();
      std::ranges::transform(
          found, std::back_inserter(report.lines),
          [&](const ide::Diagnostic& one) { return name + ":" + line_of(path, one); });
    }
  }
  std::ranges::sort(report.lines);
  return report;
}

std::string Workspace::line_of(const std::string& path, const ide::Diagnostic& diagnostic) {
  const ide::FileId file = database_.intern(ide::FilePath{path});
  engine::Context context(database_.snapshot());
  const base::LinePosition position = context.get<ide::FileLines>(file).position(
      ide::text_of(context, file), diagnostic.range.begin, base::PositionEncoding::utf16);
  return std::to_string(position.line + 1) + ":" + std::to_string(position.character + 1) + ": " +
         diagnostic.message;
}

}  // namespace troupe::bench
