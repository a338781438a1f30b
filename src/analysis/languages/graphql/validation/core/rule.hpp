// What a validation rule is. Each stands in a file of its own in `rules/`, as one constant that
// says which nodes it looks at; the table there lists them all. Rules hold no state: one walk over
// a definition serves every rule, in the table's order at each node.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

class Walk;
class Reach;
class TypeCheck;

/// A further place of a finding, and what it has to do with it.
struct RelatedPlace {
  Place where;
  std::string_view message;  ///< a constant: "first defined here"

  friend bool operator==(const RelatedPlace&, const RelatedPlace&) = default;
};

/// What a rule found. The first place is where it is shown; the others explain it.
struct Finding {
  std::string_view code;  ///< of the rule: a constant
  std::string message;
  Place where;
  std::vector<RelatedPlace> related;

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Rule;

/// Called for every node of a kind, before its children.
struct NodeCheck {
  NodeKind kind;
  void (*run)(const Walk& walk, syntax::NodeRef node);
};

struct Rule {
  std::string_view code;     ///< "graphql/known-type-names"
  std::string_view summary;  ///< one sentence
  /// Says something because a type, field or directive is not found. Keeps quiet while the schema
  /// is not known whole.
  bool needs_whole_schema = false;
  /// Of those that look at the schema as a whole, once its definitions are what they should be.
  bool is_of_type_system = false;
  std::span<const NodeCheck> nodes{};
  /// Called for every operation and fragment, with what it reaches through spreads; null: not.
  void (*reach)(const Reach& reach) = nullptr;
  /// Called for every type of the schema, over all of its parts; and for the schema. null: not.
  void (*type)(const TypeCheck& type) = nullptr;

  /// The code without its prefix.
  [[nodiscard]] constexpr std::string_view name() const { return code.substr(code.find('/') + 1); }
};

}  // namespace troupe::graphql
