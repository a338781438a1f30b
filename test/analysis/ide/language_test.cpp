#include "analysis/ide/language.hpp"

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/support/fixture.hpp"

namespace troupe::ide {
namespace {

/// Claims files by extension or language id, and has nothing to say about them.
struct Silent final : Language {
  explicit Silent(std::string name) : name_(std::move(name)) {}
  [[nodiscard]] std::string_view id() const override { return name_; }
  [[nodiscard]] bool claims(std::string_view path, std::string_view language_id) const override {
    return path.ends_with("." + name_) || language_id == name_;
  }

 private:
  std::string name_;
};

LanguageSet two_languages() {
  std::vector<std::unique_ptr<const Language>> languages;
  languages.push_back(std::make_unique<Silent>("one"));
  languages.push_back(std::make_unique<Silent>("two"));
  return LanguageSet(std::move(languages));
}

std::string claiming(const LanguageSet& languages, engine::Context& context, FileId file) {
  std::string names;
  for (const Language* language : languages.claiming(context, file)) {
    names += std::string(language->id()) + " ";
  }
  return names;
}

TEST_CASE("languages claim files by path and, while they are open, by language id, in order") {
  testing::FixtureWorkspace workspace(
      *testing::parse_fixture("//- /a.one\n\n//- /b.two one\n\n//- /c.txt\n\n//- /d.txt two\n\n"));
  const LanguageSet languages = two_languages();
  engine::Context context(workspace.snapshot());
  CHECK(claiming(languages, context, workspace.file("/a.one")) == "one ");
  CHECK(claiming(languages, context, workspace.file("/b.two")) == "one two ");
  CHECK(claiming(languages, context, workspace.file("/c.txt")).empty());
  CHECK(claiming(languages, context, workspace.file("/d.txt")) == "two ");
  CHECK(claiming(languages, context, workspace.file("/not-there.two")) == "two ");
}

TEST_CASE("what a language does not have it answers with nothing") {
  testing::FixtureWorkspace workspace(*testing::parse_fixture("//- /a.one\ntext\n"));
  engine::Context context(workspace.snapshot());
  const Silent language("one");
  const FileId file = workspace.file("/a.one");
  CHECK(language.diagnostics(context, file).empty());
  CHECK_FALSE(language.hover(context, file, 0).has_value());
  CHECK(language.complete(context, file, 0).items.empty());
  CHECK(language.completion_triggers().empty());
  CHECK(language.resolve_completion(context, file, "key").empty());
  CHECK(language.definition(context, file, 0).empty());
  CHECK(language.document_symbols(context, file).empty());
  CHECK(language.folding_ranges(context, file).empty());
  CHECK(language.configuration_file_names().empty());
  CHECK(language.source_patterns(context).empty());
}

TEST_CASE("the lines of a file follow its text, and those of an absent file are one empty line") {
  testing::FixtureWorkspace workspace(*testing::parse_fixture("//- /a.one\na\nb\n"));
  const FileId file = workspace.file("/a.one");
  engine::Context before(workspace.snapshot());
  CHECK(text_of(before, file) == "a\nb\n");
  CHECK(before.get<FileLines>(file).line_count() == 3);
  workspace.set_text("/a.one", "abc");
  engine::Context after(workspace.snapshot());
  CHECK(after.get<FileLines>(file).line_count() == 1);
  CHECK(before.get<FileLines>(file).line_count() == 3);
  const FileId absent = workspace.file("/absent");
  CHECK(text_of(after, absent).empty());
  CHECK(after.get<FileLines>(absent).line_count() == 1);
}

}  // namespace
}  // namespace troupe::ide
