// What holds for any answer about any place in any text: nothing throws, ranges are valid and lie
// in their texts, and the same text gives the same answer. Asked at every offset of every fixture,
// and of texts that lack one of their brackets or end in the middle.
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/language/language.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;
using base::TextOffset;
using base::TextRange;

std::unique_ptr<const ide::Language> language() {
  return graphql::make_language();
}

ide::LanguageSet graphql_alone() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(language());
  return ide::LanguageSet(std::move(languages));
}

/// Asks everything at every place and writes all answers down.
class Inquirer {
 public:
  explicit Inquirer(const testing::FixtureWorkspace& workspace)
      : language_(language()), context_(workspace.snapshot()) {}

  void ask_at(ide::FileId file, TextOffset offset) {
    offset_ = offset;
    ask_hover(file, offset);
    ask_completion(file, offset);
    ask_definition(file, offset);
  }

  void ask_about(ide::FileId file) {
    for (const ide::DocumentSymbol& symbol : language_->document_symbols(context_, file)) {
      check_symbol(file, symbol);
    }
    std::set<std::uint32_t> lines;
    for (const ide::FoldingRange& folding : language_->folding_ranges(context_, file)) {
      note(file, folding.range);
      const base::LineIndex& index = context_.get<ide::FileLines>(file);
      const std::uint32_t line = index.line_of(folding.range.begin);
      expect(line < index.line_of(folding.range.end), "a folding range has several lines");
      expect(lines.insert(line).second, "one folding range begins on a line");
    }
  }

  [[nodiscard]] std::size_t size(ide::FileId file) { return ide::text_of(context_, file).size(); }
  [[nodiscard]] const std::string& answers() const { return answers_; }
  /// What does not hold, and where; empty if all does.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  void expect(bool holds, std::string_view what) {
    if (!holds && complaint_.empty()) {
      complaint_ = std::string(what) + " at offset " + std::to_string(offset_);
    }
  }

  void note(ide::FileId file, TextRange range) {
    expect(range.begin <= range.end && range.end <= size(file), "a range lies in its text");
    answers_ += std::to_string(range.begin) + '-' + std::to_string(range.end) + ' ';
  }

  void note(const ide::Documentation& documentation) {
    for (const ide::DocumentationBlock& block : documentation) {
      expect(!block.text.empty(), "documentation has text");
      answers_ += block.text;
    }
  }

  void ask_hover(ide::FileId file, TextOffset offset) {
    if (const auto hover = language_->hover(context_, file, offset)) {
      note(file, hover->range);
      note(hover->contents);
      expect(hover->range.touches(offset), "a hover touches the cursor");
      expect(!hover->contents.empty(), "a hover says something");
    }
  }

  void ask_completion(ide::FileId file, TextOffset offset) {
    const base::LineIndex& lines = context_.get<ide::FileLines>(file);
    const ide::CompletionList list = language_->complete(context_, file, offset);
    std::set<std::string> labels;
    for (const ide::CompletionItem& item : list.items) {
      note(file, item.replaced);
      answers_ += item.label + item.detail + item.insert_text + item.snippet + item.sort_key;
      expect(item.replaced.touches(offset), "a completion touches the cursor");
      expect(!item.label.empty() && !item.insert_text.empty(), "a completion has text");
      expect(lines.line_of(item.replaced.begin) == lines.line_of(item.replaced.end),
             "a completion replaces text of one line");
      expect(labels.insert(item.label).second, "labels are unique: " + item.label);
      if (!item.resolve_key.empty() && offset % 7 == 0) {
        const auto documentation = language_->resolve_completion(context_, file, item.resolve_key);
        expect(!documentation.empty(), "keys resolve: " + item.resolve_key);
        note(documentation);
      }
    }
    expect(std::ranges::is_sorted(
               list.items, {},
               [](const ide::CompletionItem& item) { return std::tie(item.sort_key, item.label); }),
           "completions are in order");
  }

  void ask_definition(ide::FileId file, TextOffset offset) {
    for (const ide::DefinitionTarget& target : language_->definition(context_, file, offset)) {
      note(target.selection.file, target.selection.range);
      note(target.selection.file, target.full);
      expect(target.full.contains(target.selection.range), "a definition contains its name");
      expect(target.origin && target.origin->touches(offset), "an origin touches the cursor");
    }
  }

  void check_symbol(ide::FileId file, const ide::DocumentSymbol& symbol) {
    note(file, symbol.full);
    note(file, symbol.selection);
    answers_ += symbol.name + symbol.detail;
    expect(!symbol.name.empty(), "a symbol has a name");
    expect(symbol.full.contains(symbol.selection), "a symbol contains its name");
    for (const ide::DocumentSymbol& child : symbol.children) {
      expect(symbol.full.contains(child.full), "a symbol contains its children");
      check_symbol(file, child);
    }
  }

  std::unique_ptr<const ide::Language> language_;
  engine::Context context_;
  std::string answers_;
  std::string complaint_;
  TextOffset offset_ = 0;
};

