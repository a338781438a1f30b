// What a session leaves behind for another, and what that takes over.
#include "actors/database_core.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/nesting_limit.hpp"

namespace troupe::actors {
namespace {

/// The size of a file's text, and how often that was looked up.
struct Size {
  using Key = ide::FileId;
  using Value = std::size_t;
  static constexpr std::string_view name = "test_size";
  static inline std::size_t executions = 0;
  static Value execute(engine::Context& context, const Key& file) {
    ++executions;
    const base::SourceText* text = context.find<ide::FileText>(file);
    return text != nullptr ? text->size() : 0;
  }
};

/// The sizes of all files together.
struct Sum {
  using Key = ide::Singleton;
  using Value = std::size_t;
  static constexpr std::string_view name = "test_sum";
  static inline std::size_t executions = 0;
  static Value execute(engine::Context& context, const Key& /*key*/) {
    ++executions;
    std::size_t sum = 0;
    for (const ide::FileId file : *context.get<ide::WorkspaceFiles>({})) {
      sum += context.get<Size>(file);
    }
    return sum;
  }
};

constexpr Instant at{};

DatabaseCore make_core(const Limits& limits = {}) {
  return {limits, {{"HOME", "/home/user"}}, [](LogLevel, std::string_view) {}};
}

void load(DatabaseCore& core, const std::map<std::string, std::string>& files) {
  DiskChange change{.folders = {{"/w"}}, .files = {}, .removed = {}, .listed = true};
  for (const auto& [path, text] : files) {
    change.files.push_back(
        {.path = path, .state = FileState::present, .text = base::SourceText(text)});
  }
  static_cast<void>(core.change_disk(change, at));
}

void open(DatabaseCore& core, const std::string& path, const std::string& text) {
  REQUIRE(core.change_buffer(OpenBuffer{.path = path,
                                        .uri = "file://" + path,
                                        .language_id = "x",
                                        .version = 1,
                                        .text = base::SourceText(text)},
                             at));
}

std::size_t sum(const DatabaseCore& core) {
  return core.snapshot().get<Sum>({});
}

/// A core whose workspace has been loaded and looked at, as another session would find it.
std::unique_ptr<engine::Database> left_behind(const std::map<std::string, std::string>& files) {
  DatabaseCore core = make_core();
  load(core, files);
  static_cast<void>(sum(core));
  std::optional<WarmBase> base = core.leave_behind();
  REQUIRE(base);
  CHECK(base->key ==
        WarmBaseKey{.folders = {"/w"}, .analysed_file_bytes = Limits().analysed_file_bytes});
  CHECK(base->bytes > 0);
  return std::move(base->engine);
}

TEST_CASE("nothing is computed again for files that are as another session left them") {
  auto engine = left_behind({{"/w/a", "one"}, {"/w/b", "three"}});
  DatabaseCore core = make_core();
  load(core, {{"/w/a", "one"}, {"/w/b", "three"}});
  core.take_over(std::move(engine));
  const std::size_t before = Size::executions + Sum::executions;
  CHECK(sum(core) == 8);
  CHECK(Size::executions + Sum::executions == before);
}

TEST_CASE("what has changed since is computed again, and nothing else") {
  auto engine = left_behind({{"/w/a", "one"}, {"/w/b", "three"}});
  DatabaseCore core = make_core();
  load(core, {{"/w/a", "one"}, {"/w/b", "eleven"}});
  core.take_over(std::move(engine));
  const std::size_t before = Size::executions;
  CHECK(sum(core) == 9);
  CHECK(Size::executions == before + 1);
}

TEST_CASE("files that are gone since are gone, and new ones are there") {
  auto engine = left_behind({{"/w/a", "one"}, {"/w/b", "three"}});
  DatabaseCore core = make_core();
  load(core, {{"/w/b", "three"}, {"/w/c", "seven"}});
  core.take_over(std::move(engine));
  CHECK(sum(core) == 10);
  const engine::Snapshot now = core.snapshot();
  for (const char* path : {"/w/a", "/w/b", "/w/c"}) {
    engine::Context context(now);
    const bool is_there =
        context.find<ide::FileText>(context.intern(ide::FilePath{path})) != nullptr;
    CHECK(is_there == (std::string_view(path) != "/w/a"));
  }
}

TEST_CASE("what a client had open is not left behind") {
  DatabaseCore first = make_core();
  load(first, {{"/w/a", "one"}, {"/w/b", "three"}});
  open(first, "/w/a", "one, and what nobody else is to see");
  open(first, "/w/new", "not saved yet");
  static_cast<void>(sum(first));
  std::optional<WarmBase> base = first.leave_behind();
  REQUIRE(base);
  const engine::Snapshot left = base->engine->snapshot();
  CHECK(left.get<Sum>({}) == 8);
  CHECK(left.find<ide::OpenDocuments>({})->empty());
  CHECK((*left.find<ide::WorkspaceFiles>({}))->size() == 2);
  engine::Context context(left);
  for (const char* path : {"/w/a", "/w/new"}) {
    const ide::FileId file = context.intern(ide::FilePath{path});
    CHECK(context.find<ide::OpenDocumentInput>(file) == nullptr);
    CHECK(context.find<ide::DocumentVersion>(file) == nullptr);
  }
  CHECK(context.find<ide::FileText>(context.intern(ide::FilePath{"/w/new"})) == nullptr);
  CHECK(*context.find<ide::FileText>(context.intern(ide::FilePath{"/w/a"})) ==
        base::SourceText(std::string("one")));
}

TEST_CASE("open documents stay open when an engine is taken over") {
  auto engine = left_behind({{"/w/a", "one"}});
  DatabaseCore core = make_core();
  open(core, "/w/a", "four");
  load(core, {{"/w/a", "one"}});
  core.take_over(std::move(engine));
  CHECK(sum(core) == 4);
  CHECK(core.snapshot().find<ide::OpenDocuments>({})->size() == 1);
  REQUIRE(core.change_buffer(CloseBuffer{.path = "/w/a", .uri = "file:///w/a"}, at));
  CHECK(sum(core) == 3);
}

TEST_CASE("when to tidy next does not tell an engine that was taken over from a new one") {
  auto engine = left_behind({{"/w/a", "one"}});
  DatabaseCore core = make_core();
  load(core, {{"/w/a", "one"}});
  open(core, "/w/a", "four");
  const std::uint64_t untidied = core.untidied_revisions();
  core.take_over(std::move(engine));
  CHECK(core.untidied_revisions() == untidied);
}

TEST_CASE("how deep texts may nest holds in every engine of a session") {
  Limits limits;
  limits.source_depth = 77;
  DatabaseCore core = make_core(limits);
  const auto depth = [&] { return *core.snapshot().find<ide::NestingLimit>({}); };
  CHECK(depth() == 77);
  static_cast<void>(core.rebuild(at));
  CHECK(depth() == 77);
  load(core, {{"/w/a", "one"}});
  core.take_over(std::make_unique<engine::Database>());
  CHECK(depth() == 77);
}

TEST_CASE("nothing is left behind by a session that has not loaded its workspace") {
  DatabaseCore core = make_core();
  open(core, "/w/a", "one");
  CHECK_FALSE(core.base_key());
  CHECK_FALSE(core.leave_behind());
}

TEST_CASE("a session that has left out files for want of memory leaves nothing behind") {
  Limits limits;
  limits.memory_bytes = 1000;
  DatabaseCore core = make_core(limits);
  load(core, {{"/w/a", std::string(100'000, 'x')}});
  REQUIRE(core.base_key());
  REQUIRE(core.keep_in_budget());
  CHECK(core.needs_rebuilding());
  CHECK_FALSE(core.base_key());
}

TEST_CASE("a smaller share of the memory makes a session forget, a larger one does not") {
  DatabaseCore core = make_core();
  load(core, {{"/w/a", "one"}});
  CHECK_FALSE(core.keep_in_budget());
  CHECK(core.measured_bytes() > 0);
  CHECK_FALSE(core.set_memory_share(std::size_t{2} << 30U));
  CHECK(core.set_memory_share(core.measured_bytes()));
  CHECK(core.keep_in_budget());
}

}  // namespace
}  // namespace troupe::actors
