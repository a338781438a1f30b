#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 6> kind_words = {"scalar", "object", "interface",
                                                        "union",  "enum",   "input object"};

/// The last definition beside the extension, in the schema or in the documents, as the reference
/// has it; else the one below.
const Part* find_definition_of(const Walk& walk, const std::vector<Part>& parts) {
  const bool is_base = walk.role() == FileRole::schema;
  const Part* found = nullptr;
  for (const Part& part : parts) {
    if (!part.is_extension() &&
        (found == nullptr || part.is_base == is_base || found->is_base != is_base)) {
      found = &part;
    }
  }
  return found;
}

TypeKind kind_of_part(const Part& part) {
  switch (part.kind) {
    case NodeKind::object_type_definition:
      return TypeKind::object;
    case NodeKind::interface_type_definition:
      return TypeKind::interface;
    case NodeKind::union_type_definition:
      return TypeKind::union_type;
    case NodeKind::enum_type_definition:
      return TypeKind::enumeration;
    case NodeKind::input_object_type_definition:
      return TypeKind::input_object;
    default:
      return TypeKind::scalar;
  }
}

void report_kind(const Walk& walk, const TypeDefinition& extension, const Part* definition) {
  const base::TextRange here = head_range(extension.node(), extension.name_node());
  const std::string message =
      "Cannot extend non-" +
      std::string(kind_words[static_cast<std::size_t>(extension.type_kind())]) + " type \"" +
      std::string(extension.name()) + "\".";
  const bool is_beside =
      definition != nullptr && definition->is_base == (walk.role() == FileRole::schema);
  if (!is_beside) {
    walk.report(here, message);
    return;
  }
  const Place defined{definition->id, head_of(walk.context(), definition->id)};
  if (walk.context().lookup(definition->id).file == walk.file()) {
    walk.report(defined, message, {{walk.place(here), "extended here"}});
  } else {
    walk.report(walk.place(here), message, {{defined, "defined here"}});
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition extension(node);
  const std::string name(extension.name());
  if (name.empty()) {
    return;
  }
  const ProjectId project = walk.schema().project();
  const Part* definition = find_definition_of(walk, walk.context().get<TypeParts>({project, name}));
  if (definition != nullptr) {
    if (kind_of_part(*definition) != extension.type_kind()) {
      report_kind(walk, extension, definition);
    }
    return;
  }
  const Sources& sources = walk.context().get<TypeSources>({project, name});
  if (sources.has_definition) {  // a built-in one
    const TypeShape* shape = walk.schema().find_type(name);
    if (shape != nullptr && shape->kind != extension.type_kind()) {
      report_kind(walk, extension, nullptr);
    }
  } else if (walk.schema().is_whole()) {
    std::vector<std::string_view> names = walk.schema().type_names();
    std::erase(names, name);  // known by this very extension
    walk.report(extension.name_node()->range(), "Cannot extend type \"" + name +
                                                    "\" because it is not defined." +
                                                    did_you_mean(suggestion_list(name, names)));
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::scalar_type_extension, check},    {NodeKind::object_type_extension, check},
    {NodeKind::interface_type_extension, check}, {NodeKind::union_type_extension, check},
    {NodeKind::enum_type_extension, check},      {NodeKind::input_object_type_extension, check},
};

}  // namespace

constinit const Rule possible_type_extensions = {
    .code = "graphql/possible-type-extensions",
    .summary = "Only types that exist are extended, and each by its like.",
    .nodes = checks,
};

}  // namespace troupe::graphql
