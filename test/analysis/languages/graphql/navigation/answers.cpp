#include "test/analysis/languages/graphql/navigation/answers.hpp"

#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"

namespace troupe::testing {

std::string Answers::position(ide::FileId file, ide::TextOffset offset) {
  const base::LinePosition position = context_.get<ide::FileLines>(file).position(
      ide::text_of(context_, file), offset, base::PositionEncoding::utf32);
  return std::to_string(position.line + 1) + ":" + std::to_string(position.character + 1);
}

std::string Answers::place_in_file(ide::FileId file, ide::TextRange range) {
  require_inside(file, range);
  const std::string_view label = workspace_->label_at(path(file), range);
  std::string text(base::slice(ide::text_of(context_, file), range));
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, "\\n");
  }
  std::string result = position(file, range.begin);
  if (!label.empty()) {
    result.append(" [").append(label).append("]");
  }
  return result.append(" \"").append(text).append("\"");
}

std::string Answers::place(ide::FileId file, ide::TextRange range) {
  return path(file) + ":" + place_in_file(file, range);
}

void Answers::require_inside(ide::FileId file, ide::TextRange range) {
  REQUIRE(range.begin <= range.end);
  REQUIRE(range.end <= ide::text_of(context_, file).size());
}

void apply(FixtureWorkspace& workspace, engine::Context& context, const ide::WorkspaceEdit& edits) {
  std::vector<std::pair<std::string, std::string>> texts;
  std::string_view last_path;
  for (const ide::FileEdits& of_file : edits) {
    const std::string& path = context.lookup(of_file.file).path;
    CHECK(last_path < path);
    last_path = path;
    const std::string_view text = ide::text_of(context, of_file.file);
    std::string changed;
    ide::TextOffset at = 0;
    for (const ide::TextEdit& edit : of_file.edits) {
      REQUIRE(at <= edit.range.begin);
      REQUIRE(edit.range.begin <= edit.range.end);
      REQUIRE(edit.range.end <= text.size());
      changed.append(base::slice(text, {at, edit.range.begin})).append(edit.new_text);
      at = edit.range.end;
    }
    changed.append(text.substr(at));
    texts.emplace_back(path, std::move(changed));
  }
  for (auto& [path, text] : texts) {
    workspace.set_text(path, std::move(text));
  }
}

}  // namespace troupe::testing
