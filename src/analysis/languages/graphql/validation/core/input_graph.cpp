// An input object can be finite when all that it needs can be (with @oneOf: one of it). So
// finiteness spreads from those that need nothing, each edge being looked at once; what it does not
// reach is in cycles or leads to them. Only then the cycles themselves are searched, depth first in
// order of definition, as the reference does, on a stack of our own.
#include "analysis/languages/graphql/validation/core/input_graph.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "analysis/languages/graphql/validation/core/type_facts.hpp"

namespace troupe::graphql {
namespace {

/// Steps in all cycles of a schema together.
constexpr std::size_t cycle_steps_limit = 2000;

struct Node {
  const InputNeeds::Needs* needs = nullptr;
  std::vector<std::string_view> needed_by;
  std::size_t open = 0;  ///< needs that are not known to be finite
  bool is_finite = false;
};
using Graph = std::unordered_map<std::string_view, Node>;

void spread_finiteness(Graph& graph) {
  std::vector<Node*> finite;
  const auto mark = [&finite](Node& node) {
    if (!node.is_finite) {
      node.is_finite = true;
      finite.push_back(&node);
    }
  };
  for (auto& [name, node] : graph) {
    node.open = node.needs->needs.size();
    for (const InputNeeds::Need& need : node.needs->needs) {
      if (const auto target = graph.find(need.target); target != graph.end()) {
        target->second.needed_by.push_back(name);
      }
    }
    if (node.needs->has_way_out) {
      mark(node);
    }
  }
  while (!finite.empty()) {
    const Node& node = *finite.back();
    finite.pop_back();
    for (const std::string_view name : node.needed_by) {
      Node& other = graph.at(name);
      if (other.needs->is_one_of || --other.open == 0) {
        mark(other);
      }
    }
  }
}

class CycleSearch {
 public:
  explicit CycleSearch(const Graph& graph) : graph_(&graph) {}

  void search_from(std::string_view start) {
    open(start);
    while (!path_.empty()) {
      Level& level = path_.back();
      const std::vector<InputNeeds::Need>& needs = graph_->at(level.type).needs->needs;
      if (level.next == needs.size()) {
        depth_.erase(level.type);
        path_.pop_back();
        continue;
      }
      const InputNeeds::Need& need = needs[level.next++];
      const auto target = graph_->find(need.target);
      if (target == graph_->end() || target->second.is_finite) {
        continue;
      }
      level.field = need.field;
      if (const auto begin = depth_.find(need.target); begin != depth_.end()) {
        close(begin->second);
      } else {
        open(target->first);
      }
    }
  }

  std::vector<InputCycle> take() { return std::move(cycles_); }

 private:
  struct Level {
    std::string_view type;
    std::size_t next = 0;
    std::string_view field{};  ///< through which it goes on
  };

  void open(std::string_view type) {
    if (visited_.insert(type).second) {
      depth_.emplace(type, path_.size());
      path_.push_back({type});
    }
  }

  void close(std::size_t begin) {
    steps_ += path_.size() - begin;
    if (steps_ > cycle_steps_limit) {
      return;
    }
    InputCycle cycle;
    for (std::size_t i = begin; i < path_.size(); ++i) {
      cycle.emplace_back(path_[i].type, path_[i].field);
    }
    cycles_.push_back(std::move(cycle));
  }

  const Graph* graph_;
  std::unordered_set<std::string_view> visited_;
  std::vector<Level> path_;
  std::unordered_map<std::string_view, std::size_t> depth_;
  std::size_t steps_ = 0;
  std::vector<InputCycle> cycles_;
};

}  // namespace

std::vector<std::string_view> types_in_order(engine::Context& context, ProjectId project) {
  std::vector<std::string_view> names;
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  for (const auto* list : {&files.schema, &files.documents}) {
    for (const FileId file : *list) {
      for (const DefinitionEntry& entry : context.get<FileDefinitions>(file).all()) {
        if (entry.space == DefinitionSpace::type && !entry.is_extension()) {
          names.push_back(entry.name);
        }
      }
    }
  }
  return names;
}

InputNeeds::Needs InputNeeds::execute(engine::Context& context, const ProjectName& key) {
  Needs result;
  const auto& type = context.get<TypeOfName>(key);
  if (!type || type->kind != TypeKind::input_object) {
    return result;
  }
  result.is_one_of = type->is_one_of;
  for (const InputValueShape& field : type->input_fields) {
    const bool is_need = type->is_one_of ? !field.type.is_non_null() : field.type.is_non_null();
    if (!is_need || field.type.is_list()) {
      continue;
    }
    const auto kind = context.get<TypeKindOfName>({key.project, std::string(field.type.name)});
    if (kind == TypeKind::input_object) {
      result.needs.push_back({std::string(field.name), std::string(field.type.name)});
    }
  }
  result.has_way_out = type->is_one_of ? type->input_fields.empty() ||
                                             result.needs.size() < type->input_fields.size()
                                       : result.needs.empty();
  return result;
}

std::vector<InputCycle> EndlessInputs::execute(engine::Context& context, const ProjectId& project) {
  Graph graph;
  for (const NameIndex::Entry& entry :
       context.get<SchemaNames>(project).names(DefinitionSpace::type)) {
    const ProjectName key{project, entry.name};
    if (context.get<TypeKindOfName>(key) == TypeKind::input_object) {
      graph[entry.name].needs = &context.get<InputNeeds>(key);
    }
  }
  spread_finiteness(graph);
  const bool are_finite =
      std::ranges::all_of(graph, [](const auto& entry) { return entry.second.is_finite; });
  if (are_finite) {
    return {};
  }
  CycleSearch search(graph);
  for (const std::string_view name : types_in_order(context, project)) {
    if (const auto node = graph.find(name); node != graph.end() && !node->second.is_finite) {
      search.search_from(node->first);
    }
  }
  return search.take();
}

}  // namespace troupe::graphql
