// Every answer of the basic features, at every place: see every_place.hpp.
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/language/language.hpp"
#include "test/analysis/languages/graphql/language/graphql_alone.hpp"
#include "test/support/every_place.hpp"

namespace {

using namespace troupe;
using base::TextOffset;
using base::TextRange;

/// Asks everything at every place and writes all answers down.
class Inquirer : public testing::Inquiry {
 public:
  static constexpr std::size_t reach = 12;

  explicit Inquirer(const testing::FixtureWorkspace& workspace)
      : Inquiry(workspace), language_(graphql::make_language()) {}

  void ask_at(ide::FileId file, TextOffset offset) {
    begin_at(offset);
    ask_hover(file, offset);
    ask_completion(file, offset);
    ask_definition(file, offset);
  }

  void ask_about(ide::FileId file) {
    for (const ide::DocumentSymbol& symbol : language_->document_symbols(context(), file)) {
      check_symbol(file, symbol);
    }
    std::set<std::uint32_t> lines;
    for (const ide::FoldingRange& folding : language_->folding_ranges(context(), file)) {
      note(file, folding.range);
      const base::LineIndex& index = context().get<ide::FileLines>(file);
      const std::uint32_t line = index.line_of(folding.range.begin);
      expect(line < index.line_of(folding.range.end), "a folding range has several lines");
      expect(lines.insert(line).second, "one folding range begins on a line");
    }
  }

 private:
  using Inquiry::note;

  void note(const ide::Documentation& documentation) {
    for (const ide::DocumentationBlock& block : documentation) {
      expect(!block.text.empty(), "documentation has text");
      note(block.text);
    }
  }

  void ask_hover(ide::FileId file, TextOffset offset) {
    if (const auto hover = language_->hover(context(), file, offset)) {
      note(file, hover->range);
      note(hover->contents);
      expect(hover->range.touches(offset), "a hover touches the cursor");
      expect(!hover->contents.empty(), "a hover says something");
    }
  }

  void ask_completion(ide::FileId file, TextOffset offset) {
    const base::LineIndex& lines = context().get<ide::FileLines>(file);
    const ide::CompletionList list = language_->complete(context(), file, offset);
    std::set<std::string> labels;
    for (const ide::CompletionItem& item : list.items) {
      note(file, item.replaced);
      note(item.label + item.detail + item.insert_text + item.snippet + item.sort_key);
      expect(item.replaced.touches(offset), "a completion touches the cursor");
      expect(!item.label.empty() && !item.insert_text.empty(), "a completion has text");
      expect(lines.line_of(item.replaced.begin) == lines.line_of(item.replaced.end),
             "a completion replaces text of one line");
      expect(labels.insert(item.label).second, "labels are unique: " + item.label);
      if (!item.resolve_key.empty() && offset % 7 == 0) {
        const auto documentation = language_->resolve_completion(context(), file, item.resolve_key);
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
    for (const ide::DefinitionTarget& target : language_->definition(context(), file, offset)) {
      note(target.selection.file, target.selection.range);
      note(target.selection.file, target.full);
      expect(target.full.contains(target.selection.range), "a definition contains its name");
      expect(target.origin && target.origin->touches(offset), "an origin touches the cursor");
    }
  }

  void check_symbol(ide::FileId file, const ide::DocumentSymbol& symbol) {
    note(file, symbol.full);
    note(file, symbol.selection);
    note(symbol.name + symbol.detail);
    expect(!symbol.name.empty(), "a symbol has a name");
    expect(symbol.full.contains(symbol.selection), "a symbol contains its name");
    for (const ide::DocumentSymbol& child : symbol.children) {
      expect(symbol.full.contains(child.full), "a symbol contains its children");
      check_symbol(file, child);
    }
  }

  std::unique_ptr<const ide::Language> language_;
};

constexpr const char* corpus[] = {"graphql/hover", "graphql/completion", "graphql/definition",
                                  "graphql/document_symbols", "graphql/folding"};

TEST_CASE("answers at every offset are valid and the same each time") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory,
                            testing::at_every_offset<Inquirer>);
  }
}

TEST_CASE("answers are valid after any bracket is deleted and wherever a text ends") {
  for (const char* directory : corpus) {
    testing::check_fixtures(testing::graphql_alone(), directory,
                            testing::after_every_deletion<Inquirer>);
  }
}

TEST_CASE("bytes that are no text are answered with nothing or something, but answered") {
  testing::ask_about_any_bytes<Inquirer>();
}

TEST_CASE("a hundred thousand open brackets are survived") {
  for (const std::string_view open :
       {"{", "{a(b:", "[", "{a ", "(", "query($a:[", "type A {", "@a("}) {
    testing::ask_after_many<Inquirer>(open);
  }
}

}  // namespace
