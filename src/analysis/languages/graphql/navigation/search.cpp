// Two steps. The tables of names (`FileNames`) give the places where the name is spelled: they
// depend on one file each, so an edit costs one of them. What each of these places means is asked
// anew each time, of the snapshot's schema: most places are sorted out by the production they stand
// in, and following the few others costs a microsecond or so.
//
// Kin differ in nothing but their type, so one look into a set of types decides for all of them.
#include "analysis/languages/graphql/navigation/search.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>

#include "analysis/languages/graphql/navigation/field_sets.hpp"
#include "analysis/languages/graphql/navigation/imports.hpp"
#include "analysis/languages/graphql/navigation/name_table.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

/// Whether names of this kind of entity can stand in this production.
bool can_name(Kind kind, NodeKind production) {
  switch (kind) {
    case Kind::type:
      return production == NodeKind::named_type || TypeDefinition::covers(production);
    case Kind::field:
      return production == NodeKind::field || production == NodeKind::field_definition;
    case Kind::argument:
    case Kind::directive_argument:
      return production == NodeKind::argument || production == NodeKind::input_value_definition;
    case Kind::input_field:
      return production == NodeKind::object_field || production == NodeKind::input_value_definition;
    case Kind::enum_value:
      return production == NodeKind::enum_value || production == NodeKind::enum_value_definition;
    case Kind::directive:
      return production == NodeKind::directive || DirectiveDefinition::covers(production);
    case Kind::fragment:
      return production == NodeKind::fragment_spread || production == NodeKind::fragment_definition;
    case Kind::operation:
      return production == NodeKind::operation_definition;
    case Kind::variable:
    case Kind::directive_location:
      return false;
  }
  return false;
}

bool is_executable(syntax::NodeRef node) {
  for (std::optional<syntax::NodeRef> at = node; at; at = at->parent()) {
    if (Definition::covers(kind_of(*at))) {
      return Definition(*at).is_executable();
    }
  }
  return false;
}

/// The search in one project.
class Searcher {
 public:
  Searcher(const Schema& schema, const Subject& subject, Kinship kinship)
      : schema_(schema), subject_(subject), entity_(subject.entity) {
    for (const Entity& entity : related(schema, entity_, kinship)) {
      types_.insert(entity.type);
    }
  }

  void search_file(FileId file) {
    schema_.context().checkpoint();
    search_imports(file);
    const NameTable& names = schema_.context().get<FileNames>(file);
    if (entity_.kind == Kind::field) {
      search_field_sets(file);
    }
    const std::vector<syntax::NodeRef> leaves = names.spelled(written_name(entity_));
    if (leaves.empty() || (entity_.kind == Kind::fragment && !has_fragment(file))) {
      return;
    }
    for (const syntax::NodeRef leaf : leaves) {
      if (!stands_in(schema_.context(), file, leaf.range(), written_name(entity_))) {
        continue;
      }
      const bool is_value = kind_of(leaf) == NodeKind::enum_value;
      const syntax::NodeRef production = is_value ? leaf : leaf.parent().value_or(leaf);
      if (can_name(entity_.kind, kind_of(production))) {
        look_at(file, names.tree(), leaf, production);
      }
    }
  }

  void append_to(std::vector<FoundName>& found) const {
    found.insert(found.end(), found_.begin(), found_.end());
  }

 private:
  /// Whether the name means the same fragment in that file.
  [[nodiscard]] bool has_fragment(FileId file) const {
    const auto meant = find_fragment(schema_.context(), schema_.project(), file, entity_.name);
    if (meant.has_value() != subject_.definition.has_value()) {
      return false;
    }
    return !meant || schema_.context().lookup(*meant).file ==
                         schema_.context().lookup(*subject_.definition).file;
  }

