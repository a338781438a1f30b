// The recorded cases of the reference implementation, and our answers in its terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/syntax/tree.hpp"

namespace troupe::graphql::reference {

struct Error {
  std::string message;
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1, in UTF-16 units
  std::uint32_t offset = 0;  ///< in UTF-16 units

  friend bool operator==(const Error&, const Error&) = default;
};

struct Case {
  std::string id;
  std::string function;  ///< parse, lex, parseValue, parseConstValue, parseType
  std::string source;    ///< lone surrogates as three bytes each
  bool needs_fragment_arguments = false;
  bool needs_token_limit = false;
  bool has_locations = true;
  bool has_tree = false;
  std::vector<std::string> outline;  ///< of the tree, or one line for each token
  std::optional<Error> error;
};

/// All cases of `$TROUPE_CONFORMANCE/graphql/syntax-cases.json`, as version 17.1 decides them;
/// where an option is needed that Troupe does not have, as it decides without. Empty when the
/// variable is unset.
[[nodiscard]] std::vector<Case> load_cases();

/// One line for each node of a tree in the reference's terms, in preorder: kind, offsets, value.
[[nodiscard]] std::vector<std::string> outline_of(const syntax::Tree& tree, bool has_locations);
/// One line for each token up to the first mistake.
[[nodiscard]] std::vector<std::string> outline_of_tokens(const std::string& source);

/// The place of a diagnostic in the reference's terms.
[[nodiscard]] Error error_of(const syntax::SyntaxDiagnostic& diagnostic, std::string_view text);

}  // namespace troupe::graphql::reference
