// Steps down read one definition, steps up the table of names of each file: neither parses anything
// that is parsed already, and after an edit only the edited file is read again.
#include "analysis/languages/graphql/navigation/spreads.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analysis/languages/graphql/navigation/name_table.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

bool mentions(const std::vector<NameUse>& uses, std::string_view variable) {
  return std::ranges::any_of(uses, [variable](const NameUse& use) { return use.name == variable; });
}

bool mentions(engine::Context& context, DefinitionId definition, std::string_view variable) {
  const ExecutableSummary& summary = context.get<DefinitionSummary>(definition);
  return mentions(summary.variables, variable) || mentions(summary.uses, variable);
}

void add_callers_in(engine::Context& context, ProjectId project, FileId file, DefinitionId fragment,
                    std::vector<SpreadingDefinition>& callers) {
  const std::string& name = context.lookup(fragment).name;
  std::vector<SpreadingDefinition> found;
  for (const syntax::NodeRef leaf : context.get<FileNames>(file).spelled(name)) {
    const auto spread = leaf.parent();
    if (!spread || kind_of(*spread) != NodeKind::fragment_spread) {
      continue;
    }
    if (found.empty() && find_fragment(context, project, file, name) != fragment) {
      return;
    }
    const DefinitionEntry* around = definition_around(context, file, leaf.range());
    if (around == nullptr) {
      continue;
    }
    // Leaves come in order, so those of one definition come together.
    if (found.empty() || found.back().definition != around->id) {
      found.push_back({around->id, {}});
    }
    found.back().places.push_back(leaf.range());
  }
  std::ranges::move(found, std::back_inserter(callers));
}

/// Collects what shares a variable: a search in a graph in which operations lead down and fragments
/// lead both ways.
class Sharing {
 public:
  Sharing(engine::Context& context, ProjectId project, std::string_view variable)
      : context_(context), project_(project), variable_(variable) {}

  std::vector<DefinitionId> from(std::vector<DefinitionId> starts) {
    known_.insert(starts.begin(), starts.end());
    shared_ = std::move(starts);
    std::size_t passed = 0;
    while (passed < shared_.size()) {
      context_.checkpoint();
      const DefinitionId definition = shared_[passed];
      ++passed;
      if (has_own(definition)) {
        continue;  // only a start can be one of these
      }
      down_from(definition);
      if (context_.lookup(definition).space == DefinitionSpace::fragment) {
        up_from(definition);
      }
    }
    return std::move(shared_);
  }

 private:
  /// Whether a fragment has the variable from its own `@argumentDefinitions`, as in Relay.
  [[nodiscard]] bool has_own(DefinitionId definition) const {
    const DefinitionEntry* entry = find_definition(context_, definition);
    if (entry == nullptr || entry->kind != NodeKind::fragment_definition) {
      return false;
    }
    const FileId file = context_.lookup(definition).file;
    const FragmentDefinition fragment(context_.get<FileDefinitions>(file).node(*entry));
    return std::ranges::any_of(fragment.directives(), [this](const Directive& directive) {
      return directive.name() == "argumentDefinitions" &&
             std::ranges::any_of(directive.arguments(), [this](const Argument& argument) {
               return argument.name() == variable_;
             });
    });
  }

  void add(DefinitionId definition) {
    if (mentions(context_, definition, variable_) && !has_own(definition) &&
        known_.insert(definition).second) {
      shared_.push_back(definition);
    }
  }

  void down_from(DefinitionId definition) {
    std::vector<DefinitionId> open = {definition};
    while (!open.empty()) {
      const DefinitionId at = open.back();
      open.pop_back();
      if (!passed_down_.insert(at).second) {
        continue;
      }
      for (const SpreadingDefinition& callee : callees_of(context_, project_, at)) {
        add(callee.definition);
        open.push_back(callee.definition);
      }
    }
  }

  void up_from(DefinitionId fragment) {
    std::vector<DefinitionId> open = {fragment};
    while (!open.empty()) {
      const DefinitionId at = open.back();
      open.pop_back();
      if (!passed_up_.insert(at).second) {
        continue;
      }
      for (const SpreadingDefinition& caller : callers_of(context_, project_, at)) {
        add(caller.definition);
        if (context_.lookup(caller.definition).space == DefinitionSpace::fragment) {
          open.push_back(caller.definition);
        }
      }
    }
  }

  engine::Context& context_;
  ProjectId project_;
  std::string_view variable_;
  std::unordered_set<DefinitionId> known_;
  std::unordered_set<DefinitionId> passed_down_;
  std::unordered_set<DefinitionId> passed_up_;
  std::vector<DefinitionId> shared_;
};

}  // namespace

std::vector<FileId> SearchedFiles::execute(engine::Context& context, const ProjectId& project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  std::vector<FileId> searched = files.schema;
  std::unordered_set<FileId> seen(searched.begin(), searched.end());
  for (const auto* list : {&files.documents, &files.loose}) {
    for (const FileId file : *list) {
      if (context.get<ProjectOf>(file) == project && seen.insert(file).second) {
        searched.push_back(file);
      }
    }
  }
  std::ranges::sort(searched, {}, [&context](FileId file) -> const std::string& {
    return context.lookup(file).path;
  });
  const auto repeated = std::ranges::unique(searched);
  searched.erase(repeated.begin(), repeated.end());
  return searched;
}

const DefinitionEntry* definition_around(engine::Context& context, FileId file,
                                         base::TextRange range) {
  const auto entries = context.get<FileDefinitions>(file).all();
  const auto behind = std::ranges::upper_bound(
      entries, range.begin, {}, [](const DefinitionEntry& entry) { return entry.range.begin; });
  if (behind == entries.begin()) {
    return nullptr;
  }
  const DefinitionEntry& entry = *std::prev(behind);
  return entry.range.contains(range) ? &entry : nullptr;
}

std::vector<SpreadingDefinition> callers_of(engine::Context& context, ProjectId project,
                                            DefinitionId fragment) {
  std::vector<SpreadingDefinition> callers;
  for (const FileId file : context.get<SearchedFiles>(project)) {
    context.checkpoint();
    add_callers_in(context, project, file, fragment, callers);
  }
  return callers;
}

std::vector<SpreadingDefinition> callees_of(engine::Context& context, ProjectId project,
                                            DefinitionId definition) {
  std::vector<SpreadingDefinition> callees;
  const DefinitionEntry* entry = find_definition(context, definition);
  if (entry == nullptr) {
    return callees;
  }
  const FileId file = context.lookup(definition).file;
  const syntax::Tree& tree = context.get<FileSyntax>(file);
  const std::uint32_t end = tree.node(entry->node).subtree_end().value;
  std::unordered_map<DefinitionId, std::size_t> known_at;
  for (std::uint32_t i = entry->node.value + 1; i < end; ++i) {
    const auto spread = cast<FragmentSpread>(tree.node(syntax::NodeIndex{i}));
    const auto name = spread ? spread->name_node() : std::nullopt;
    if (!name || !name->node().has_tokens()) {
      continue;
    }
    if (const auto fragment = find_fragment(context, project, file, name->text())) {
      const auto [known, is_new] = known_at.emplace(*fragment, callees.size());
      if (is_new) {
        callees.push_back({*fragment, {}});
      }
      callees[known->second].places.push_back(name->range());
    }
  }
  return callees;
}

std::vector<DefinitionId> sharing_variable(engine::Context& context, ProjectId project,
                                           std::vector<DefinitionId> starts,
                                           std::string_view variable) {
  return Sharing(context, project, variable).from(std::move(starts));
}

}  // namespace troupe::graphql