  /// Import comments name types, their fields, and fragments.
  void search_imports(FileId file) {
    const std::string_view text = schema_.context().get<FileNames>(file).tree().text();
    const bool means_fragments = entity_.kind == Kind::fragment && !schema_.has_type(entity_.name);
    for (const Import& import : imports_in(text)) {
      for (const ImportedName& imported : import.names) {
        const std::string_view name = base::slice(text, imported.name);
        const bool is_whole = entity_.kind == Kind::type || (means_fragments && !imported.member);
        if (is_whole && name == entity_.name) {
          add_in_comment(file, imported.name);
        } else if (entity_.kind == Kind::field && imported.member && types_.contains(name) &&
                   base::slice(text, *imported.member) == entity_.name) {
          add_in_comment(file, *imported.member);
        }
      }
    }
  }

  void add_in_comment(FileId file, base::TextRange range) {
    found_.push_back({.file = file,
                      .node = schema_.context().get<FileNames>(file).tree().root(),
                      .name = range,
                      .is_in_text = true});
  }

  void search_field_sets(FileId file) {
    for (const FieldSet& set : schema_.context().get<FileFieldSets>(file).all()) {
      const TypeShape* root = schema_.find_type(set.type);
      const auto count = root != nullptr ? static_cast<std::uint32_t>(set.tree.nodes().size()) : 0U;
      for (std::uint32_t i = 0; i < count; ++i) {
        const auto field = cast<Field>(set.tree.node(syntax::NodeIndex{i}));
        const auto name = field ? field->name_node() : std::nullopt;
        if (!name || name->text() != entity_.name) {
          continue;
        }
        const TypeShape* parent = type_of_selection_set(schema_, field->node().parent(), root);
        if (parent != nullptr && types_.contains(parent->name)) {
          found_.push_back({.file = file,
                            .node = field->node(),
                            .name = set.in_file(name->range()),
                            .is_in_text = true});
        }
      }
    }
  }

  void look_at(FileId file, const syntax::Tree& tree, syntax::NodeRef leaf,
               syntax::NodeRef production) {
    if (kind_of(production) == NodeKind::field) {
      const TypeShape* parent = type_of_selection_set(schema_, production.parent());
      if (parent != nullptr && types_.contains(parent->name) &&
          schema_.find_field(*parent, entity_.name) != nullptr) {
        found_.push_back({file, production, leaf.range(), false});
      }
      return;
    }
    const auto use = entity_of(schema_, tree, leaf.first_token());
    if (!use || use->entity.kind != entity_.kind || use->entity.name != entity_.name ||
        use->entity.argument != entity_.argument || !types_.contains(use->entity.type)) {
      return;
    }
    if (role_of(schema_.context(), file) == FileRole::loose && !is_executable(production)) {
      return;  // type definitions that do not count
    }
    found_.push_back({file, production, leaf.range(), use->is_definition});
  }

  const Schema& schema_;
  const Subject& subject_;
  const Entity& entity_;
  std::unordered_set<std::string, NameHash, std::equal_to<>> types_;
  std::vector<FoundName> found_;
};

void sort_by_place(engine::Context& context, std::vector<FoundName>& found) {
  const auto is_before = [&context](const FoundName& left, const FoundName& right) {
    if (left.file == right.file) {
      return left.name < right.name;
    }
    return context.lookup(left.file).path < context.lookup(right.file).path;
  };
  // The files of one project are searched in order.
  if (!std::ranges::is_sorted(found, is_before)) {
    std::ranges::sort(found, is_before);
  }
  const auto repeated = std::ranges::unique(found, [](const auto& left, const auto& right) {
    return left.file == right.file && left.name == right.name;
  });
  found.erase(repeated.begin(), repeated.end());
}

/// The mentions of a variable in those definitions of a file that share it.
void add_variables(engine::Context& context, FileId file, const std::string& name,
                   const std::unordered_set<DefinitionId>& shared, std::vector<FoundName>& found) {
  for (const syntax::NodeRef leaf : context.get<FileNames>(file).spelled(name)) {
    const auto variable = leaf.parent();
    if (!variable || kind_of(*variable) != NodeKind::variable) {
      continue;
    }
    const DefinitionEntry* definition = definition_around(context, file, leaf.range());
    if (definition != nullptr && shared.contains(definition->id)) {
      const auto around = variable->parent();
      found.push_back(
          {.file = file,
           .node = *variable,
           .name = leaf.range(),
           .is_definition = around && kind_of(*around) == NodeKind::variable_definition});
    }
  }
}

