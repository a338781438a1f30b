#include "test/support/fixture.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <doctest/doctest.h>

#include "base/check.hpp"

namespace troupe::testing {

namespace {

namespace fs = std::filesystem;

/// Where fixtures lie: the checkout's test/data, or TROUPE_TEST_DATA.
fs::path data_directory() {
  const char* const given = std::getenv("TROUPE_TEST_DATA");
  return given != nullptr ? fs::path(given) : fs::path(TROUPE_TEST_DATA);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool wants_update() {
  const char* const update = std::getenv("UPDATE_EXPECT");
  return update != nullptr && std::string_view(update) == "1";
}

std::vector<fs::path> fixtures_in(const fs::path& directory) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".fixture") {
      paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

void check_fixture(const ide::LanguageSet& languages, const fs::path& path, Render render) {
  const std::string name = path.filename().string();
  INFO("fixture " << path.string());
  base::Result<Fixture> fixture = parse_fixture(read_file(path));
  if (!fixture) {
    FAIL_CHECK(name << ": " << fixture.error().message);
    return;
  }
  FixtureWorkspace workspace(*fixture);
  const std::string actual = render(workspace, languages);
  FixtureWorkspace again(*fixture);
  CHECK_MESSAGE(render(again, languages) == actual, name << ": two runs gave different answers");
  if (wants_update()) {
    if (actual != fixture->expectation) {
      std::ofstream(path, std::ios::binary) << fixture->head << actual;
      MESSAGE("rewrote " << name);
    }
    return;
  }
  const bool is_as_expected = actual == fixture->expectation;
  CHECK_MESSAGE(is_as_expected,
                name << ": UPDATE_EXPECT=1 writes the following into the fixture.\n--- expected\n"
                     << fixture->expectation << "--- actual\n"
                     << actual << "---");
}

}  // namespace

FixtureWorkspace::FixtureWorkspace(Fixture fixture) : fixture_(std::move(fixture)) {
  engine::ChangeSet changes;
  std::vector<ide::FileId> open;
  std::ranges::stable_sort(fixture_.files, {}, &FixtureFile::path);
  for (const FixtureFile& file : fixture_.files) {
    const ide::FileId id = database_.intern(ide::FilePath{file.path});
    files_.push_back(id);
    changes.set<ide::FileText>(id, base::SourceText(file.text));
    if (file.language_id) {
      changes.set<ide::OpenDocumentInput>(
          id, ide::OpenDocument{"file://" + file.path, *file.language_id});
      changes.set<ide::DocumentVersion>(id, 1);
      open.push_back(id);
    }
  }
  changes.set<ide::OpenDocuments>({}, std::move(open));
  changes.set<ide::WorkspaceFolders>({}, fixture_.folders);
  changes.set<ide::WorkspaceFiles>({}, std::make_shared<const std::vector<ide::FileId>>(files_));
  changes.set<ide::Environment>({}, fixture_.environment);
  database_.apply(std::move(changes));
}

ide::FileId FixtureWorkspace::file(std::string_view path) const {
  return database_.intern(ide::FilePath{std::string(path)});
}

void FixtureWorkspace::set_text(std::string_view path, std::string text) {
  engine::ChangeSet changes;
  changes.set<ide::FileText>(file(path), base::SourceText(std::move(text)));
  database_.apply(std::move(changes));
}

std::string_view FixtureWorkspace::label_at(std::string_view path, base::TextRange range) const {
  const auto found = std::ranges::find_if(fixture_.labels, [&](const FixtureLabel& label) {
    return label.path == path && label.range == range;
  });
  return found == fixture_.labels.end() ? std::string_view() : std::string_view(found->name);
}

const FixtureLabel& FixtureWorkspace::label(std::string_view name) const {
  const auto found = std::ranges::find(fixture_.labels, name, &FixtureLabel::name);
  base::check(found != fixture_.labels.end(), "the fixture has this label");
  return *found;
}

void check_fixtures(const ide::LanguageSet& languages, std::string_view directory, Render render) {
  const fs::path folder = data_directory() / directory;
  const std::vector<fs::path> paths = fixtures_in(folder);
  CHECK_MESSAGE(!paths.empty(), "no fixture in " << folder.string());
  for (const fs::path& path : paths) {
    check_fixture(languages, path, render);
  }
}

}  // namespace troupe::testing
