// Files are indexed by themselves, the project merges the indexes of its files, and one look-up for
// each name stands between the merged index, which changes often, and the rules, which do not.
#include "analysis/languages/graphql/lint/core/uses.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "base/sort_unique.hpp"

namespace troupe::graphql::lint {
namespace {

/// Calls `visit` with every operation and fragment of a file.
template <typename Visit>
void for_each_executable(engine::Context& context, FileId file, const Visit& visit) {
  for (const DefinitionEntry& entry : context.get<FileDefinitions>(file).all()) {
    if (entry.space == DefinitionSpace::operation || entry.space == DefinitionSpace::fragment) {
      visit(entry.id);
    }
  }
}

/// Calls `visit` with every file of documents, each once.
template <typename Visit>
void for_each_document(engine::Context& context, ProjectId project, const Visit& visit) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  std::unordered_set<FileId> seen;
  for (const auto* list : {&files.documents, &files.loose}) {
    for (const FileId file : *list) {
      if (seen.insert(file).second) {
        visit(file);
      }
    }
  }
}

/// Fragments spread in a file: name, how often, by which definition first. Sorted by name.
struct NamedUses {
  std::string fragment;
  FragmentUses uses;

  friend bool operator==(const NamedUses&, const NamedUses&) = default;
};
using NamedUsesList = std::vector<NamedUses>;

const FragmentUses* find_uses(const NamedUsesList& list, std::string_view fragment) {
  const auto found = std::ranges::lower_bound(
      list, fragment, {}, [](const NamedUses& uses) { return std::string_view(uses.fragment); });
  return found == list.end() || found->fragment != fragment ? nullptr : &found->uses;
}

class UsesBuilder {
 public:
  void add(const std::string& fragment, std::uint32_t count, std::optional<DefinitionId> user) {
    FragmentUses& uses = uses_[fragment];
    uses.count += count;
    if (!uses.first_user) {
      uses.first_user = user;
    }
  }
  [[nodiscard]] NamedUsesList take() const {
    NamedUsesList list;
    list.reserve(uses_.size());
    for (const auto& [fragment, uses] : uses_) {
      list.push_back({fragment, uses});
    }
    return list;
  }

 private:
  std::map<std::string, FragmentUses> uses_;
};

struct FileFragmentUses {
  using Key = FileId;
  using Value = NamedUsesList;
  static constexpr std::string_view name = "graphql_file_fragment_uses";
  static Value execute(engine::Context& context, const Key& file) {
    UsesBuilder builder;
    for_each_executable(context, file, [&](DefinitionId id) {
      for (const NameUse& spread : context.get<DefinitionSummary>(id).spreads) {
        builder.add(spread.name, 1, id);
      }
    });
    return builder.take();
  }
};

struct ProjectFragmentUses {
  using Key = ProjectId;
  using Value = NamedUsesList;
  static constexpr std::string_view name = "graphql_lint_project_fragment_uses";
  static Value execute(engine::Context& context, const Key& project) {
    UsesBuilder builder;
    for_each_document(context, project, [&](FileId file) {
      for (const NamedUses& named : context.get<FileFragmentUses>(file)) {
        builder.add(named.fragment, named.uses.count, named.uses.first_user);
      }
    });
    return builder.take();
  }
};

/// "Type.field", and for input objects that are given as literals the same.
using Coordinates = std::vector<std::string>;

/// Notes which fields a definition selects and which input fields it gives.
class FieldCollector {
 public:
  FieldCollector(engine::Context& context, ProjectId project) : schema_(context, project) {}

  Coordinates run(const Definition& definition) {
    const TypeShape* root = nullptr;
    if (const auto operation = definition.as<OperationDefinition>()) {
      root = schema_.root_type(operation->operation_type());
    } else if (const auto fragment = definition.as<FragmentDefinition>()) {
      root = condition(fragment->type_condition());
    }
    for (const syntax::NodeRef child : definition.node().children()) {
      if (kind_of(child) == NodeKind::selection_set) {
        work_.push_back({child, root});
      }
    }
    while (!work_.empty()) {
      const auto [set, parent] = work_.back();
      work_.pop_back();
      for (const Selection selection : SelectionSet(set).selections()) {
        look_at(selection, parent);
      }
    }
    base::sort_unique(found_);
    return std::move(found_);
  }

 private:
  void look_at(const Selection& selection, const TypeShape* parent) {
    if (const auto field = selection.as<Field>()) {
      const FieldShape* shape =
          parent != nullptr ? schema_.find_field(*parent, field->name()) : nullptr;
      if (shape != nullptr) {
        found_.push_back(std::string(parent->name) + "." + std::string(shape->name));
      }
      if (const auto set = field->selection_set()) {
        work_.push_back(
            {set->node(), shape != nullptr ? schema_.find_type(shape->type.name) : nullptr});
      }
    } else if (const auto fragment = selection.as<InlineFragment>()) {
      if (const auto set = fragment->selection_set()) {
        const auto type = fragment->type_condition();
        work_.push_back({set->node(), type ? condition(type) : parent});
      }
    }
  }
  [[nodiscard]] const TypeShape* condition(const std::optional<NamedType>& type) const {
    return type ? schema_.find_type(type->name()) : nullptr;
  }

