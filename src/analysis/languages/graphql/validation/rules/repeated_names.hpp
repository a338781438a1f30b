// Names that come more than once in a list, for the rules that forbid it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

/// Reports each name that several of `children` have, at the first, with all others as further
/// places. `name_node_of` gives a child's name; children without one are passed over.
template <typename View, typename NameNodeOf, typename Message>
void report_repeated_names(const Walk& walk, const Children<View>& children,
                           const NameNodeOf& name_node_of, const Message& message) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<std::vector<Name>> groups;
  for (const View child : children) {
    const std::optional<Name> name = name_node_of(child);
    if (!name || name->text().empty()) {
      continue;
    }
    const auto [place, is_new] = places.emplace(name->text(), groups.size());
    if (is_new) {
      groups.emplace_back();
    }
    groups[place->second].push_back(*name);
  }
  for (const std::vector<Name>& group : groups) {
    if (group.size() < 2) {
      continue;
    }
    std::vector<RelatedPlace> others;
    for (std::size_t i = 1; i < group.size(); ++i) {
      others.push_back({walk.place(group[i].range()), "again here"});
    }
    walk.report(group.front().range(), message(group.front().text()), std::move(others));
  }
}

}  // namespace troupe::graphql
