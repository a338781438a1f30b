// A cycle through several files is shown in each of them, from where it passes there first: it can
// be cut at any of its spreads.
#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/core/spread_graph.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

std::string message_of(const Reach& reach, const SpreadCycle& cycle) {
  const auto name = [&reach](const SpreadPlace& place) {
    return reach.context().lookup(place.definition).name;
  };
  std::string message = "Cannot spread fragment \"" + name(cycle.front()) + "\" within itself";
  for (std::size_t i = 1; i < cycle.size(); ++i) {
    message.append(i == 1 ? " via \"" : "\", \"").append(name(cycle[i]));
  }
  return message + (cycle.size() > 1 ? "\"." : ".");
}

void report(const Reach& reach, const SpreadCycle& cycle) {
  std::vector<RelatedPlace> others;
  const auto place_of = [&reach](const SpreadPlace& place) {
    const std::vector<NameUse>& spreads = reach.summary_of(place.definition).spreads;
    return Place{place.definition,
                 place.spread < spreads.size() ? spreads[place.spread].range : base::TextRange{}};
  };
  for (std::size_t i = 1; i < cycle.size(); ++i) {
    others.push_back({place_of(cycle[i]), "through here"});
  }
  reach.report(place_of(cycle.front()), message_of(reach, cycle), std::move(others));
}

void check(const Reach& reach) {
  if (reach.key().space != DefinitionSpace::fragment) {
    return;
  }
  const auto file_of = [&reach](const SpreadPlace& place) {
    return reach.context().lookup(place.definition).file;
  };
  for (SpreadCycle cycle : reach.context().get<FragmentCycles>(reach.project())) {
    const auto own = std::ranges::find(cycle, reach.key().file, file_of);
    if (own != cycle.end() && own->definition == reach.definition()) {
      std::ranges::rotate(cycle.begin(), own, cycle.end());
      report(reach, cycle);
    }
  }
}

}  // namespace

constinit const Rule no_fragment_cycles = {
    .code = "graphql/no-fragment-cycles",
    .summary = "No fragment spreads itself, directly or over others.",
    .reach = check,
};

}  // namespace troupe::graphql
