// Texts as they are while someone types, and what is understood of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::graphql {

struct HalfTyped {
  std::string text;
  /// Nodes and names, nested: what `brief` says of the tree.
  std::string understood;
  /// `offset: message`, without the words "Syntax Error: " that all messages begin with, and `<-
  /// offset` of the related place where there is one.
  std::vector<std::string> errors;
};

/// The children of the root: kinds with their children in parentheses, names as they are.
[[nodiscard]] std::string brief(std::string_view text);

/// Checks each text, and that its tree's invariants hold.
void check_half_typed(const std::vector<HalfTyped>& texts);

}  // namespace troupe::graphql
