// The escape sequences of GraphQL's strings: one reading for the lexer, which judges them, and for
// string_value, which wants to know what they say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace troupe::graphql {

struct Escape {
  bool is_valid = false;
  std::uint32_t code_point = 0;  ///< what a valid one stands for
  /// UTF-16 units of the sequence: all of a valid one; of a malformed one, what messages quote.
  std::uint32_t length = 0;
  bool is_unicode = false;  ///< begins with `\u`
};

/// Reads the sequence that begins with the backslash at `at`. REQUIRES: text[at] == '\\'.
[[nodiscard]] Escape read_escape(std::string_view text, std::size_t at);

}  // namespace troupe::graphql
