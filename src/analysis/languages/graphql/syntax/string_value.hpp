// What GraphQL's string literals say.
#pragma once

#include <string>
#include <string_view>

namespace troupe::graphql {

/// The value of a string or block string literal, quotes included: escapes decoded, block strings
/// dedented as the specification says (BlockStringValue). Malformed literals give what can be
/// understood: escapes that are none stand as written, a missing end is the end. The result is
/// UTF-8 if the text is.
[[nodiscard]] std::string string_value(std::string_view literal);

}  // namespace troupe::graphql
