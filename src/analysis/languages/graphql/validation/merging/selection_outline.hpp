// What a definition selects, ready to be compared: fields with their types and arguments resolved
// once, however many operations the definition is spread in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {

/// A type by name, and what of it matters here. Number 0 is the type that is not known.
struct SelectedType {
  std::string name;
  bool is_object = false;     ///< two of them exclude each other
  bool is_composite = false;  ///< conflicts of its kind lie in its fields

  friend bool operator==(const SelectedType&, const SelectedType&) = default;
};

struct SelectedField {
  static constexpr std::uint32_t no_set = 0xFFFFFFFFU;

  std::string_view response_name;  ///< with the two below: into the outline's tree and texts
  std::string_view name;
  std::string_view arguments;  ///< in a normal form: equal exactly when the arguments are
  base::TextRange range;       ///< from its begin to the end of its name
  std::uint32_t parent_type = 0;
  std::uint32_t type = 0;  ///< the named one; 0 also where the field is not known
  std::uint8_t list_depth = 0;
  std::uint32_t non_null = 0;
  std::uint32_t set = no_set;  ///< what is selected from it
  bool is_streamed = false;
  bool uses_own_variables = false;  ///< `arguments` or `stream_arguments` do: the fragment's own
  std::string_view stream_arguments;
};

/// A spread of a fragment that is known.
struct SelectedSpread {
  DefinitionId fragment;
  std::string_view arguments;       ///< in a normal form
  bool uses_own_variables = false;  ///< `arguments` use variables of the fragment around
  std::string_view text;            ///< `Name(size: 1)`; empty where there are no arguments
  base::TextRange range;

  friend bool operator==(const SelectedSpread&, const SelectedSpread&) = default;
};

/// A selection set with the inline fragments in it opened up.
struct SelectedSet {
  std::uint32_t node = 0;          ///< in the definition's tree
  std::uint32_t fields_begin = 0;  ///< in `fields`
  std::uint32_t fields_end = 0;
  std::uint32_t spreads_begin = 0;  ///< in `spreads`
  std::uint32_t spreads_end = 0;
  bool is_alone = false;  ///< holds one field or spread, so nothing conflicts directly in it
};

/// The outline of an operation or fragment. Immutable; holds its tree. The first set is the
/// definition's own; there is none where that is not written yet.
class Selections {
 public:
  std::vector<SelectedType> types = std::vector<SelectedType>(1);
  std::vector<SelectedField> fields;
  std::vector<SelectedSet> sets;
  std::vector<SelectedSpread> spreads;
  bool has_variables = false;  ///< is a fragment with variables of its own

  [[nodiscard]] std::size_t memory_size() const;
  friend bool operator==(const Selections& left, const Selections& right);

 private:
  friend class SelectionOutlineBuilder;
  syntax::Tree tree_;
  std::vector<std::unique_ptr<const std::string>> texts_;  ///< of arguments
};

struct SelectionOutline {
  using Key = DefinitionId;
  using Value = Selections;
  static constexpr std::string_view name = "graphql_selection_outline";
  static Value execute(engine::Context& context, const Key& definition);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

}  // namespace troupe::graphql
