// A line of source as a terminal shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::server {

/// One character as it is shown.
struct Cell {
  std::string shown;
  std::size_t width = 1;        ///< columns of the terminal: 0, 1, 2, or more for a tab
  base::TextOffset offset = 0;  ///< in the text that it was made from
};

/// What each character of one line looks like: tabs up to the next multiple of four columns,
/// control characters as pictures, characters that reorder text and bytes that are no UTF-8 in
/// angle brackets. `offset` is where the line begins in its text.
[[nodiscard]] std::vector<Cell> cells_of(std::string_view line, base::TextOffset offset);

/// A message without anything that would move the cursor or colour the terminal; later lines are
/// indented.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace troupe::server
