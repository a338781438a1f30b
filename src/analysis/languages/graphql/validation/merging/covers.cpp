// Operations first, then fragments that nothing in the file spreads, then the rest in order: the
// rest is what is in cycles.
#include "analysis/languages/graphql/validation/merging/covers.hpp"

#include <string_view>
#include <unordered_set>
#include <vector>

#include "analysis/languages/graphql/validation/core/spread_graph.hpp"

namespace troupe::graphql {
namespace {

class CoverFinder {
 public:
  explicit CoverFinder(engine::Context& context, FileId file)
      : lists_(&context.get<FileSpreads>(file).definitions) {
    for (const SpreadList& list : *lists_) {
      if (list.is_fragment) {
        fragments_.try_emplace(context.lookup(list.definition).name, &list);
      }
      spread_.insert(list.spreads.begin(), list.spreads.end());
    }
    for (const auto& [name, list] : fragments_) {
      names_.emplace(list->definition, name);
    }
  }

  FileCovers::Value find() {
    for (const SpreadList& list : *lists_) {
      if (!list.is_fragment) {
        cover_from(list);
      }
    }
    for (const bool only_roots : {true, false}) {
      for (const SpreadList& list : *lists_) {
        const auto name = names_.find(list.definition);
        const bool is_spread = name != names_.end() && spread_.contains(name->second);
        if (list.is_fragment && !covers_.contains(list.definition) && !(only_roots && is_spread)) {
          cover_from(list);
        }
      }
    }
    return std::move(covers_);
  }

 private:
  void cover_from(const SpreadList& start) {
    if (!roots_.insert(start.definition).second) {
      return;
    }
    std::vector<const SpreadList*> open = {&start};
    while (!open.empty()) {
      const SpreadList& list = *open.back();
      open.pop_back();
      for (const std::string& name : list.spreads) {
        const auto found = fragments_.find(name);
        if (found == fragments_.end() || roots_.contains(found->second->definition)) {
          continue;
        }
        if (covers_.emplace(found->second->definition, start.definition).second) {
          open.push_back(found->second);
        }
      }
    }
  }

  const std::vector<SpreadList>* lists_;
  std::unordered_map<std::string_view, const SpreadList*> fragments_;  ///< the first of a name
  std::unordered_map<DefinitionId, std::string_view> names_;
  std::unordered_set<std::string_view> spread_;
  std::unordered_set<DefinitionId> roots_;
  FileCovers::Value covers_;
};

}  // namespace

FileCovers::Value FileCovers::execute(engine::Context& context, const FileId& file) {
  return CoverFinder(context, file).find();
}

std::optional<DefinitionId> CoverOf::execute(engine::Context& context,
                                             const DefinitionId& definition) {
  const auto& covers = context.get<FileCovers>(context.lookup(definition).file);
  const auto found = covers.find(definition);
  return found == covers.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace troupe::graphql
