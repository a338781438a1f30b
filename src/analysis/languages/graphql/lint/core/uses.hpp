// Narrow indexes over a project for rules that ask who uses what. Each answers one question about
// one name, so that an edit somewhere runs a rule again only where the answer has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql::lint {

/// How often a fragment is spread in a project, and where first (in order of path and position).
struct FragmentUses {
  std::uint32_t count = 0;
  std::optional<DefinitionId> first_user;

  friend bool operator==(const FragmentUses&, const FragmentUses&) = default;
};
struct FragmentUsesOf {
  using Key = ProjectName;
  using Value = FragmentUses;
  static constexpr std::string_view name = "graphql_lint_fragment_uses_of";
  static Value execute(engine::Context& context, const Key& fragment);
};

/// The files of a project that define an operation of a name, in order of path.
struct OperationSources {
  using Key = ProjectName;
  using Value = std::vector<FileId>;
  static constexpr std::string_view name = "graphql_lint_operation_sources";
  static Value execute(engine::Context& context, const Key& operation);
};

/// The fields of one type that a project's documents select or give, sorted. A selection from an
/// interface is one from all its implementations, too. Nothing: the project has no operations.
struct FieldUsesOf {
  using Key = ProjectName;
  using Value = std::optional<std::vector<std::string>>;
  static constexpr std::string_view name = "graphql_lint_field_uses_of";
  static Value execute(engine::Context& context, const Key& type);
};

/// Whether a type can be reached from the root types, through fields, arguments, interfaces,
/// implementations and directives.
struct TypeIsReachable {
  using Key = ProjectName;
  using Value = bool;
  static constexpr std::string_view name = "graphql_lint_type_is_reachable";
  static Value execute(engine::Context& context, const Key& type);
};

/// What a selection set asks for without going into fields: through inline fragments, not through
/// spreads.
struct TopSelections {
  std::vector<std::string> fields;   ///< names (not aliases), sorted
  std::vector<std::string> spreads;  ///< fragments spread, sorted

  friend bool operator==(const TopSelections&, const TopSelections&) = default;
};
[[nodiscard]] TopSelections top_selections(const SelectionSet& set);
/// That of a fragment.
struct FragmentTop {
  using Key = DefinitionId;
  using Value = TopSelections;
  static constexpr std::string_view name = "graphql_lint_fragment_top";
  static Value execute(engine::Context& context, const Key& fragment);
};

/// Everything that a set asks for on its level, spreads followed.
[[nodiscard]] std::vector<std::string> all_top_fields(engine::Context& context, ProjectId project,
                                                      FileId from, const TopSelections& top);

/// How deep a definition selects by itself, and where it spreads fragments.
struct Depths {
  std::uint32_t own = 0;  ///< levels of fields below the definition
  struct Spread {
    std::string fragment;
    std::uint32_t depth = 0;  ///< levels of fields around it

    friend bool operator==(const Spread&, const Spread&) = default;
  };
  std::vector<Spread> spreads;

  friend bool operator==(const Depths&, const Depths&) = default;
};
struct DefinitionDepths {
  using Key = DefinitionId;
  using Value = Depths;
  static constexpr std::string_view name = "graphql_lint_definition_depths";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql::lint
