// Spreads can form cycles, so reaching is a loop with a visited set over the summaries of single
// definitions, which are acyclic queries: no text can make the engine see a cycle.
#include "analysis/languages/graphql/validation/core/reach.hpp"

#include <algorithm>
#include <unordered_set>

#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {

std::vector<ReachedFragment> ReachedFragments::execute(engine::Context& context,
                                                       const DefinitionId& definition) {
  const auto project = context.get<ProjectOf>(context.lookup(definition).file);
  std::vector<ReachedFragment> reached;
  if (!project) {
    return reached;
  }
  std::unordered_set<DefinitionId> seen;
  const auto reach_from = [&](DefinitionId from, std::optional<std::uint32_t> through) {
    const std::vector<NameUse>& spreads = context.get<DefinitionSummary>(from).spreads;
    const FileId file = context.lookup(from).file;
    for (std::uint32_t i = 0; i < spreads.size(); ++i) {
      const auto fragment = find_fragment(context, *project, file, spreads[i].name);
      if (fragment && seen.insert(*fragment).second) {
        reached.push_back({*fragment, through.value_or(i)});
      }
    }
  };
  reach_from(definition, std::nullopt);
  // NOLINTNEXTLINE(modernize-loop-convert): what is reached grows meanwhile.
  for (std::size_t i = 0; i < reached.size(); ++i) {
    context.checkpoint();
    const ReachedFragment at = reached[i];
    reach_from(at.fragment, at.spread);
  }
  return reached;
}

std::vector<Finding> Reach::run() {
  for (const Rule* rule : all_rules()) {
    if (rule->reach != nullptr) {
      rule_ = rule;
      rule->reach(*this);
    }
  }
  return std::move(findings_);
}

void Reach::report(const ReachedFragment& fragment, base::TextRange range, std::string message,
                   std::vector<RelatedPlace> related) const {
  const Place inside{fragment.fragment, range};
  if (context_->lookup(fragment.fragment).file == key().file) {
    report(inside, std::move(message), std::move(related));
    return;
  }
  const Place spread = place(summary().spreads[fragment.spread].range);
  const bool is_known = std::ranges::any_of(findings_, [&](const Finding& finding) {
    return finding.where == spread && finding.message == message;
  });
  if (!is_known) {
    related.insert(related.begin(), {inside, "in the fragment, here"});
    report(spread, std::move(message), std::move(related));
  }
}

void Reach::report_places(const std::vector<Place>& places, std::string message,
                          std::string_view why) const {
  const auto through =
      std::ranges::find(reached(), places.front().definition, &ReachedFragment::fragment);
  std::optional<Place> spread;
  if (through != reached().end()) {
    spread = place(summary().spreads[through->spread].range);
  }
  add_finding(*context_, key().file, places, spread, {rule_->code, std::move(message), {}, {}}, why,
              findings_);
}

void Reach::report(Place where, std::string message, std::vector<RelatedPlace> related) const {
  findings_.push_back({rule_->code, std::move(message), where, std::move(related)});
}

}  // namespace troupe::graphql