std::vector<FoundName> search_variable(const Schema& schema, const Subject& subject,
                                       bool only_in_file) {
  std::vector<FoundName> found;
  if (!subject.definition) {
    return found;
  }
  engine::Context& context = schema.context();
  const std::vector<DefinitionId> sharing =
      sharing_variable(context, schema.project(), {*subject.definition}, subject.entity.name);
  const std::unordered_set<DefinitionId> shared(sharing.begin(), sharing.end());
  std::unordered_set<FileId> passed;
  for (const DefinitionId definition : sharing) {
    const FileId file = context.lookup(definition).file;
    if ((!only_in_file || file == subject.file) && passed.insert(file).second) {
      add_variables(context, file, subject.entity.name, shared, found);
    }
  }
  sort_by_place(context, found);
  return found;
}

std::vector<FileId> defining_files(const Schema& schema, const Subject& subject) {
  engine::Context& context = schema.context();
  const Entity& entity = subject.entity;
  switch (entity.kind) {
    case Kind::type:
      return context.get<TypeSources>({schema.project(), entity.name}).files;
    case Kind::field:
    case Kind::argument:
    case Kind::input_field:
    case Kind::enum_value:
      return context.get<TypeSources>({schema.project(), entity.type}).files;
    case Kind::directive:
    case Kind::directive_argument:
      return context.get<DirectiveSources>({schema.project(), entity.name}).files;
    default:
      return {};
  }
}

}  // namespace

std::vector<ProjectId> projects_of(const Schema& schema, const Subject& subject) {
  std::vector<ProjectId> projects = {schema.project()};
  const std::vector<FileId> files = defining_files(schema, subject);
  engine::Context& context = schema.context();
  for (const Project& project : context.get<Projects>({})) {
    if (files.empty() || project.id == schema.project()) {
      continue;
    }
    const std::vector<FileId>& shared = context.get<ProjectFiles>(project.id).schema;
    if (std::ranges::find_first_of(files, shared) != files.end()) {
      projects.push_back(project.id);
    }
  }
  return projects;
}

std::vector<FoundName> search(const Schema& schema, const Subject& subject, Kinship kinship) {
  if (subject.entity.kind == Kind::variable) {
    return search_variable(schema, subject, false);
  }
  if (subject.entity.kind == Kind::operation) {
    return {{subject.file, subject.node, subject.name, true}};
  }
  std::vector<FoundName> found;
  engine::Context& context = schema.context();
  for (const ProjectId project : projects_of(schema, subject)) {
    const Schema project_schema(context, project);
    Searcher searcher(project_schema, subject, kinship);
    for (const FileId file : context.get<SearchedFiles>(project)) {
      searcher.search_file(file);
    }
    searcher.append_to(found);
  }
  sort_by_place(context, found);
  return found;
}

std::vector<FoundName> search_definitions(const Schema& schema, const Subject& subject,
                                          Kinship kinship) {
  if (subject.entity.kind == Kind::variable || subject.entity.kind == Kind::operation) {
    return search(schema, subject, kinship);
  }
  std::vector<FileId> files = defining_files(schema, subject);
  if (subject.definition) {
    files.push_back(schema.context().lookup(*subject.definition).file);
  }
  std::vector<FoundName> found;
  Searcher searcher(schema, subject, kinship);
  for (const FileId file : files) {
    searcher.search_file(file);
  }
  searcher.append_to(found);
  sort_by_place(schema.context(), found);
  return found;
}

std::vector<FoundName> search_in_file(const Schema& schema, const Subject& subject,
                                      Kinship kinship) {
  if (subject.entity.kind == Kind::variable) {
    return search_variable(schema, subject, true);
  }
  if (subject.entity.kind == Kind::operation) {
    return {{subject.file, subject.node, subject.name, true}};
  }
  std::vector<FoundName> found;
  Searcher searcher(schema, subject, kinship);
  searcher.search_file(subject.file);
  searcher.append_to(found);
  sort_by_place(schema.context(), found);
  return found;
}

}  // namespace troupe::graphql
