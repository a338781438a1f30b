// What the output formats are given, and what they share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/system.hpp"
#include "base/line_index.hpp"
#include "base/text_range.hpp"

namespace troupe::server {

/// How paths and text are shown.
struct Presentation {
  std::string directory;  ///< absolute, normalised: paths below it are shown relative to it
  bool colors = false;
  /// Texts of files that related places lie in and that the report does not have, by path.
  std::map<std::string, base::SourceText, std::less<>> more_texts;
};

/// A place in a file whose text is known.
struct Place {
  base::LinePosition start;
  base::LinePosition end;
};

/// Counts of a report. Information and hints are in none of them.
struct Summary {
  std::size_t files = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;

  friend bool operator==(const Summary&, const Summary&) = default;
};

[[nodiscard]] Summary summarise(const actors::CheckReport& report);

/// Whether an error's code says that a configuration is broken: `<language>/configuration`, alone
/// or followed by `-` or `/` and more. Then what the rest of the report says is worth little.
[[nodiscard]] bool has_configuration_error(const actors::CheckReport& report);

/// `error`, `warning`, `information`, `hint`.
[[nodiscard]] std::string_view severity_name(ide::Severity severity);

/// `path` as a person in `directory` would write it.
[[nodiscard]] std::string shown_path(std::string_view path, std::string_view directory);

/// A report's texts by path, with one line index each, made when first asked for. Lives as long as
/// the report and the presentation that it was made from.
class Texts {
 public:
  Texts(const actors::CheckReport& report, const Presentation& presentation);

  struct Entry {
    std::string_view text;
    base::LineIndex lines;
  };
  /// Null when the file's text is not known.
  [[nodiscard]] const Entry* find(std::string_view path);
  /// Nothing when the file's text is not known. Ranges past its end are clamped.
  [[nodiscard]] std::optional<Place> place(std::string_view path, base::TextRange range,
                                           base::PositionEncoding encoding);

 private:
  std::map<std::string_view, std::string_view> texts_;
  std::map<std::string_view, Entry> entries_;
};

// The formats. `report.files` are sorted by path and their diagnostics by position, and so is the
// output.

/// For people, as compilers write: the place, the message, the line with carets, related places,
/// and a line that counts. Control characters in messages and sources are made visible.
[[nodiscard]] std::string format_text(const actors::CheckReport& report,
                                      const Presentation& presentation);
/// One JSON document: diagnostics with zero-based UTF-16 positions, and a summary.
[[nodiscard]] std::string format_json(const actors::CheckReport& report,
                                      const Presentation& presentation);
/// Workflow commands of GitHub Actions, one a line.
[[nodiscard]] std::string format_github(const actors::CheckReport& report,
                                        const Presentation& presentation);
/// SARIF 2.1.0.
[[nodiscard]] std::string format_sarif(const actors::CheckReport& report,
                                       const Presentation& presentation);

/// JUnit's XML: errors and warnings are failed tests.
[[nodiscard]] std::string format_junit(const actors::CheckReport& report,
                                       const Presentation& presentation);

/// The line at the end of the text format, without a newline.
[[nodiscard]] std::string summary_line(const Summary& summary);

}  // namespace troupe::server
