// The lines of a block string, so that they can be indented anew without changing its value.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::graphql {

struct BlockStringLines {
  /// Of the value: without the common indentation, and without the blank lines around it. An empty
  /// range is an empty line.
  std::vector<base::TextRange> lines;
  /// The one line begins with white space that belongs to the value, as only the line behind the
  /// opening quotes can: it has to stay there.
  bool is_bound_to_quotes = false;
  /// That line can be followed by the closing quotes, which would mean something else behind a
  /// quote or a backslash.
  bool can_close_behind = true;
};

/// REQUIRES: `literal` is a complete block string of `text`, quotes included.
[[nodiscard]] BlockStringLines lines_of_block_string(std::string_view text,
                                                     base::TextRange literal);

}  // namespace troupe::graphql
