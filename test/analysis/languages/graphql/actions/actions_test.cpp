// Fixtures ask for the actions at every cursor and every labelled range, and show what each makes
// of the file. Whatever is expected: the result parses where the text did, what an action mends is
// gone from the line of messages, and edits are sorted and do not overlap.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "test/support/fixture.hpp"

namespace troupe::graphql {
namespace {

std::string_view kind_name(ide::CodeAction::Kind kind) {
  constexpr std::string_view names[] = {"quick fix", "extract", "inline", "rewrite", "source"};
  return names[static_cast<std::size_t>(kind)];
}

std::string edited(std::string text, const std::vector<ide::TextEdit>& edits) {
  for (std::size_t i = 1; i < edits.size(); ++i) {
    CHECK(edits[i - 1].range.end <= edits[i].range.begin);
  }
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    text.replace(edit->range.begin, edit->range.length(), edit->new_text);
  }
  return text;
}

std::size_t count_of(const std::vector<ide::Diagnostic>& all, const ide::Diagnostic& like) {
  return static_cast<std::size_t>(
      std::ranges::count_if(all, [&](const ide::Diagnostic& diagnostic) {
        return diagnostic.code == like.code && diagnostic.message == like.message;
      }));
}

bool has_syntax_errors(const std::vector<ide::Diagnostic>& all) {
  return std::ranges::any_of(
      all, [](const ide::Diagnostic& each) { return each.code == "graphql/syntax"; });
}

/// The lines in which two texts differ, as a diff without context.
std::string difference(std::string_view before, std::string_view after) {
  const auto lines = [](std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
      result.push_back(text.substr(0, text.find('\n')));
      text.remove_prefix(std::min(text.size(), result.back().size() + 1));
    }
    return result;
  };
  std::vector<std::string_view> old_lines = lines(before);
  std::vector<std::string_view> new_lines = lines(after);
  std::size_t first = 0;
  while (first < std::min(old_lines.size(), new_lines.size()) &&
         old_lines[first] == new_lines[first]) {
    ++first;
  }
  while (old_lines.size() > first && new_lines.size() > first &&
         old_lines.back() == new_lines.back()) {
    old_lines.pop_back();
    new_lines.pop_back();
  }
  std::string result;
  for (std::size_t i = first; i < old_lines.size(); ++i) {
    result.append("    -").append(old_lines[i]).append("\n");
  }
  for (std::size_t i = first; i < new_lines.size(); ++i) {
    result.append("    +").append(new_lines[i]).append("\n");
  }
  return result;
}

/// An action that writes to another file, which has to be without fault afterwards.
std::string show_elsewhere(const testing::FixtureWorkspace& asked, const ide::Language& language,
                           const ide::CodeAction& action) {
  std::string path;
  std::optional<std::string> before;
  {
    engine::Context context(asked.snapshot());
    path = context.lookup(action.edit.front().file).path;
    if (const auto* text = context.find<ide::FileText>(action.edit.front().file)) {
      before = std::string(text->view());
    }
  }
  testing::FixtureWorkspace workspace(asked.fixture());
  const ide::FileId file = workspace.file(path);
  const std::string after = edited(before.value_or(""), action.edit.front().edits);
  workspace.set_text(path, after);
  std::string out = "  " + action.title + (before ? ", in " : ", new in ") + path + "\n";
  out += difference(before.value_or(""), after);
  engine::Context context(workspace.snapshot());
  for (const ide::Diagnostic& diagnostic : language.diagnostics(context, file)) {
    out += "    ! " + diagnostic.message + "\n";
  }
  CHECK(after.ends_with("\n"));
  return out;
}

std::string show(testing::FixtureWorkspace& workspace, const ide::Language& language,
                 const std::string& path, base::TextRange range) {
  const ide::FileId file = workspace.file(path);
  std::vector<ide::CodeAction> actions;
  std::vector<ide::Diagnostic> before;
  std::string text;
  {
    engine::Context context(workspace.snapshot());
    actions = language.code_actions(context, file, range);
    before = language.diagnostics(context, file);
    text = std::string(context.get<ide::FileText>(file).view());
  }
  std::string out;
  for (const ide::CodeAction& action : actions) {
    CAPTURE(action.title);
    REQUIRE(action.edit.size() == 1);
    if (action.edit.front().file != file) {
      out += show_elsewhere(workspace, language, action);
      continue;
    }
    const std::string after = edited(text, action.edit.front().edits);
    workspace.set_text(path, after);
    engine::Context context(workspace.snapshot());
    const std::vector<ide::Diagnostic> left = language.diagnostics(context, file);
    CHECK((has_syntax_errors(before) || !has_syntax_errors(left)));
    for (const ide::Diagnostic& mended : action.mends) {
      CAPTURE(mended.message);
      CHECK(count_of(left, mended) < count_of(before, mended));
    }
    out.append("  ").append(action.title).append(" (").append(kind_name(action.kind));
    out.append(action.is_preferred ? ", preferred)\n" : ")\n");
    out += difference(text, after);
  }
  workspace.set_text(path, text);
  return out;
}

std::string render(testing::FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  std::string out;
  const ide::Language& language = *languages.all().front();
  for (const testing::FixtureCursor& cursor : workspace.fixture().cursors) {
    out += "cursor in " + cursor.path + " at " + std::to_string(cursor.offset) + "\n";
    out += show(workspace, language, cursor.path, {cursor.offset, cursor.offset});
  }
  for (const testing::FixtureLabel& label : workspace.fixture().labels) {
    out += label.name + "\n";
    out += show(workspace, language, label.path, label.range);
  }
  return out;
}

TEST_CASE("actions do what the fixtures show") {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(make_language());
  testing::check_fixtures(ide::LanguageSet(std::move(languages)), "graphql/actions", render);
}

/// A document in which hardly anything is right, cut off at every offset.
TEST_CASE("no place in a half-written document is without an answer") {
  const std::string whole =
      "type Query implements A & B { a(x: I!): [Query] b: E }\ninterface A { c(d: E = X): Int! }\n"
      "input I { j: I! k: E! }\nenum E { X }\nquery ($v: I) { a(x: {}) { ...F ... { b { c } } } }\n"
      "fragment F on Query @x { a b: a { __typename }\n";
  const std::unique_ptr<const ide::Language> language = make_language();
  for (std::size_t size = 0; size <= whole.size(); size += 7) {
    const std::string text = whole.substr(0, size);
    auto fixture = testing::parse_fixture("//- /q.graphql graphql\n" + text + "\n//- expect\n");
    REQUIRE(fixture.has_value());
    testing::FixtureWorkspace workspace(*std::move(fixture));
    const ide::FileId file = workspace.file("/q.graphql");
    engine::Context context(workspace.snapshot());
    for (std::size_t at = 0; at <= size; at += 3) {
      const auto offset = static_cast<base::TextOffset>(at);
      for (const base::TextRange range :
           {base::TextRange{offset, offset}, base::TextRange{offset / 2, offset}}) {
        for (const ide::CodeAction& action : language->code_actions(context, file, range)) {
          CHECK_FALSE(action.title.empty());
          REQUIRE(action.edit.size() == 1);
          for (const ide::TextEdit& edit : action.edit.front().edits) {
            CHECK(edit.range.begin <= edit.range.end);
            CHECK(edit.range.end <= size + 1);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace troupe::graphql
