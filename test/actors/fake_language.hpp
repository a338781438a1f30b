// A language small enough to be read in a minute, with everything that the actors care about.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/language.hpp"

namespace troupe::actors {

/// Files end in `.fake`. A line `def NAME` defines a name for the whole workspace, a line `use
/// NAME` needs it: a dependency between files. A file `fake.conf` holds one glob on each line: what
/// to load from its folder; without any such file every `**/*.fake` of every workspace folder is
/// loaded. Hovering shows the whole text, so that a test sees which version it was given.
class FakeLanguage final : public ide::Language {
 public:
  [[nodiscard]] std::string_view id() const override { return "fake"; }
  [[nodiscard]] bool claims(std::string_view path, std::string_view language_id) const override;
  [[nodiscard]] std::vector<std::string> configuration_file_names() const override {
    return {"fake.conf"};
  }
  [[nodiscard]] std::vector<ide::FilePatterns> source_patterns(
      engine::Context& context) const override;
  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(engine::Context& context,
                                                         ide::FileId file) const override;
  [[nodiscard]] std::optional<ide::Hover> hover(engine::Context& context, ide::FileId file,
                                                ide::TextOffset offset) const override;

  /// Called in the middle of each hover and check, on the worker: the place for tests to stop,
  /// throw or look around.
  std::function<void(engine::Context&)> during_hover;
  std::function<void(engine::Context&, std::string_view path)> during_check;
};

}  // namespace troupe::actors