  struct Work {
    syntax::NodeRef set;
    const TypeShape* parent;
  };
  Schema schema_;
  std::vector<Work> work_;
  Coordinates found_;
};

struct DefinitionFieldUses {
  using Key = DefinitionId;
  using Value = Coordinates;
  static constexpr std::string_view name = "graphql_definition_field_uses";
  static Value execute(engine::Context& context, const Key& id) {
    const auto project = context.get<ProjectOf>(context.lookup(id).file);
    const auto node = first_definition(context.get<DefinitionSyntax>(id));
    if (!project || !node) {
      return {};
    }
    return FieldCollector(context, *project).run(*node);
  }
};

/// What several parts use together: `for_each(add)` calls `add` with the coordinates of each.
template <typename ForEach>
Coordinates united(const ForEach& for_each) {
  Coordinates all;
  for_each([&all](const Coordinates& some) { all.insert(all.end(), some.begin(), some.end()); });
  base::sort_unique(all);
  return all;
}

struct FileFieldUses {
  using Key = FileId;
  using Value = Coordinates;
  static constexpr std::string_view name = "graphql_file_field_uses";
  static Value execute(engine::Context& context, const Key& file) {
    return united([&](const auto& add) {
      for_each_executable(context, file,
                          [&](DefinitionId id) { add(context.get<DefinitionFieldUses>(id)); });
    });
  }
};

struct ProjectFieldUses {
  using Key = ProjectId;
  using Value = Coordinates;
  static constexpr std::string_view name = "graphql_lint_project_field_uses";
  static Value execute(engine::Context& context, const Key& project) {
    return united([&](const auto& add) {
      for_each_document(context, project,
                        [&](FileId file) { add(context.get<FileFieldUses>(file)); });
    });
  }
};

/// The fields of `type` among "Type.field"s.
void add_fields_of(const Coordinates& all, std::string_view type, std::vector<std::string>& to) {
  const std::string prefix = std::string(type) + ".";
  for (auto at = std::ranges::lower_bound(all, prefix); at != all.end() && at->starts_with(prefix);
       ++at) {
    to.push_back(at->substr(prefix.size()));
  }
}

/// All types that can be reached, sorted.
struct ReachableTypes {
  using Key = ProjectId;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "graphql_lint_reachable_types";
  static Value execute(engine::Context& context, const Key& project);
};

class Reacher {
 public:
  Reacher(engine::Context& context, ProjectId project) : schema_(context, project) {}

  std::vector<std::string> run() {
    for (const OperationType operation :
         {OperationType::query, OperationType::mutation, OperationType::subscription}) {
      if (const TypeShape* root = schema_.root_type(operation)) {
        reach(root->name);
      }
    }
    for (const std::string_view directive : schema_.directive_names()) {
      if (const DirectiveShape* shape = schema_.find_directive(directive)) {
        reach_all(shape->arguments);
      }
    }
    while (!work_.empty()) {
      schema_.context().checkpoint();
      const std::string name = std::move(work_.back());
      work_.pop_back();
      if (const TypeShape* type = schema_.find_type(name)) {
        expand(*type);
      }
    }
    std::vector<std::string> names(seen_.begin(), seen_.end());
    std::ranges::sort(names);
    return names;
  }

 private:
  void reach(std::string_view type) {
    if (!type.empty() && seen_.emplace(type).second) {
      work_.emplace_back(type);
    }
  }
  void reach_all(const std::vector<InputValueShape>& values) {
    std::ranges::for_each(values, [this](const InputValueShape& value) { reach(value.type.name); });
  }
  void expand(const TypeShape& type) {
    for (const FieldShape& field : type.fields) {
      reach(field.type.name);
      reach_all(field.arguments);
    }
    reach_all(type.input_fields);
    std::ranges::for_each(type.members, [this](std::string_view name) { reach(name); });
    std::ranges::for_each(type.interfaces, [this](std::string_view name) { reach(name); });
    if (type.kind == TypeKind::interface) {
      for (const Implementations::Implementor& implementor : schema_.implementations(type.name)) {
        reach(implementor.name);
      }
    }
  }

