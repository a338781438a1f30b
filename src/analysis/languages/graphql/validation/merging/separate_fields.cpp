// One pass over the nodes, which stand in the order of the text, with a stack of the sets that are
// open; then the names are sorted by set, so that many fields cost little more than a few. Each
// fragment is read once, with the definition's own set in place of its outermost.
#include "analysis/languages/graphql/validation/merging/separate_fields.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

/// More are left to the check that knows better how to.
constexpr std::size_t most_spreads = 64;

/// A selection set: which definition's (0: the one that is asked about), and its node.
using SetNumber = std::pair<std::uint32_t, std::uint32_t>;

struct Spread {
  SetNumber set;
  std::string_view fragment;
};

bool belongs_to_inline_fragment(syntax::NodeRef set) {
  const auto parent = set.parent();
  return parent && kind_of(*parent) == NodeKind::inline_fragment;
}

class NameReader {
 public:
  /// Adds the names in a definition, those of its outermost set to `outermost`.
  void read(const Definition& definition, std::uint32_t number, std::optional<SetNumber> outermost);
  /// Of the definitions read, in order of the text.
  [[nodiscard]] const std::vector<Spread>& spreads() const { return spreads_; }
  [[nodiscard]] bool has_repetition() {
    std::ranges::sort(names_);
    return std::ranges::adjacent_find(names_) != names_.end();
  }

 private:
  std::vector<std::pair<SetNumber, std::string_view>> names_;
  std::vector<Spread> spreads_;
};

void NameReader::read(const Definition& definition, std::uint32_t number,
                      std::optional<SetNumber> outermost) {
  struct OpenSet {
    std::uint32_t end = 0;  ///< the first node behind it
    SetNumber owner;        ///< itself; of an inline fragment's the set around
  };
  const syntax::NodeRef whole = definition.node();
  const std::uint32_t end = whole.subtree_end().value;
  std::vector<OpenSet> open;
  for (std::uint32_t i = whole.index().value; i < end; ++i) {
    const syntax::NodeRef node(whole.tree(), syntax::NodeIndex{i});
    while (!open.empty() && open.back().end <= i) {
      open.pop_back();
    }
    const NodeKind kind = kind_of(node);
    if (kind == NodeKind::selection_set) {
      SetNumber owner = {number, i};
      if (open.empty()) {
        owner = outermost.value_or(owner);
      } else if (belongs_to_inline_fragment(node)) {
        owner = open.back().owner;
      }
      open.push_back({node.subtree_end().value, owner});
    } else if (kind == NodeKind::field && !open.empty()) {
      names_.emplace_back(open.back().owner, Field(node).response_name());
    } else if (kind == NodeKind::fragment_spread && !open.empty()) {
      spreads_.push_back({open.back().owner, FragmentSpread(node).name()});
    }
  }
}

}  // namespace

bool has_separate_fields(engine::Context& context, DefinitionId definition) {
  const FileId file = context.lookup(definition).file;
  const auto project = context.get<ProjectOf>(file);
  const auto whole = first_definition(context.get<DefinitionSyntax>(definition));
  if (!project || !whole) {
    return true;  // Nothing is known to be selected.
  }
  NameReader reader;
  reader.read(*whole, 0, std::nullopt);
  const std::vector<Spread> spreads = reader.spreads();
  if (spreads.size() > most_spreads) {
    return false;
  }
  std::vector<DefinitionId> known = {definition};
  for (const Spread& spread : spreads) {
    context.checkpoint();
    const auto fragment = find_fragment(context, *project, file, spread.fragment);
    if (!fragment) {
      continue;
    }
    if (std::ranges::find(known, *fragment) != known.end()) {
      return false;
    }
    known.push_back(*fragment);
    if (const auto body = first_definition(context.get<DefinitionSyntax>(*fragment))) {
      reader.read(*body, static_cast<std::uint32_t>(known.size()), spread.set);
    }
    if (reader.spreads().size() != spreads.size()) {
      return false;
    }
  }
  return !reader.has_repetition();
}

}  // namespace troupe::graphql
