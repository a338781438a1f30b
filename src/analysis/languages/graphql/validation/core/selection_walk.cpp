#include "analysis/languages/graphql/validation/core/selection_walk.hpp"

#include <algorithm>
#include <ranges>

#include "analysis/languages/graphql/validation/core/heads.hpp"

namespace troupe::graphql {

std::optional<SelectionSet> selection_set_of(engine::Context& context, DefinitionId definition) {
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  if (const auto operation = first ? first->as<OperationDefinition>() : std::nullopt) {
    return operation->selection_set();
  }
  const auto fragment = first ? first->as<FragmentDefinition>() : std::nullopt;
  return fragment ? fragment->selection_set() : std::nullopt;
}

SelectionWalk::SelectionWalk(engine::Context& context, ProjectId project, DefinitionId definition,
                             const SelectionSet& selections)
    : context_(&context), project_(project), current_(definition) {
  enter(selections);
}

std::optional<SelectionWalk::Step> SelectionWalk::next() {
  while (!frames_.empty() && frames_.back().at == frames_.back().end) {
    frames_.pop_back();
  }
  if (frames_.empty()) {
    return std::nullopt;
  }
  context_->checkpoint();
  Frame& frame = frames_.back();
  const Selection selection = *frame.at;
  ++frame.at;
  current_ = frame.definition;
  return Step{selection, frame.definition, frame.level};
}

void SelectionWalk::enter(const std::optional<SelectionSet>& selections, std::uint32_t level) {
  if (selections) {
    const Children<Selection> children = selections->selections();
    frames_.push_back({children.begin(), children.end(), current_, level, std::nullopt});
  }
}

std::optional<DefinitionId> SelectionWalk::find(const FragmentSpread& spread) const {
  return find_fragment(*context_, project_, context_->lookup(current_).file, spread.name());
}

std::optional<DefinitionId> SelectionWalk::enter_fragment(const FragmentSpread& spread) {
  const auto fragment = find(spread);
  if (fragment && entered_.insert(*fragment).second) {
    enter_again(spread, *fragment, 0);
  }
  return fragment;
}

void SelectionWalk::enter_again(const FragmentSpread& spread, DefinitionId fragment,
                                std::uint32_t level) {
  if (const auto selections = selection_set_of(*context_, fragment)) {
    const Children<Selection> children = selections->selections();
    frames_.push_back({children.begin(), children.end(), fragment, level,
                       Place{current_, head_range(spread.node(), spread.name_node())}});
  }
}

std::vector<Place> SelectionWalk::spreads() const {
  std::vector<Place> places;
  for (const auto& frame : std::views::reverse(frames_)) {
    if (frame.spread) {
      places.push_back(*frame.spread);
    }
  }
  return places;
}

std::optional<Place> SelectionWalk::first_spread() const {
  const auto frame = std::ranges::find_if(
      frames_, [](const Frame& candidate) { return candidate.spread.has_value(); });
  return frame == frames_.end() ? std::nullopt : frame->spread;
}

}  // namespace troupe::graphql
