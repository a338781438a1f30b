// Every answer of navigation, at every place: see every_place.hpp. What is asked for has to be
// among what is found.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/analysis/languages/graphql/navigation/answers.hpp"
#include "test/support/every_place.hpp"

namespace {

using namespace troupe;
using base::TextOffset;
using base::TextRange;

/// Asks everything at every place and writes all answers down.
class Inquirer : public testing::Inquiry {
 public:
  static constexpr std::size_t reach = 8;

  explicit Inquirer(const testing::FixtureWorkspace& workspace)
      : Inquiry(workspace),
        languages_(testing::graphql_alone()),
        language_(*languages_.all().front()) {}

  void ask_at(ide::FileId file, TextOffset offset) {
    begin_at(offset);
    ask_references(file, offset);
    ask_rename(file, offset);
    ask_targets(language_.type_definition(context(), file, offset), offset);
    ask_targets(language_.implementation(context(), file, offset), offset);
    ask_calls(file, offset);
    ask_ranges(file, offset);
  }

  void ask_about(ide::FileId file) {
    for (const ide::CodeLens& lens : language_.code_lenses(context(), file)) {
      note(file, lens.range);
      note(lens.title);
      note_all(lens.places);
    }
    for (const ide::DocumentLink& link : language_.document_links(context(), file)) {
      note(file, link.range);
      note(link.target);
      expect(!link.range.empty() && !link.target.empty(), "a link is not empty");
    }
  }

 private:
  void note_all(const std::vector<ide::FileRange>& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      note(places[i].file, places[i].range);
      if (i > 0) {
        const auto& before = context().lookup(places[i - 1].file).path;
        const auto& path = context().lookup(places[i].file).path;
        expect(before < path || (before == path && places[i - 1].range < places[i].range),
               "places are in order, each once");
      }
    }
  }

  void ask_references(ide::FileId file, TextOffset offset) {
    const auto all = language_.references(context(), file, offset, true);
    note_all(all);
    for (const ide::FileRange& use : language_.references(context(), file, offset, false)) {
      expect(std::ranges::find(all, use) != all.end(), "uses are among all references");
    }
    for (const ide::Highlight& highlight : language_.highlights(context(), file, offset)) {
      note(file, highlight.range);
      expect(std::ranges::find(all, ide::FileRange{file, highlight.range}) != all.end(),
             "highlights are references");
    }
  }

  void ask_rename(ide::FileId file, TextOffset offset) {
    const auto target = language_.prepare_rename(context(), file, offset);
    const auto edits = language_.rename(context(), file, offset, "quite_another_name");
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
    const auto text = ide::text_of(context(), file);
    expect(base::slice(text, (*target)->range) == (*target)->placeholder, "the name is there");
    bool has_target = false;
    for (const ide::FileEdits& of_file : *edits) {
      for (const ide::TextEdit& edit : of_file.edits) {
        note(of_file.file, edit.range);
        note(edit.new_text);
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
    for (const auto& item : language_.call_hierarchy_items(context(), file, offset)) {
      note(item.selection.file, item.full);
      expect(item.full.contains(item.selection.range), "an item contains its name");
      const ide::FileId where = item.selection.file;
      const auto again =
          language_.call_hierarchy_items(context(), where, item.selection.range.begin);
      expect(again.size() == 1, "an item is found again at its name");
      for (const ide::Call& call :
           language_.incoming_calls(context(), where, item.selection.range.begin)) {
        for (const TextRange place : call.places) {
          note(call.other.selection.file, place);
          expect(call.other.full.contains(place), "a call is made inside of its caller");
        }
      }
      for (const ide::Call& call :
           language_.outgoing_calls(context(), where, item.selection.range.begin)) {
        for (const TextRange place : call.places) {
          note(where, place);
          expect(item.full.contains(place), "a call is made inside of the item");
        }
      }
    }
  }

  void ask_ranges(ide::FileId file, TextOffset offset) {
    TextRange inner = {offset, offset};
    for (const TextRange range : language_.selection_ranges(context(), file, offset)) {
      note(file, range);
      expect(range.contains(inner) && range != inner, "selection ranges grow");
      inner = range;
    }
    std::string_view name;
    for (const TextRange range : language_.linked_editing_ranges(context(), file, offset)) {
      note(file, range);
      const auto text = base::slice(ide::text_of(context(), file), range);
      expect(name.empty() || name == text, "linked ranges have the same text");
      name = text;
    }
  }

  ide::LanguageSet languages_;
  const ide::Language& language_;
};

constexpr const char* corpus[] = {"graphql/references",     "graphql/rename",
                                  "graphql/calls",          "graphql/selection_ranges",
                                  "graphql/linked_editing", "graphql/implementation"};

TEST_CASE("answers of navigation at every offset are valid and the same each time") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory,
                            testing::at_every_offset<Inquirer>);
  }
}

TEST_CASE("answers of navigation are valid after any bracket is deleted and wherever a text ends") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory,
                            testing::after_every_deletion<Inquirer>);
  }
}

TEST_CASE("bytes that are no text are answered with nothing or something, but answered") {
  testing::ask_about_any_bytes<Inquirer>();
}

TEST_CASE("a hundred thousand open brackets are survived") {
  for (const std::string_view open : {"{", "{a(b:", "{a ", "query($a:[", "type A {", "...F "}) {
    testing::ask_after_many<Inquirer>(open);
  }
}

}  // namespace