  Schema schema_;
  std::unordered_set<std::string> seen_;
  std::vector<std::string> work_;
};

std::vector<std::string> ReachableTypes::execute(engine::Context& context,
                                                 const ProjectId& project) {
  return Reacher(context, project).run();
}

void add_top(const SelectionSet& set, TopSelections& top) {
  std::vector<syntax::NodeRef> work = {set.node()};
  while (!work.empty()) {
    const SelectionSet at(work.back());
    work.pop_back();
    for (const Selection selection : at.selections()) {
      if (const auto field = selection.as<Field>()) {
        top.fields.emplace_back(field->name());
      } else if (const auto spread = selection.as<FragmentSpread>()) {
        top.spreads.emplace_back(spread->name());
      } else if (const auto inner = selection.as<InlineFragment>()->selection_set()) {
        work.push_back(inner->node());
      }
    }
  }
}

}  // namespace

FragmentUses FragmentUsesOf::execute(engine::Context& context, const Key& fragment) {
  const FragmentUses* uses =
      find_uses(context.get<ProjectFragmentUses>(fragment.project), fragment.name);
  return uses != nullptr ? *uses : FragmentUses();
}

std::vector<FileId> OperationSources::execute(engine::Context& context, const Key& operation) {
  const NameIndex::Entry* entry = context.get<DocumentNames>(operation.project)
                                      .find(DefinitionSpace::operation, operation.name);
  return entry != nullptr ? entry->files : std::vector<FileId>();
}

std::optional<std::vector<std::string>> FieldUsesOf::execute(engine::Context& context,
                                                             const Key& type) {
  if (context.get<DocumentNames>(type.project).names(DefinitionSpace::operation).empty()) {
    return std::nullopt;
  }
  const Coordinates& all = context.get<ProjectFieldUses>(type.project);
  const Schema schema(context, type.project);
  std::vector<std::string> fields;
  add_fields_of(all, type.name, fields);
  const TypeShape* shape = schema.find_type(type.name);
  if (shape != nullptr) {
    for (const std::string_view interface : shape->interfaces) {
      add_fields_of(all, interface, fields);
    }
    if (shape->kind == TypeKind::interface) {
      for (const auto& implementor : schema.implementations(shape->name)) {
        add_fields_of(all, implementor.name, fields);
      }
    }
  }
  base::sort_unique(fields);
  return fields;
}

bool TypeIsReachable::execute(engine::Context& context, const Key& type) {
  return std::ranges::binary_search(context.get<ReachableTypes>(type.project), type.name);
}

TopSelections top_selections(const SelectionSet& set) {
  TopSelections top;
  add_top(set, top);
  base::sort_unique(top.fields);
  base::sort_unique(top.spreads);
  return top;
}

TopSelections FragmentTop::execute(engine::Context& context, const DefinitionId& fragment) {
  const auto node = first_definition(context.get<DefinitionSyntax>(fragment));
  const auto definition = node ? node->as<FragmentDefinition>() : std::nullopt;
  const auto set = definition ? definition->selection_set() : std::nullopt;
  return set ? top_selections(*set) : TopSelections();
}

std::vector<std::string> all_top_fields(engine::Context& context, ProjectId project, FileId from,
                                        const TopSelections& top) {
  std::vector<std::string> fields = top.fields;
  std::unordered_set<DefinitionId> seen;
  std::vector<DefinitionId> work;
  const auto follow = [&](const std::vector<std::string>& spreads, FileId file) {
    for (const std::string& spread : spreads) {
      const auto fragment = find_fragment(context, project, file, spread);
      if (fragment && seen.insert(*fragment).second) {
        work.push_back(*fragment);
      }
    }
  };
  follow(top.spreads, from);
  while (!work.empty()) {
    context.checkpoint();
    const DefinitionId fragment = work.back();
    work.pop_back();
    const TopSelections& more = context.get<FragmentTop>(fragment);
    fields.insert(fields.end(), more.fields.begin(), more.fields.end());
    follow(more.spreads, context.lookup(fragment).file);
  }
  base::sort_unique(fields);
  return fields;
}

Depths DefinitionDepths::execute(engine::Context& context, const DefinitionId& definition) {
  const syntax::Tree& tree = context.get<DefinitionSyntax>(definition);
  const auto node = first_definition(tree);
  Depths depths;
  if (!node) {
    return depths;
  }
  std::vector<std::uint32_t> ends;  // of the subtrees of the fields around
  for (std::uint32_t i = node->node().index().value; i < node->node().subtree_end().value; ++i) {
    while (!ends.empty() && ends.back() <= i) {
      ends.pop_back();
    }
    const syntax::NodeRef at = tree.node(syntax::NodeIndex{i});
    if (kind_of(at) == NodeKind::field) {
      ends.push_back(at.subtree_end().value);
      depths.own = std::max(depths.own, static_cast<std::uint32_t>(ends.size()));
    } else if (const auto spread = cast<FragmentSpread>(at)) {
      depths.spreads.push_back(
          {std::string(spread->name()), static_cast<std::uint32_t>(ends.size())});
    }
  }
  return depths;
}

}  // namespace troupe::graphql::lint
