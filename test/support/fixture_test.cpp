#include "test/support/fixture.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <unistd.h>

#include "analysis/ide/lines.hpp"

namespace troupe::testing {
namespace {

namespace fs = std::filesystem;

/// Says of every cursor which file it stands in, and how long that is.
std::string render_lengths(FixtureWorkspace& workspace, const ide::LanguageSet&) {
  std::string out;
  engine::Context context(workspace.snapshot());
  for (const FixtureCursor& cursor : workspace.fixture().cursors) {
    const auto text = ide::text_of(context, workspace.file(cursor.path));
    out += cursor.path + " " + std::to_string(text.size()) + "\n";
  }
  return out;
}

/// A folder of fixtures that lives as long as the test, in place of test/data.
class DataFolder {
 public:
  explicit DataFolder(const std::string& name)
      : path_(fs::temp_directory_path() / ("troupe-fixture-" + name + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "some");
    ::setenv("TROUPE_TEST_DATA", path_.c_str(), 1);
  }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  ~DataFolder() {
    ::unsetenv("TROUPE_TEST_DATA");
    ::unsetenv("UPDATE_EXPECT");
    fs::remove_all(path_);
  }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / "some" / name) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(path_ / "some" / name);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  fs::path path_;
};

TEST_CASE("a fixture's workspace holds what a session would have loaded") {
  FixtureWorkspace workspace(*parse_fixture(
      "//- folders /w\n//- environment A=b\n//- /w/b.x lang\nbb\n^^ b\n//- /w/a.x\na\n"));
  engine::Context context(workspace.snapshot());
  const ide::FileId open = workspace.file("/w/b.x");
  const ide::FileId closed = workspace.file("/w/a.x");
  CHECK(context.get<ide::FileText>(open).view() == "bb\n");
  CHECK(context.get<ide::OpenDocumentInput>(open).language_id == "lang");
  CHECK(context.get<ide::OpenDocumentInput>(open).uri == "file:///w/b.x");
  CHECK(context.find<ide::OpenDocumentInput>(closed) == nullptr);
  CHECK(*context.get<ide::WorkspaceFiles>({}) == std::vector<ide::FileId>{closed, open});
  CHECK(context.get<ide::OpenDocuments>({}) == std::vector<ide::FileId>{open});
  CHECK(context.get<ide::WorkspaceFolders>({}) == std::vector<std::string>{"/w"});
  CHECK(context.get<ide::Environment>({}).at("A") == "b");
  CHECK(workspace.label_at("/w/b.x", {0, 2}) == "b");
  CHECK(workspace.label_at("/w/b.x", {0, 1}).empty());
  CHECK(workspace.label("b").range == base::TextRange{0, 2});

  workspace.set_text("/w/a.x", "edited");
  CHECK(context.get<ide::FileText>(closed).view() == "a\n");
  CHECK(engine::Context(workspace.snapshot()).get<ide::FileText>(closed).view() == "edited");
}

TEST_CASE("a fixture whose expectation is met passes, every file of the folder is looked at") {
  const ide::LanguageSet none({});
  const DataFolder data("met");
  data.write("one.fixture", "//- /a.x\nabc$0\n//- expect\n/a.x 4\n");
  data.write("two.fixture", "//- /b.x\n$0\n$0\n//- expect\n/b.x 2\n/b.x 2\n");
  data.write("notes.txt", "not a fixture");
  check_fixtures(none, "some", render_lengths);
}

TEST_CASE("UPDATE_EXPECT=1 rewrites the expectation and nothing else") {
  const ide::LanguageSet none({});
  const DataFolder data("update");
  data.write("one.fixture", "A comment.\n//- /a.x\nabc$0\n^^^ l\n//- expect\nwrong\n");
  ::setenv("UPDATE_EXPECT", "1", 1);
  check_fixtures(none, "some", render_lengths);
  CHECK(data.read("one.fixture") == "A comment.\n//- /a.x\nabc$0\n^^^ l\n//- expect\n/a.x 4\n");
}

// doctest counts a test that has to fail as passed if it does.
TEST_CASE("an expectation that is not met fails" * doctest::should_fail()) {
  const ide::LanguageSet none({});
  const DataFolder data("unmet");
  data.write("one.fixture", "//- /a.x\nabc$0\n//- expect\nwrong\n");
  check_fixtures(none, "some", render_lengths);
}

TEST_CASE("a folder without fixtures fails" * doctest::should_fail()) {
  const ide::LanguageSet none({});
  const DataFolder data("empty");
  check_fixtures(none, "some", render_lengths);
}

}  // namespace
}  // namespace troupe::testing
