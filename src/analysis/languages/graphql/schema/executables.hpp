// Operations and fragments, definition by definition: what they define, use and spread, without
// what they select.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/names.hpp"
#include "analysis/languages/graphql/schema/shapes.hpp"
#include "analysis/languages/graphql/schema/type_reference.hpp"

namespace troupe::graphql {

/// A name in a definition. Ranges are relative to the definition's begin.
struct NameUse {
  std::string name;
  base::TextRange range;

  friend bool operator==(const NameUse&, const NameUse&) = default;
};

/// What one operation or fragment has to do with others.
struct ExecutableSummary {
  std::string type_condition;      ///< of a fragment; empty: an operation
  std::vector<NameUse> variables;  ///< defined, in order; the range is that of `$name`
  std::vector<NameUse> uses;       ///< variables used, in order; the range is that of `$name`
  /// Variables that a fragment defines for itself: its own, or by Relay's `@argumentDefinitions`.
  std::vector<std::string> locals;
  std::vector<NameUse> spreads;  ///< fragments spread, in order; the range is the spread's
  bool is_broken = false;        ///< its text has syntax errors
  base::TextRange name;          ///< of the name; of an anonymous operation its first token

  /// Whether a variable used here is the fragment's own, and none of operations'.
  [[nodiscard]] bool has_local(std::string_view variable) const;

  friend bool operator==(const ExecutableSummary&, const ExecutableSummary&) = default;
};
struct DefinitionSummary {
  using Key = DefinitionId;
  using Value = ExecutableSummary;
  static constexpr std::string_view name = "graphql_definition_summary";
  static Value execute(engine::Context& context, const Key& definition);
};

/// The type that a fragment is on; changes only with it. Nothing when there is no such definition.
struct FragmentType {
  using Key = DefinitionId;
  using Value = std::optional<std::string>;
  static constexpr std::string_view name = "graphql_fragment_type";
  static Value execute(engine::Context& context, const Key& definition);
};

/// What a fragment takes; changes only with that. Nothing when there is no such definition.
struct FragmentSignature {
  using Key = DefinitionId;
  using Value = std::optional<FragmentShape>;
  static constexpr std::string_view name = "graphql_fragment_signature";
  static Value execute(engine::Context& context, const Key& definition);
};

/// Whether a file itself defines a fragment: for files whose fragments no other file sees.
struct LocalFragment {
  using Key = std::pair<FileId, std::string>;
  using Value = bool;
  static constexpr std::string_view name = "graphql_local_fragment";
  static Value execute(engine::Context& context, const Key& key);
};

/// The fragment that a spread in `from` means: of the same file first, else the project's first in
/// order of path. Nothing when there is none.
[[nodiscard]] std::optional<DefinitionId> find_fragment(engine::Context& context, ProjectId project,
                                                        FileId from, std::string_view fragment);

/// The names of all fragments that can be spread in `from`, sorted.
[[nodiscard]] std::vector<std::string> fragment_names(engine::Context& context, ProjectId project,
                                                      FileId from);

}  // namespace troupe::graphql
