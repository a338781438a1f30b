// Goes over selections and into the fragments that they spread, for rules about what an operation
// selects in the end.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// The selection set of an operation or fragment; nothing where there is none.
[[nodiscard]] std::optional<SelectionSet> selection_set_of(engine::Context& context,
                                                           DefinitionId definition);

/// Depth first and in order; each fragment once, unless `enter` is told to look again. The caller
/// decides what is entered. Lives on the stack of a query; nesting costs memory only.
///
///   SelectionWalk walk(context, project, definition, selection_set);
///   while (const auto step = walk.next())
///     if (const auto spread = step->selection.as<FragmentSpread>()) walk.enter_fragment(*spread);
class SelectionWalk {
 public:
  struct Step {
    Selection selection;
    DefinitionId definition;  ///< in which the selection stands
    std::uint32_t level = 0;  ///< as given when its selection set was entered
  };

  SelectionWalk(engine::Context& context, ProjectId project, DefinitionId definition,
                const SelectionSet& selections);

  /// The next selection; nothing at the end. What was entered since comes first.
  [[nodiscard]] std::optional<Step> next();

  /// Its selections come next.
  void enter(const std::optional<SelectionSet>& selections, std::uint32_t level = 0);
  /// The selections of the fragment come next, unless it was entered before. The fragment, entered
  /// or not; nothing when it is not known.
  std::optional<DefinitionId> enter_fragment(const FragmentSpread& spread);
  /// The same without looking whether it was entered before. REQUIRES: the caller sees to an end.
  void enter_again(const FragmentSpread& spread, DefinitionId fragment, std::uint32_t level);
  /// The fragment that a spread in the current definition means.
  [[nodiscard]] std::optional<DefinitionId> find(const FragmentSpread& spread) const;
  /// The spreads through which the last step was reached, the innermost first.
  [[nodiscard]] std::vector<Place> spreads() const;
  /// The outermost of them: it stands in the definition in which the walk began.
  [[nodiscard]] std::optional<Place> first_spread() const;

 private:
  struct Frame {
    Children<Selection>::Iterator at;
    Children<Selection>::Iterator end;
    DefinitionId definition;
    std::uint32_t level = 0;
    std::optional<Place> spread;  ///< of the fragment of which this is the selection
  };

  engine::Context* context_;
  ProjectId project_;
  std::vector<Frame> frames_;
  DefinitionId current_;  ///< in which the last step stands
  std::unordered_set<DefinitionId> entered_;
};

}  // namespace troupe::graphql
