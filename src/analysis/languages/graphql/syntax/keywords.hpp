// The words that begin definitions.
#pragma once

#include <cstdint>
#include <string_view>

namespace troupe::graphql {

enum class Keyword : std::uint8_t {
  none,
  schema,
  scalar,
  type,
  interface,
  union_type,
  enumeration,
  input,
  directive,
  query,
  mutation,
  subscription,
  fragment,
  extend,
};

/// `none` for every other word.
[[nodiscard]] Keyword keyword_of(std::string_view word);

/// The keyword that a misspelt word was probably meant to be: one letter missing, added or wrong,
/// or two neighbours swapped. `none` for other words, and for those that are two letters or
/// shorter.
[[nodiscard]] Keyword guess_keyword(std::string_view word);

/// Whether a word names a place where directives may stand: FIELD, OBJECT ...
[[nodiscard]] bool is_directive_location(std::string_view word);

}  // namespace troupe::graphql
