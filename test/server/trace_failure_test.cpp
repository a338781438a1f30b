// Defects are planted into a small language; each has to be found at the message that shows it, and
// shrunk to that message and what it needs. TROUPE_TRACE_DEFECTS says how many sessions each defect
// is planted into (default: 1; 10 make the fifty of the long run).
#include "server/trace_failure.hpp"

#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "base/check.hpp"
#include "server/trace_bisect.hpp"
#include "server/trace_shrink.hpp"

namespace troupe::server {
namespace {

using actors::Rehearsal;

enum class Defect : std::uint8_t { none, crash, error, slow, stale, lie };

/// Says something about each line that begins with `use`. With a defect it goes wrong over texts
/// that say `boom`.
class PlantedLanguage final : public ide::Language {
 public:
  explicit PlantedLanguage(Defect defect) : defect_(defect) {}
  [[nodiscard]] std::string_view id() const override { return "planted"; }
  [[nodiscard]] bool claims(std::string_view path, std::string_view) const override {
    return path.ends_with(".planted");
  }
  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(engine::Context& context,
                                                         ide::FileId file) const override {
    std::string text(ide::text_of(context, file));
    if (defect_ == Defect::stale) {
      text = remembered(context.revision(), context.lookup(file).path, text);
    }
    std::vector<ide::Diagnostic> found;
    if (text.starts_with("use")) {
      ide::Diagnostic diagnostic;
      diagnostic.code = "planted/use";
      diagnostic.message = text;
      found.push_back(std::move(diagnostic));
    }
    return found;
  }
  [[nodiscard]] std::optional<ide::Hover> hover(engine::Context& context, ide::FileId file,
                                                ide::TextOffset offset) const override {
    std::string text(ide::text_of(context, file));
    if (text.find("boom") != std::string::npos) {
      go_wrong(text);
    }
    ide::Hover hover;
    hover.range = {offset, offset};
    hover.contents.push_back(
        {.kind = ide::DocumentationBlock::Kind::markdown, .language = {}, .text = text});
    return hover;
  }

 private:
  void go_wrong(std::string& text) const {
    if (defect_ == Defect::crash) {
      std::abort();
    }
    base::check(defect_ != Defect::error, "planted");
    if (defect_ == Defect::slow) {
      const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
      while (std::chrono::steady_clock::now() < end) {
      }
    }
    if (defect_ == Defect::lie) {
      text = "a lie";
    }
  }
  /// A side table, such as no query may read: it holds on to the first text that says `boom`.
  std::string remembered(engine::Revision revision, const std::string& path,
                         const std::string& text) const {
    const std::scoped_lock lock(mutex_);
    if (revision.value < last_.value) {
      texts_.clear();  // Another session.
    }
    last_ = revision;
    if (text.find("boom") != std::string::npos) {
      texts_.try_emplace(path, text);
    }
    const auto found = texts_.find(path);
    return found == texts_.end() ? text : found->second;
  }

  Defect defect_;
  mutable std::mutex mutex_;
  mutable engine::Revision last_{};
  mutable std::map<std::string, std::string> texts_;
};

ide::LanguageSet languages_with(Defect defect) {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(std::make_unique<PlantedLanguage>(defect));
  return ide::LanguageSet(std::move(languages));
}

/// A session of random typing in three documents, with a trap in the third.
class PlantedSession {
 public:
  explicit PlantedSession(std::uint32_t seed) : random_(seed) {
    send(
        R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":"file:///w","capabilities":{}}})");
    send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
    for (int document = 0; document < 3; ++document) {
      send(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":")" +
           uri(document) + R"(","languageId":"planted","version":1,"text":"one\ntwo"}}})");
    }
    type(20 + random_() % 10);
  }
  void edit(int document, const std::string& text) {
    send(R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":")" +
         uri(document) + R"(","version":)" + std::to_string(++version_) +
         R"(},"contentChanges":[{"text":")" + text + "\"}]}}");
  }
  void hover(int document) {
    send(R"({"jsonrpc":"2.0","id":)" + std::to_string(++id_) +
         R"(,"method":"textDocument/hover","params":{"textDocument":{"uri":")" + uri(document) +
         R"("},"position":{"line":0,"character":0}}})");
  }
  void cancel_last() {
    send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":)" + std::to_string(id_) +
         "}}");
  }
  /// Does something in the first two documents.
  void type(std::size_t steps) {
    for (; steps > 0; --steps) {
      const int document = static_cast<int>(random_() % 2);
      if (random_() % 3 == 0) {
        hover(document);
      } else {
        edit(document, random_() % 2 == 0 ? "use this" : "def that");
      }
    }
  }
  [[nodiscard]] const Rehearsal& rehearsal() const { return rehearsal_; }

 private:
  static std::string uri(int document) {
    return "file:///w/d" + std::to_string(document) + ".planted";
  }
  void send(std::string body) {
    Rehearsal::Step step;
    step.at = std::chrono::milliseconds(1000 + 20 * rehearsal_.steps.size());
    step.body = std::move(body);
    rehearsal_.steps.push_back(std::move(step));
  }

  std::mt19937 random_;
  Rehearsal rehearsal_;
  int version_ = 1;
  int id_ = 0;
};