std::string ask_everywhere(const testing::FixtureWorkspace& workspace) {
  Inquirer inquirer(workspace);
  for (const ide::FileId file : workspace.files()) {
    inquirer.ask_about(file);
    for (TextOffset offset = 0; offset <= inquirer.size(file); ++offset) {
      inquirer.ask_at(file, offset);
    }
  }
  CHECK(inquirer.complaint() == "");
  return inquirer.answers();
}

/// Asks about one file after an edit, at the places near it.
void ask_after_edit(testing::FixtureWorkspace& workspace, const std::string& path, std::string text,
                    std::size_t place) {
  constexpr std::size_t reach = 12;
  INFO(path << " after an edit at " << place << ":\n" << text);
  workspace.set_text(path, std::move(text));
  Inquirer inquirer(workspace);
  const ide::FileId file = workspace.file(path);
  inquirer.ask_about(file);
  const std::size_t end = std::min(inquirer.size(file), place + reach);
  for (std::size_t offset = place < reach ? 0 : place - reach; offset <= end; ++offset) {
    inquirer.ask_at(file, static_cast<TextOffset>(offset));
  }
  REQUIRE(inquirer.complaint() == "");
}

std::string at_every_offset(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  const testing::FixtureWorkspace again(workspace.fixture());
  CHECK(ask_everywhere(workspace) == ask_everywhere(again));
  return workspace.fixture().expectation;  // there is nothing to compare
}

std::string after_every_deletion(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  constexpr std::string_view fragile = "{}()[]:$@.!=&|\"#\n";
  const std::vector<testing::FixtureFile> files = workspace.fixture().files;
  for (const testing::FixtureFile& file : files) {
    for (std::size_t at = 0; at < file.text.size(); ++at) {
      if (fragile.find(file.text[at]) == std::string_view::npos) {
        continue;
      }
      std::string text = file.text;
      text.erase(at, 1);
      ask_after_edit(workspace, file.path, std::move(text), at);
      if (at % 3 == 0) {
        ask_after_edit(workspace, file.path, file.text.substr(0, at), at);
      }
    }
    workspace.set_text(file.path, file.text);
  }
  return workspace.fixture().expectation;
}

constexpr const char* corpus[] = {"graphql/hover", "graphql/completion", "graphql/definition",
                                  "graphql/document_symbols", "graphql/folding"};

TEST_CASE("answers at every offset are valid and the same each time") {
  for (const char* directory : corpus) {
    testing::check_fixtures(graphql_alone(), directory, at_every_offset);
  }
}

TEST_CASE("answers are valid after any bracket is deleted and wherever a text ends") {
  for (const char* directory : corpus) {
    testing::check_fixtures(graphql_alone(), directory, after_every_deletion);
  }
}

TEST_CASE("bytes that are no text are answered with nothing or something, but answered") {
  std::string text;
  for (int round = 0; round < 3; ++round) {
    for (int byte = 0; byte < 256; ++byte) {
      text += static_cast<char>(byte * (round + 1));
    }
    text += "{ a(b: \"\"\"";
  }
  testing::Fixture fixture;
  fixture.files.push_back({"/a.graphql", text, std::nullopt});
  fixture.folders = {"/"};
  const testing::FixtureWorkspace workspace(std::move(fixture));
  ask_everywhere(workspace);
}

TEST_CASE("a hundred thousand open brackets are survived") {
  for (const std::string_view open :
       {"{", "{a(b:", "[", "{a ", "(", "query($a:[", "type A {", "@a("}) {
    std::string text;
    while (text.size() < 100'000) {
      text += open;
    }
    testing::Fixture fixture;
    fixture.files.push_back({"/a.graphql", text, std::nullopt});
    fixture.folders = {"/"};
    const testing::FixtureWorkspace workspace(std::move(fixture));
    Inquirer inquirer(workspace);
    inquirer.ask_about(workspace.files().front());
    inquirer.ask_at(workspace.files().front(), static_cast<TextOffset>(text.size()));
    inquirer.ask_at(workspace.files().front(), static_cast<TextOffset>(text.size() / 2));
    CHECK(inquirer.complaint() == "");
  }
}

}  // namespace
