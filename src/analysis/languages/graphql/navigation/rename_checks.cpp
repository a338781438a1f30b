// Sentences are for the user, who sees them instead of an edit: they name the thing that stands in
// the way and where it does.
#include "analysis/languages/graphql/navigation/rename_checks.hpp"

#include <algorithm>

#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/syntax/character_scan.hpp"
#include "base/uri.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;
using Objection = std::optional<std::string>;

std::string quoted(std::string_view name) {
  return "`" + std::string(name) + "`";
}

/// As people write it: `User.name`, `@include(if:)`.
std::string spelled(const Entity& entity) {
  switch (entity.kind) {
    case Kind::field:
    case Kind::input_field:
    case Kind::enum_value:
      return quoted(entity.type + "." + entity.name);
    case Kind::argument:
      return quoted(entity.type + "." + entity.name + "(" + entity.argument + ":)");
    case Kind::directive:
      return quoted("@" + entity.name);
    case Kind::directive_argument:
      return quoted("@" + entity.name + "(" + entity.argument + ":)");
    case Kind::variable:
      return quoted("$" + entity.name);
    default:
      return quoted(entity.name);
  }
}

bool is_built_in(const Schema& schema, const Entity& entity) {
  switch (entity.kind) {
    case Kind::type:
      return is_built_in_type(entity.name);
    case Kind::field:
      return entity.name.starts_with("__") || is_built_in_type(entity.type);
    case Kind::argument:
      return entity.name.starts_with("__") || is_built_in_type(entity.type);
    case Kind::input_field:
    case Kind::enum_value:
      return is_built_in_type(entity.type);
    case Kind::directive:
    case Kind::directive_argument:
      // A schema may define them anew, but not under another name.
      return is_built_in_directive(entity.name) && schema.find_directive(entity.name) != nullptr;
    default:
      return false;
  }
}

/// Whether a file is the user's to change: open, or in a folder of the workspace; and not installed
/// there.
bool is_of_workspace(engine::Context& context, FileId file) {
  const std::string& path = context.lookup(file).path;
  if (path.find("/node_modules/") != std::string::npos) {
    return false;
  }
  if (context.find<ide::OpenDocumentInput>(file) != nullptr) {
    return true;
  }
  const auto* folders = context.find<ide::WorkspaceFolders>({});
  return folders == nullptr || folders->empty() || path.empty() || path.front() != '/' ||
         std::ranges::any_of(*folders, [&path](const std::string& folder) {
           return base::path_below(path, folder).has_value();
         });
}

/// Whether the schema has a root only because of this type's name.
bool is_root_by_name(const Schema& schema, std::string_view name) {
  const NameIndex::Entry* definitions =
      schema.context().get<SchemaNames>(schema.project()).find(DefinitionSpace::schema, "");
  return (definitions == nullptr || !definitions->has_definition) &&
         (name == "Query" || name == "Mutation" || name == "Subscription");
}

Objection operation_collision(const Schema& schema, const std::string& new_name) {
  const NameIndex& names = schema.context().get<DocumentNames>(schema.project());
  if (names.find(DefinitionSpace::operation, new_name) != nullptr) {
    return "There is an operation " + quoted(new_name) + " already.";
  }
  return std::nullopt;
}

Objection fragment_collision(const Schema& schema, const Subject& subject,
                             const std::string& new_name) {
  if (find_fragment(schema.context(), schema.project(), subject.file, new_name)) {
    return "There is a fragment " + quoted(new_name) + " already.";
  }
  return std::nullopt;
}

Objection variable_collision(const Schema& schema, const Subject& subject,
                             const std::string& new_name) {
  engine::Context& context = schema.context();
  const std::vector<DefinitionId> sharing =
      sharing_variable(context, schema.project(), {*subject.definition}, subject.entity.name);
  // Whoever shares the old name with it shares the new one, too.
  for (const DefinitionId other : sharing_variable(context, schema.project(), sharing, new_name)) {
    const ExecutableSummary& summary = context.get<DefinitionSummary>(other);
    for (const auto* list : {&summary.variables, &summary.uses}) {
      if (std::ranges::find(*list, new_name, &NameUse::name) != list->end()) {
        const std::string& name = context.lookup(other).name;
        return "There is a variable " + quoted("$" + new_name) + " already, in " +
               (name.empty() ? "the anonymous operation" : quoted(name)) + ".";
      }
    }
  }
  return std::nullopt;
}

