// What holds for any answer about any place in any text: nothing throws, ranges are valid and lie
// in their texts, what is asked for is among what is found, and the same text gives the same
// answer. Asked at every offset of every fixture of navigation, and of texts that lack one of their
// brackets or end in the middle.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;
using base::TextOffset;
using base::TextRange;

/// Asks everything at every place and writes all answers down.
class Inquirer {
 public:
  explicit Inquirer(const testing::FixtureWorkspace& workspace)
      : languages_(testing::graphql_alone()),
        language_(*languages_.all().front()),
        context_(workspace.snapshot()) {}

  void ask_at(ide::FileId file, TextOffset offset) {
    offset_ = offset;
    ask_references(file, offset);
    ask_rename(file, offset);
    ask_targets(language_.type_definition(context_, file, offset), offset);
    ask_targets(language_.implementation(context_, file, offset), offset);
    ask_calls(file, offset);
    ask_ranges(file, offset);
  }

  void ask_about(ide::FileId file) {
    for (const ide::CodeLens& lens : language_.code_lenses(context_, file)) {
      note(file, lens.range);
      answers_ += lens.title;
      note_all(lens.places);
    }
    for (const ide::DocumentLink& link : language_.document_links(context_, file)) {
      note(file, link.range);
      answers_ += link.target;
      expect(!link.range.empty() && !link.target.empty(), "a link is not empty");
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

  void note_all(const std::vector<ide::FileRange>& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      note(places[i].file, places[i].range);
      if (i > 0) {
        const auto& before = context_.lookup(places[i - 1].file).path;
        const auto& path = context_.lookup(places[i].file).path;
        expect(before < path || (before == path && places[i - 1].range < places[i].range),
               "places are in order, each once");
      }
    }
  }

  void ask_references(ide::FileId file, TextOffset offset) {
    const auto all = language_.references(context_, file, offset, true);
    note_all(all);
    for (const ide::FileRange& use : language_.references(context_, file, offset, false)) {
      expect(std::ranges::find(all, use) != all.end(), "uses are among all references");
    }
    for (const ide::Highlight& highlight : language_.highlights(context_, file, offset)) {
      note(file, highlight.range);
      expect(std::ranges::find(all, ide::FileRange{file, highlight.range}) != all.end(),
             "highlights are references");
    }
  }

  void ask_rename(ide::FileId file, TextOffset offset) {
    const auto target = language_.prepare_rename(context_, file, offset);
    const auto edits = language_.rename(context_, file, offset, "quite_another_name");
    if (!target) {
      expect(!target.error().message.empty() && !edits.has_value(), "refusals say why");
      return;
    }
    expect(edits.has_value(), "what can be renamed is");
    if (!*target || !edits) {
      expect(!edits || edits->empty(), "where there is no name nothing is edited");
      return;
    }
    expect((*target)->range.touches(offset) || size(file) > 0, "a target is near the cursor");
    const auto text = ide::text_of(context_, file);
    expect(base::slice(text, (*target)->range) == (*target)->placeholder, "the name is there");
    bool has_target = false;
    for (const ide::FileEdits& of_file : *edits) {
      for (const ide::TextEdit& edit : of_file.edits) {
        note(of_file.file, edit.range);
        answers_ += edit.new_text;
        has_target = has_target || (of_file.file == file && edit.range.contains((*target)->range));
      }
    }
    expect(has_target, "the name at the cursor is renamed");
  }

  void ask_targets(const std::vector<ide::DefinitionTarget>& targets, TextOffset offset) {
    for (const ide::DefinitionTarget& target : targets) {
      note(target.selection.file, target.selection.range);
      note(target.selection.file, target.full);
      expect(target.full.contains(target.selection.range), "a target contains its name");
      expect(target.origin && target.origin->begin <= offset + 3, "an origin is near the cursor");
    }
  }

  void ask_calls(ide::FileId file, TextOffset offset) {
    for (const auto& item : language_.call_hierarchy_items(context_, file, offset)) {
      note(item.selection.file, item.full);
      expect(item.full.contains(item.selection.range), "an item contains its name");
      const ide::FileId where = item.selection.file;
      const auto again =
          language_.call_hierarchy_items(context_, where, item.selection.range.begin);
      expect(again.size() == 1, "an item is found again at its name");
      for (const ide::Call& call :
           language_.incoming_calls(context_, where, item.selection.range.begin)) {
        for (const TextRange place : call.places) {
          note(call.other.selection.file, place);
          expect(call.other.full.contains(place), "a call is made inside of its caller");
        }
      }
      for (const ide::Call& call :
           language_.outgoing_calls(context_, where, item.selection.range.begin)) {
        for (const TextRange place : call.places) {
          note(where, place);
          expect(item.full.contains(place), "a call is made inside of the item");
        }
      }
    }
  }

  void ask_ranges(ide::FileId file, TextOffset offset) {
    TextRange inner = {offset, offset};
    for (const TextRange range : language_.selection_ranges(context_, file, offset)) {
      note(file, range);
      expect(range.contains(inner) && range != inner, "selection ranges grow");
      inner = range;
    }
    std::string_view name;
    for (const TextRange range : language_.linked_editing_ranges(context_, file, offset)) {
      note(file, range);
      const auto text = base::slice(ide::text_of(context_, file), range);
      expect(name.empty() || name == text, "linked ranges have the same text");
      name = text;
    }
  }

  ide::LanguageSet languages_;
  const ide::Language& language_;
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
  constexpr std::size_t reach = 8;
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

constexpr const char* corpus[] = {"graphql/references",     "graphql/rename",
                                  "graphql/calls",          "graphql/selection_ranges",
                                  "graphql/linked_editing", "graphql/implementation"};

TEST_CASE("answers of navigation at every offset are valid and the same each time") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory, at_every_offset);
  }
}

TEST_CASE("answers of navigation are valid after any bracket is deleted and wherever a text ends") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory, after_every_deletion);
  }
}

TEST_CASE("bytes that are no text are answered with nothing or something, but answered") {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) {
    text += static_cast<char>(byte);
  }
  text += "{ a(b: \"\"\"";
  testing::Fixture fixture;
  fixture.files.push_back({"/a.graphql", text, std::nullopt});
  fixture.folders = {"/"};
  const testing::FixtureWorkspace workspace(std::move(fixture));
  ask_everywhere(workspace);
}

TEST_CASE("a hundred thousand open brackets are survived") {
  for (const std::string_view open : {"{", "{a(b:", "{a ", "query($a:[", "type A {", "...F "}) {
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
