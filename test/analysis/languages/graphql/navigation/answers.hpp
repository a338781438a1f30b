// What navigation answers, as text for fixtures, with what has to hold of any answer asserted on
// the way.
#pragma once

#include <string>
#include <string_view>

#include "analysis/ide/language.hpp"
#include "test/analysis/languages/graphql/language/graphql_alone.hpp"
#include "test/support/fixture.hpp"

namespace troupe::testing {

/// Writes places of one snapshot.
class Answers {
 public:
  explicit Answers(const FixtureWorkspace& workspace)
      : workspace_(&workspace), context_(workspace.snapshot()) {}

  [[nodiscard]] engine::Context& context() { return context_; }
  [[nodiscard]] const std::string& path(ide::FileId file) const {
    return context_.lookup(file).path;
  }
  /// `line:column`, both from 1.
  [[nodiscard]] std::string position(ide::FileId file, ide::TextOffset offset);
  /// `path:line:column [label] "text"`. Asserts that the range lies in its file.
  [[nodiscard]] std::string place(ide::FileId file, ide::TextRange range);
  /// The same without the path.
  [[nodiscard]] std::string place_in_file(ide::FileId file, ide::TextRange range);
  /// Asserts that the range lies in its file.
  void require_inside(ide::FileId file, ide::TextRange range);

 private:
  const FixtureWorkspace* workspace_;
  engine::Context context_;
};

/// Calls `ask(out, answers, language, file, offset)` at each cursor, below a line that says where
/// it is.
template <typename Ask>
std::string at_cursors(const FixtureWorkspace& workspace, const ide::LanguageSet& languages,
                       Ask ask) {
  Answers answers(workspace);
  std::string out;
  for (const FixtureCursor& cursor : workspace.fixture().cursors) {
    const ide::FileId file = workspace.file(cursor.path);
    out.append(cursor.path).append(":").append(answers.position(file, cursor.offset)).append("\n");
    const std::size_t before = out.size();
    for (const ide::Language* language : languages.claiming(answers.context(), file)) {
      ask(out, answers, *language, file, cursor.offset);
    }
    if (out.size() == before) {
      out += "  nothing\n";
    }
  }
  return out;
}

/// Applies edits to the texts of a workspace. Asserts that they are sorted and do not overlap.
void apply(FixtureWorkspace& workspace, engine::Context& context, const ide::WorkspaceEdit& edits);

}  // namespace troupe::testing
