// What can be chosen about the look of formatted GraphQL. Everything else is fixed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::graphql {

struct FormatStyle {
  /// What does not fit is broken, one item a line. In columns; a wide character has two.
  std::uint32_t line_width = 80;
  /// Columns of one level, and of a tab.
  std::uint32_t indent_width = 2;
  bool use_tabs = false;
};

/// Where a text stands inside of another one, such as a template literal of a host language.
struct HostPlace {
  std::string indentation;          ///< white space before every line
  std::string closing_indentation;  ///< white space behind the last line end
  std::string line_end = "\n";      ///< for texts that have none
  /// No line ends are written. REQUIRES: the text has neither comments nor block strings.
  bool on_one_line = false;
  /// What stands between definitions and is white space in the text: it gets a line of its own. In
  /// order.
  std::vector<base::TextRange> islands{};
  /// Other parts of the text that stay as they are, however many tokens they are. In order.
  std::vector<base::TextRange> holes{};
};

/// Those of some ordered ranges that begin in another one, but not at its end.
[[nodiscard]] inline std::span<const base::TextRange> ranges_in(
    const std::vector<base::TextRange>& ranges, base::TextRange place) {
  const auto begin_of = [](base::TextRange range) { return range.begin; };
  return {std::ranges::lower_bound(ranges, place.begin, {}, begin_of),
          std::ranges::lower_bound(ranges, place.end, {}, begin_of)};
}

}  // namespace troupe::graphql
