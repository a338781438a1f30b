// Fixtures: one file is a small workspace, places in it, and what a feature is expected to say
// there. The same format serves every language and every feature.
//
//     //- /schema.graphql
//     type Query { hero: Hero }
//     type Hero { name: String }
//                 ^^^^ name_field
//     //- /query.graphql graphql
//     query {
//       hero { na$0me }
//     }
//     //- expect
//     /query.graphql:2:10-2:14 "name"
//       /schema.graphql:2:13-2:17 [name_field] "name", whole 2:13-2:25
//
// Lines that are not text:
//
// - `//- /path` at the start of a line begins a file. A word behind the path is the language id of
// a
//   client that has the document open; without one the file is only on the disk. Text before the
//   first file is a comment on the fixture: say there what it shows.
// - `//- folders /a /b` gives the workspace folders, in this order. Without it there is one: `/`.
// - `//- environment NAME=value` sets a variable, the rest of the line being its value.
// - `//- expect` begins the expectation, which is the rest of the file.
// - A *marker line* holds one or more groups of `^^^ label` and nothing else: its first character
//   that is not a blank is `^`. It labels what stands above the carets, in the nearest line that is
//   not a marker line; a caret covers one character (Unicode scalar), so tabs are copied into the
//   marker line as they are. A label is the text up to the next caret. Since nothing but carets can
//   begin such a line, no language's comments are taken for one (`# ^^^` in GraphQL is text), and a
//   line of text that begins with `^` cannot be written: put something before it.
// - `$0` anywhere in a text is a cursor and is taken out. There may be several.
//
// Line ends are LF, but for files whose header ends with the word `crlf`. Text is otherwise kept
// byte for byte, the newline before the next header included.
//
// With UPDATE_EXPECT=1 in the environment a check writes what it got into the fixture instead of
// comparing; review the difference before it is committed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"
#include "base/text_range.hpp"

namespace troupe::testing {

struct FixtureFile {
  std::string path;
  std::string text;                        ///< without cursors and marker lines
  std::optional<std::string> language_id;  ///< present: the document is open
};

struct FixtureCursor {
  std::string path;
  base::TextOffset offset = 0;
};

struct FixtureLabel {
  std::string name;
  std::string path;
  base::TextRange range;
};

struct Fixture {
  std::vector<FixtureFile> files;      ///< in order of appearance
  std::vector<FixtureCursor> cursors;  ///< in order of appearance
  std::vector<FixtureLabel> labels;    ///< in order of appearance
  std::vector<std::string> folders;
  std::map<std::string, std::string, std::less<>> environment;
  std::string head;         ///< everything up to and with the line `//- expect`
  std::string expectation;  ///< everything after it
};

/// An error names the line that is wrong.
[[nodiscard]] base::Result<Fixture> parse_fixture(std::string_view text);

/// A database that holds a fixture as a session would have loaded it: texts, open documents,
/// folders, the list of files, the environment. Not thread-safe.
class FixtureWorkspace {
 public:
  explicit FixtureWorkspace(Fixture fixture);

  [[nodiscard]] const Fixture& fixture() const { return fixture_; }
  [[nodiscard]] engine::Database& database() { return database_; }
  [[nodiscard]] engine::Snapshot snapshot() const { return database_.snapshot(); }
  [[nodiscard]] ide::FileId file(std::string_view path) const;
  /// All files, sorted by path.
  [[nodiscard]] const std::vector<ide::FileId>& files() const { return files_; }
  /// Replaces a file's text, as an edit would.
  void set_text(std::string_view path, std::string text);

  /// The name of the label that covers exactly this range, empty if there is none.
  [[nodiscard]] std::string_view label_at(std::string_view path, base::TextRange range) const;
  /// The range of a label. Fails a check if there is no such label.
  [[nodiscard]] const FixtureLabel& label(std::string_view name) const;

 private:
  Fixture fixture_;
  engine::Database database_;
  std::vector<ide::FileId> files_;
};

/// What a feature says about a workspace, as text to be compared with the expectation. Ends with a
/// newline. May also make doctest assertions, for what must hold whatever is expected.
using Render = std::string (*)(FixtureWorkspace& workspace, const ide::LanguageSet& languages);

/// Runs `render` on every `*.fixture` of test/data/`directory` (such as "graphql/hover"), each
/// twice and in fresh databases, since same inputs have to give same bytes, and compares with the
/// expectation. Fails if there is no fixture at all. To be called inside a doctest test case.
void check_fixtures(const ide::LanguageSet& languages, std::string_view directory, Render render);

// One for each feature. All assert what holds for every language: ranges lie inside their texts and
// are the right way round, a hover and a completion touch the cursor, children lie inside their
// parents.

/// At every cursor.
void check_hover(const ide::LanguageSet& languages, std::string_view directory);
/// At every cursor: the items in the order in which an editor shows them, with everything that they
/// say.
void check_completion(const ide::LanguageSet& languages, std::string_view directory);
/// At every cursor.
void check_definition(const ide::LanguageSet& languages, std::string_view directory);
/// Of every file that a language claims.
void check_diagnostics(const ide::LanguageSet& languages, std::string_view directory);
void check_document_symbols(const ide::LanguageSet& languages, std::string_view directory);
void check_folding(const ide::LanguageSet& languages, std::string_view directory);

}  // namespace troupe::testing
