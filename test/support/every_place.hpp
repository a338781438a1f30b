// What holds for any answer about any place in any text: nothing throws, ranges are valid and lie
// in their texts, and the same text gives the same answer. A feature's test says what is asked, in
// a class of its own; where it is asked stands here: at every offset of every fixture, and in texts
// that lack one of their brackets or end in the middle.
//
//   class Inquirer : public testing::Inquiry {
//    public:
//     static constexpr std::size_t reach = 12;  // how far from an edit is asked
//     explicit Inquirer(const testing::FixtureWorkspace& workspace);
//     void ask_at(ide::FileId file, base::TextOffset offset);  // everything about a place
//     void ask_about(ide::FileId file);                        // everything about a file
//   };
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "test/support/fixture.hpp"

namespace troupe::testing {

/// Base of what asks: writes answers down, and what does not hold.
class Inquiry {
 public:
  [[nodiscard]] std::size_t size(ide::FileId file);
  [[nodiscard]] const std::string& answers() const { return answers_; }
  /// What does not hold first, and where; empty if all does.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 protected:
  explicit Inquiry(const FixtureWorkspace& workspace) : context_(workspace.snapshot()) {}

  [[nodiscard]] engine::Context& context() { return context_; }
  /// To be called before a place is asked about: complaints name it.
  void begin_at(base::TextOffset offset) { offset_ = offset; }
  void expect(bool holds, std::string_view what);
  void note(std::string_view answer) { answers_ += answer; }
  /// Expects that the range lies in its text.
  void note(ide::FileId file, base::TextRange range);

 private:
  engine::Context context_;
  std::string answers_;
  std::string complaint_;
  base::TextOffset offset_ = 0;
};

/// A workspace of one file of no fixture.
[[nodiscard]] FixtureWorkspace workspace_of_text(std::string text);

/// All answers there are about a workspace.
template <typename Inquirer>
std::string ask_everywhere(const FixtureWorkspace& workspace) {
  Inquirer inquirer(workspace);
  for (const ide::FileId file : workspace.files()) {
    inquirer.ask_about(file);
    for (base::TextOffset offset = 0; offset <= inquirer.size(file); ++offset) {
      inquirer.ask_at(file, offset);
    }
  }
  CHECK(inquirer.complaint() == "");
  return inquirer.answers();
}

/// Asks about one file after an edit, at the places near it.
template <typename Inquirer>
void ask_after_edit(FixtureWorkspace& workspace, const std::string& path, std::string text,
                    std::size_t place) {
  INFO(path << " after an edit at " << place << ":\n" << text);
  workspace.set_text(path, std::move(text));
  Inquirer inquirer(workspace);
  const ide::FileId file = workspace.file(path);
  inquirer.ask_about(file);
  const std::size_t end = std::min(inquirer.size(file), place + Inquirer::reach);
  for (std::size_t at = place - std::min(place, Inquirer::reach); at <= end; ++at) {
    inquirer.ask_at(file, static_cast<base::TextOffset>(at));
  }
  REQUIRE(inquirer.complaint() == "");
}

/// A Render: the same answers at every offset of a fixture in two databases.
template <typename Inquirer>
std::string at_every_offset(FixtureWorkspace& workspace, const ide::LanguageSet& /*languages*/) {
  const FixtureWorkspace again(workspace.fixture());
  CHECK(ask_everywhere<Inquirer>(workspace) == ask_everywhere<Inquirer>(again));
  return workspace.fixture().expectation;  // there is nothing to compare
}

/// A Render: valid answers after any bracket or the like is deleted, and wherever a text ends.
template <typename Inquirer>
std::string after_every_deletion(FixtureWorkspace& workspace,
                                 const ide::LanguageSet& /*languages*/) {
  constexpr std::string_view fragile = "{}()[]:$@.!=&|\"#\n";
  const std::vector<FixtureFile> files = workspace.fixture().files;
  for (const FixtureFile& file : files) {
    for (std::size_t at = 0; at < file.text.size(); ++at) {
      if (fragile.find(file.text[at]) == std::string_view::npos) {
        continue;
      }
      std::string text = file.text;
      text.erase(at, 1);
      ask_after_edit<Inquirer>(workspace, file.path, std::move(text), at);
      if (at % 3 == 0) {
        ask_after_edit<Inquirer>(workspace, file.path, file.text.substr(0, at), at);
      }
    }
    workspace.set_text(file.path, file.text);
  }
  return workspace.fixture().expectation;
}

/// Asks about bytes that are no text.
template <typename Inquirer>
void ask_about_any_bytes() {
  std::string text;
  for (int round = 0; round < 3; ++round) {
    for (int byte = 0; byte < 256; ++byte) {
      text += static_cast<char>(byte * (round + 1));
    }
    text += "{ a(b: \"\"\"";
  }
  ask_everywhere<Inquirer>(workspace_of_text(std::move(text)));
}

/// Asks in the middle and at the end of a text that repeats `open` a hundred thousand bytes long.
template <typename Inquirer>
void ask_after_many(std::string_view open) {
  CAPTURE(open);
  std::string text;
  while (text.size() < 100'000) {
    text += open;
  }
  const auto size = static_cast<base::TextOffset>(text.size());
  const FixtureWorkspace workspace = workspace_of_text(std::move(text));
  const ide::FileId file = workspace.files().front();
  Inquirer inquirer(workspace);
  inquirer.ask_about(file);
  inquirer.ask_at(file, size);
  inquirer.ask_at(file, size / 2);
  CHECK(inquirer.complaint() == "");
}

}  // namespace troupe::testing
