#include "test/analysis/languages/graphql/schema/workspace.hpp"

#include <algorithm>
#include <charconv>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/validation/core/diagnostics.hpp"
#include "base/check.hpp"

namespace troupe::graphql {

void ExecutionLog::on_event(const engine::Event& event) {
  if (event.kind == engine::EventKind::did_execute) {
    executed_.push_back(std::string(event.name) + " " + event.key());
  }
}

std::vector<std::string> ExecutionLog::take() {
  return std::exchange(executed_, {});
}

TestWorkspace::TestWorkspace(Texts texts, std::vector<std::string> folders,
                             std::map<std::string, std::string, std::less<>> environment)
    : texts_(std::move(texts)), database_(engine::Options{.listener = &log_}) {
  engine::ChangeSet changes;
  for (const auto& [path, text] : texts_) {
    changes.set<ide::FileText>(file(path), base::SourceText(text));
  }
  changes.set<ide::WorkspaceFolders>({}, std::move(folders));
  changes.set<ide::Environment>({}, std::move(environment));
  database_.apply(std::move(changes));
  publish_file_list();
}

ide::FileId TestWorkspace::file(std::string_view path) const {
  return database_.intern(ide::FilePath{std::string(path)});
}

void TestWorkspace::publish_file_list() {
  std::vector<ide::FileId> files;
  for (const auto& [path, text] : texts_) {
    files.push_back(file(path));
  }
  engine::ChangeSet changes;
  changes.set<ide::WorkspaceFiles>(
      {}, std::make_shared<const std::vector<ide::FileId>>(std::move(files)));
  database_.apply(std::move(changes));
}

void TestWorkspace::set_text(const std::string& path, std::string text) {
  engine::ChangeSet changes;
  changes.set<ide::FileText>(file(path), base::SourceText(text));
  database_.apply(std::move(changes));
  const bool is_new = !texts_.contains(path);
  texts_[path] = std::move(text);
  if (is_new) {
    publish_file_list();
  }
}

void TestWorkspace::edit(const std::string& path, std::string_view from, std::string_view to) {
  std::string text = texts_.at(path);
  const std::size_t at = text.find(from);
  base::check(at != std::string::npos, "the text to be edited is there");
  text.replace(at, from.size(), to);
  set_text(path, std::move(text));
}

std::vector<ide::Diagnostic> TestWorkspace::diagnostics(std::string_view path) const {
  engine::Context context(database_.snapshot());
  return diagnostics_of(context, file(path));
}

std::string TestWorkspace::position(ide::FileId file, base::TextOffset offset) const {
  engine::Context context(database_.snapshot());
  const auto position = context.get<ide::FileLines>(file).position(
      ide::text_of(context, file), offset, base::PositionEncoding::utf16);
  return std::to_string(position.line + 1) + ":" + std::to_string(position.character + 1);
}

std::string TestWorkspace::diagnostics_text(std::string_view path) const {
  std::string text;
  for (const ide::Diagnostic& diagnostic : diagnostics(path)) {
    text += position(file(path), diagnostic.range.begin) + " " + diagnostic.code + " " +
            diagnostic.message;
    for (const ide::RelatedInformation& related : diagnostic.related) {
      text += " [" + database_.lookup(related.where.file).path + ":" +
              position(related.where.file, related.where.range.begin) + "]";
    }
    text += "\n";
  }
  return text;
}

std::string TestWorkspace::named(const std::string& execution) const {
  const std::size_t hash = execution.find(" #");
  if (hash == std::string::npos) {
    return execution;
  }
  std::uint32_t index = 0;
  std::from_chars(execution.data() + hash + 2, execution.data() + execution.size(), index);
  const std::string query = execution.substr(0, hash);
  const bool is_of_definition =
      query.starts_with("graphql_definition_") || query.starts_with("graphql_reach") ||
      query.starts_with("graphql_selection") || query == "graphql_merging" ||
      query == "graphql_field_conflicts" || query == "graphql_fragment_type";
  const bool is_of_file = query.starts_with("graphql_file_") || query == "graphql_project_of" ||
                          query == "graphql_configuration" || query == "file_lines";
  if (is_of_definition) {
    return query + " " + database_.lookup(DefinitionId(index)).name;
  }
  return is_of_file ? query + " " + database_.lookup(ide::FileId(index)).path : query;
}

std::vector<std::string> TestWorkspace::take_executed() {
  std::vector<std::string> executed;
  for (const std::string& execution : log_.take()) {
    executed.push_back(named(execution));
  }
  std::ranges::sort(executed);
  return executed;
}

std::vector<std::string> TestWorkspace::take_executed(std::string_view query) {
  std::vector<std::string> keys;
  for (const std::string& execution : take_executed()) {
    if (execution.starts_with(query) && execution.substr(query.size(), 1) == " ") {
      keys.push_back(execution.substr(query.size() + 1));
    }
  }
  return keys;
}

std::map<std::string, int> TestWorkspace::take_counts() {
  std::map<std::string, int> counts;
  for (const std::string& execution : log_.take()) {
    ++counts[execution.substr(0, execution.find(' '))];
  }
  return counts;
}

}  // namespace troupe::graphql
