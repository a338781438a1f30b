// Which definitions of a project spread which fragments: what the rules about fragments that
// nobody uses, and about fragments that spread themselves, have in common. No positions, so that
// it changes only when a spread comes or goes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {

/// An operation or fragment and the fragments that it spreads, in order; repeated ones are kept, so
/// that the n-th is the n-th spread of `ExecutableSummary`.
struct SpreadList {
  DefinitionId definition;
  bool is_fragment = false;
  std::vector<std::string> spreads;

  friend bool operator==(const SpreadList&, const SpreadList&) = default;
};

/// Those of one file, in order of position.
struct FileSpreads {
  struct Spreads {
    std::vector<SpreadList> definitions;
    bool is_broken = false;  ///< syntax errors: what is not understood may spread anything

    friend bool operator==(const Spreads&, const Spreads&) = default;
  };
  using Key = FileId;
  using Value = Spreads;
  static constexpr std::string_view name = "graphql_file_spreads";
  static Value execute(engine::Context& context, const Key& file);
};

/// The names of a project's fragments that no operation reaches, sorted. None while there is no
/// operation at all (a library of fragments has its users elsewhere), or some file is broken.
struct UnusedFragments {
  using Key = ProjectId;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "graphql_unused_fragments";
  static Value execute(engine::Context& context, const Key& project);
};
/// Whether one name is among them.
struct FragmentIsUnused {
  using Key = ProjectName;
  using Value = bool;
  static constexpr std::string_view name = "graphql_fragment_is_unused";
  static Value execute(engine::Context& context, const Key& key);
};

/// A spread in a definition, by its number among the definition's spreads.
struct SpreadPlace {
  DefinitionId definition;
  std::uint32_t spread = 0;

  friend bool operator==(const SpreadPlace&, const SpreadPlace&) = default;
};
/// From a fragment through spreads back to it: each one's spread leads to the next one's
/// definition, the last one's to the first.
using SpreadCycle = std::vector<SpreadPlace>;

/// A project's cycles, as they are met from the first fragment on; bounded, for n fragments that
/// all spread each other have more than anybody wants to read.
struct FragmentCycles {
  using Key = ProjectId;
  using Value = std::vector<SpreadCycle>;
  static constexpr std::string_view name = "graphql_fragment_cycles";
  static Value execute(engine::Context& context, const Key& project);
};

}  // namespace troupe::graphql
