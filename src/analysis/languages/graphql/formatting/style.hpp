// What can be chosen about the look of formatted GraphQL. Everything else is fixed.
#pragma once

#include <cstdint>
#include <string>

namespace troupe::graphql {

struct FormatStyle {
  /// What does not fit is broken, one item a line. In columns; a wide character has two.
  std::uint32_t line_width = 80;
  /// Columns of one level, and of a tab.
  std::uint32_t indent_width = 2;
  bool use_tabs = false;
};

/// Where a text stands inside of another one, such as a template literal of a host language.
struct HostIndentation {
  std::string indentation;          ///< white space before every line
  std::string closing_indentation;  ///< white space behind the last line end
};

}  // namespace troupe::graphql