void find_and_shrink(Defect defect, const char* words, std::uint32_t seed) {
  CAPTURE(words);
  CAPTURE(seed);
  const ide::LanguageSet languages = languages_with(defect);
  const auto test = FailureTest::parse(words);
  REQUIRE(test);
  const auto fails = [&](const Rehearsal& rehearsal) { return test->fails(rehearsal, languages); };
  PlantedSession session(seed);
  session.edit(2, "use boom");
  session.type(seed % 7);
  if (defect == Defect::stale) {
    session.edit(2, "def boon");
  } else {
    session.hover(2);
  }
  const std::size_t planted = session.rehearsal().steps.size();
  session.type(10);
  const Found found = first_failing(session.rehearsal(), languages, *test);
  CHECK(found.steps == planted);
  CHECK(found.looks < 9);
  const Rehearsal small = shrunk(session.rehearsal(), fails);
  CHECK(small.steps.size() <= 5);
  CHECK(fails(small));
}

TEST_CASE("planted defects are found at their message and shrunk to what they need") {
  const char* wanted = std::getenv("TROUPE_TRACE_DEFECTS");
  const int sessions = wanted == nullptr ? 1 : std::atoi(wanted);
  for (int number = 0; number < sessions; ++number) {
    const auto seed = static_cast<std::uint32_t>(number);
    find_and_shrink(Defect::crash, "crash", seed);
    find_and_shrink(Defect::error, "error response", seed);
    find_and_shrink(Defect::slow, "slow > 300ms", seed);
    find_and_shrink(Defect::stale, "wrong diagnostics", seed);
    find_and_shrink(Defect::lie, "grep -q 'a lie'", seed);
  }
}

TEST_CASE("a session without a defect does not fail") {
  const ide::LanguageSet languages = languages_with(Defect::none);
  PlantedSession session(1);
  session.edit(2, "use boom");
  session.hover(2);
  session.edit(2, "def boon");
  for (const char* words :
       {"crash", "error response", "slow > 20s", "wrong diagnostics", "false"}) {
    CAPTURE(words);
    CHECK_FALSE(FailureTest::parse(words)->fails(session.rehearsal(), languages));
  }
}

TEST_CASE("a request that is never answered is a failure, and so is one that is answered twice") {
  const ide::LanguageSet languages = languages_with(Defect::none);
  const auto test = FailureTest::parse("no answer");
  REQUIRE(test);
  PlantedSession session(1);
  session.hover(2);
  CHECK_FALSE(test->fails(session.rehearsal(), languages));
  // Nobody listens behind the end.
  Rehearsal ended = session.rehearsal();
  ended.steps.push_back(ended.steps.back());
  ended.steps[ended.steps.size() - 2].body = R"({"jsonrpc":"2.0","method":"exit"})";
  CHECK(test->fails(ended, languages));
  CHECK(first_failing(ended, languages, *test).steps == ended.steps.size());
  // One id for two requests is answered twice, as it should be.
  Rehearsal twice = session.rehearsal();
  twice.steps.push_back(twice.steps.back());
  CHECK_FALSE(test->fails(twice, languages));
}

TEST_CASE("a failure that one order of delivery shows is found and shrunk in that order") {
  const ide::LanguageSet languages = languages_with(Defect::none);
  PlantedSession session(3);
  for (int document = 0; document < 3; ++document) {
    session.hover(document);
    session.cancel_last();
  }
  // In order every request is answered before its cancellation comes.
  const char* words = "grep -q '\"code\":-32800'";
  const auto plain = FailureTest::parse(words);
  REQUIRE(plain);
  REQUIRE_FALSE(plain->fails(session.rehearsal(), languages));
  std::uint32_t order = 1;
  while (order < 100 && !FailureTest::parse(words, order)->fails(session.rehearsal(), languages)) {
    ++order;
  }
  const auto test = FailureTest::parse(words, order);
  REQUIRE(test->fails(session.rehearsal(), languages));
  const Found found = first_failing(session.rehearsal(), languages, *test);
  REQUIRE(found.steps);
  CHECK(session.rehearsal().steps[*found.steps - 1].body.find("cancelRequest") !=
        std::string::npos);
  const Rehearsal small = shrunk(session.rehearsal(), [&](const Rehearsal& rehearsal) {
    return test->fails(rehearsal, languages);
  });
  CHECK(small.steps.size() == 3);
}

TEST_CASE("answers are compared with those of a program, which has to be there") {
  const auto missing = FailureTest::parse("answers differ from /nowhere/troupe");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("/nowhere/troupe") != std::string::npos);
}

TEST_CASE("times are checked, and other words are commands") {
  for (const char* words : {"slow > ", "slow > 5", "slow > fast", "slow > 0ms", "slow > -1s", ""}) {
    CAPTURE(words);
    CHECK_FALSE(FailureTest::parse(words));
  }
  CHECK(FailureTest::parse("slow > 2s"));
  CHECK(FailureTest::parse("slowly"));
}

}  // namespace
}  // namespace troupe::server