/// Of a field, input field, enum value or argument: in each type of the family.
Objection member_collision(const Schema& schema, const Entity& entity,
                           const std::string& new_name) {
  for (const Entity& kin : related(schema, entity, Kinship::family)) {
    const TypeShape* type = schema.find_type(kin.type);
    if (type == nullptr) {
      continue;
    }
    const FieldShape* field = type->find_field(kin.name);
    const bool is_taken = kin.kind == Kind::argument
                              ? field != nullptr && field->find_argument(new_name) != nullptr
                              : type->find_field(new_name) != nullptr ||
                                    type->find_input_field(new_name) != nullptr ||
                                    type->find_value(new_name) != nullptr;
    if (is_taken) {
      Entity taken = kin;
      (kin.kind == Kind::argument ? taken.argument : taken.name) = new_name;
      return spelled(taken) + " is there already.";
    }
  }
  return std::nullopt;
}

Objection collision_in(const Schema& schema, const Subject& subject, const std::string& new_name) {
  const Entity& entity = subject.entity;
  switch (entity.kind) {
    case Kind::type:
      if (schema.has_type(new_name)) {
        return "There is a type " + quoted(new_name) + " already.";
      }
      if (is_root_by_name(schema, new_name)) {
        return "A type named " + quoted(new_name) +
               " would become a root of the schema, since there is no `schema` definition.";
      }
      return std::nullopt;
    case Kind::directive:
      if (schema.find_directive(new_name) != nullptr) {
        return "There is a directive " + quoted("@" + new_name) + " already.";
      }
      return std::nullopt;
    case Kind::directive_argument: {
      const DirectiveShape* directive = schema.find_directive(entity.name);
      if (directive != nullptr && directive->find_argument(new_name) != nullptr) {
        return quoted("@" + entity.name + "(" + new_name + ":)") + " is there already.";
      }
      return std::nullopt;
    }
    case Kind::operation:
      return operation_collision(schema, new_name);
    case Kind::fragment:
      return fragment_collision(schema, subject, new_name);
    case Kind::variable:
      return variable_collision(schema, subject, new_name);
    default:
      return member_collision(schema, entity, new_name);
  }
}

}  // namespace

Objection objection_to_renaming(const Schema& schema, const Subject& subject,
                                const std::vector<FoundName>& found) {
  const Entity& entity = subject.entity;
  if (entity.kind == Kind::directive_location) {
    return quoted(entity.name) + " is a word of the language.";
  }
  if (is_built_in(schema, entity)) {
    return spelled(entity) + " is part of GraphQL.";
  }
  if (std::ranges::none_of(found, &FoundName::is_definition)) {
    if (entity.kind == Kind::variable) {
      return "No operation that is known defines " + spelled(entity) + ".";
    }
    return spelled(entity) + " is not defined in a GraphQL file of this workspace.";
  }
  for (const FoundName& name : found) {
    if (!is_of_workspace(schema.context(), name.file)) {
      return spelled(entity) + " is also named in " +
             quoted(schema.context().lookup(name.file).path) +
             ", which is not a file of this workspace.";
    }
  }
  if (entity.kind == Kind::type && is_root_by_name(schema, entity.name)) {
    return spelled(entity) +
           " is a root of the schema because of its name: add a `schema` definition first.";
  }
  return std::nullopt;
}

Objection objection_to_name(Kind kind, std::string_view new_name) {
  const bool is_name = !new_name.empty() && scan::is_name_start(new_name.front()) &&
                       std::ranges::all_of(new_name, scan::is_name_part);
  if (!is_name) {
    return quoted(new_name) +
           " is not a name: names are made of letters, digits and `_`, and begin with no digit.";
  }
  if (new_name.starts_with("__") && kind != Kind::variable && kind != Kind::operation &&
      kind != Kind::fragment) {
    return "Names that begin with `__` are reserved for introspection.";
  }
  if (kind == Kind::enum_value &&
      (new_name == "true" || new_name == "false" || new_name == "null")) {
    return quoted(new_name) + " cannot be the name of an enum value.";
  }
  if (kind == Kind::fragment && new_name == "on") {
    return "`on` cannot be the name of a fragment.";
  }
  return std::nullopt;
}

Objection collision(const Schema& schema, const Subject& subject, const std::string& new_name) {
  for (const ProjectId project : projects_of(schema, subject)) {
    if (auto objection = collision_in(Schema(schema.context(), project), subject, new_name)) {
      return objection;
    }
  }
  return std::nullopt;
}

Objection alias_collision(const Field& field, std::string_view new_name) {
  const auto set = field.node().parent();
  for (const Selection selection : Children<Selection>(set)) {
    const auto other = selection.as<Field>();
    if (other && *other != field && other->response_name() == new_name) {
      return quoted(new_name) + " is selected here already.";
    }
  }
  return std::nullopt;
}

}  // namespace troupe::graphql
