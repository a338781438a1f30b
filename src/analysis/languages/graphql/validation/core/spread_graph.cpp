// Cycles are found as the reference finds them: depth first from each fragment in turn, never twice
// into the same one; every spread that leads back into the path closes a cycle. The path is kept on
// a stack of our own, since a text can make it as long as it likes.
#include "analysis/languages/graphql/validation/core/spread_graph.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace troupe::graphql {
namespace {

/// Places in all cycles of a project together.
constexpr std::size_t cycle_places_limit = 2000;

/// All files whose fragments and operations count, in order.
std::vector<FileId> document_files(engine::Context& context, ProjectId project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  std::vector<FileId> all = files.documents;
  all.insert(all.end(), files.loose.begin(), files.loose.end());
  return all;
}

class CycleFinder {
 public:
  CycleFinder(engine::Context& context, ProjectId project) : context_(&context), project_(project) {
    for (const FileId file : document_files(context, project)) {
      for (const SpreadList& list : context.get<FileSpreads>(file).definitions) {
        if (list.is_fragment) {
          lists_.emplace(list.definition, &list);
          order_.push_back(&list);
        }
      }
    }
  }

  std::vector<SpreadCycle> find() {
    for (const SpreadList* list : order_) {
      search_from(*list);
    }
    return std::move(cycles_);
  }

 private:
  struct Level {
    const SpreadList* list;
    std::uint32_t next = 0;  ///< the spread to be followed
  };

  void open(const SpreadList& list) {
    if (visited_.insert(list.definition).second && !list.spreads.empty()) {
      depth_.emplace(list.definition, path_.size());
      path_.push_back({&list});
    }
  }

  void search_from(const SpreadList& start) {
    open(start);
    while (!path_.empty()) {
      context_->checkpoint();
      Level& level = path_.back();
      if (level.next == level.list->spreads.size()) {
        depth_.erase(level.list->definition);
        path_.pop_back();
        continue;
      }
      const std::string& name = level.list->spreads[level.next++];
      const FileId file = context_->lookup(level.list->definition).file;
      const auto fragment = find_fragment(*context_, project_, file, name);
      const auto list = fragment ? lists_.find(*fragment) : lists_.end();
      if (list == lists_.end()) {
        continue;
      }
      if (const auto begin = depth_.find(*fragment); begin != depth_.end()) {
        close(begin->second);
      } else {
        open(*list->second);
      }
    }
  }

  void close(std::size_t begin) {
    places_ += path_.size() - begin;
    if (places_ > cycle_places_limit) {
      return;
    }
    SpreadCycle cycle;
    for (std::size_t i = begin; i < path_.size(); ++i) {
      cycle.push_back({path_[i].list->definition, path_[i].next - 1});
    }
    cycles_.push_back(std::move(cycle));
  }

  engine::Context* context_;
  ProjectId project_;
  std::unordered_map<DefinitionId, const SpreadList*> lists_;
  std::vector<const SpreadList*> order_;
  std::unordered_set<DefinitionId> visited_;
  std::vector<Level> path_;
  std::unordered_map<DefinitionId, std::size_t> depth_;  ///< of what is in the path
  std::size_t places_ = 0;
  std::vector<SpreadCycle> cycles_;
};

}  // namespace

FileSpreads::Spreads FileSpreads::execute(engine::Context& context, const FileId& file) {
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  Spreads result;
  result.is_broken = !table.tree().diagnostics().empty();
  for (const DefinitionEntry& entry : table.all()) {
    if (entry.space != DefinitionSpace::operation && entry.space != DefinitionSpace::fragment) {
      continue;
    }
    SpreadList list{entry.id, entry.space == DefinitionSpace::fragment, {}};
    const std::uint32_t end = table.node(entry).subtree_end().value;
    for (std::uint32_t i = entry.node.value + 1; i < end; ++i) {
      const auto spread = cast<FragmentSpread>(table.tree().node(syntax::NodeIndex{i}));
      if (spread && !spread->name().empty()) {
        list.spreads.emplace_back(spread->name());
      }
    }
    result.definitions.push_back(std::move(list));
  }
  return result;
}

std::vector<std::string> UnusedFragments::execute(engine::Context& context,
                                                  const ProjectId& project) {
  std::unordered_map<std::string_view, std::vector<const SpreadList*>> fragments;
  std::vector<const SpreadList*> reached;
  bool is_broken = false;
  for (const FileId file : document_files(context, project)) {
    const FileSpreads::Spreads& spreads = context.get<FileSpreads>(file);
    is_broken |= spreads.is_broken && !spreads.definitions.empty();
    for (const SpreadList& list : spreads.definitions) {
      if (list.is_fragment) {
        fragments[context.lookup(list.definition).name].push_back(&list);
      } else {
        reached.push_back(&list);
      }
    }
  }
  if (is_broken || reached.empty()) {
    return {};
  }
  // NOLINTNEXTLINE(modernize-loop-convert): what is reached grows meanwhile.
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const std::string& name : reached[i]->spreads) {
      if (const auto found = fragments.find(name); found != fragments.end()) {
        reached.insert(reached.end(), found->second.begin(), found->second.end());
        fragments.erase(found);
      }
    }
  }
  std::vector<std::string> unused;
  unused.reserve(fragments.size());
  for (const auto& [name, lists] : fragments) {
    unused.emplace_back(name);
  }
  std::ranges::sort(unused);
  return unused;
}

bool FragmentIsUnused::execute(engine::Context& context, const ProjectName& key) {
  return std::ranges::binary_search(context.get<UnusedFragments>(key.project), key.name);
}

std::vector<SpreadCycle> FragmentCycles::execute(engine::Context& context,
                                                 const ProjectId& project) {
  return CycleFinder(context, project).find();
}

}  // namespace troupe::graphql
