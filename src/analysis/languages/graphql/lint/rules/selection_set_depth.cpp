#include <algorithm>
#include <string>
#include <unordered_map>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

struct Work {
  DefinitionId definition;
  std::uint32_t depth;       ///< levels around it
  std::uint32_t own_spread;  ///< the operation's own spread that leads there
};

/// Whether a definition goes deeper than `limit`, itself or through fragments: then where its own
/// text says so. Every fragment is looked at again only where it stands deeper than before, and
/// never below the limit, so cycles end.
std::optional<base::TextRange> too_deep(const Wide& wide, std::uint32_t limit) {
  engine::Context& context = wide.context();
  const std::vector<NameUse>& own = wide.summary().spreads;
  std::unordered_map<DefinitionId, std::uint32_t> deepest;
  std::vector<Work> work = {{wide.definition(), 0, 0}};
  while (!work.empty()) {
    context.checkpoint();
    const Work at = work.back();
    work.pop_back();
    const bool is_start = at.definition == wide.definition() && at.depth == 0;
    const Depths& depths = context.get<DefinitionDepths>(at.definition);
    if (at.depth + depths.own > limit) {
      return is_start ? wide.summary().name : own[at.own_spread].range;
    }
    for (std::uint32_t i = 0; i < depths.spreads.size(); ++i) {
      const Depths::Spread& spread = depths.spreads[i];
      const auto fragment = find_fragment(context, wide.project(),
                                          context.lookup(at.definition).file, spread.fragment);
      const std::uint32_t depth = at.depth + spread.depth;
      if (!fragment) {
        continue;
      }
      const auto [known, is_new] = deepest.emplace(*fragment, depth);
      if (is_new || known->second < depth) {
        known->second = depth;
        const std::uint32_t through = is_start ? i : at.own_spread;
        work.push_back(
            {*fragment, depth,
             std::min<std::uint32_t>(through, static_cast<std::uint32_t>(own.size()) - 1)});
      }
    }
  }
  return std::nullopt;
}

void check(const Wide& wide) {
  if (wide.key().space != DefinitionSpace::operation ||
      wide.options().has("ignore", wide.key().name)) {
    return;
  }
  const auto limit =
      static_cast<std::uint32_t>(std::min<std::int64_t>(wide.options().number("maxDepth"), 10'000));
  if (const auto where = too_deep(wide, limit)) {
    const std::string name = wide.key().name.empty() ? "" : " \"" + wide.key().name + "\"";
    wide.report(*where, "Operation" + name + " selects more than " + std::to_string(limit) +
                            " levels deep.");
  }
}

constexpr Option options[] = {
    {"maxDepth", Option::Kind::number, "7"},
    {"ignore", Option::Kind::texts},
};

}  // namespace

constinit const Rule selection_set_depth = {
    .code = "graphql/selection-set-depth",
    .summary = "Operations select only so many levels deep, fragments included.",
    .options = options,
    .wide = check,
};

}  // namespace troupe::graphql::lint
