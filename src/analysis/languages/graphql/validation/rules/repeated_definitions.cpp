// The first definition counts; each further one is reported at the first, with the further one as
// second place, as the reference does.
#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"

#include <algorithm>

#include "analysis/languages/graphql/schema/documents.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view first_here = "first defined here";
constexpr std::string_view again_here = "defined again here";

Place name_place(const Walk& walk, DefinitionId definition) {
  return {definition, walk.context().get<DefinitionOutline>(definition).name};
}

bool is_here(const Walk& walk, DefinitionId definition) {
  return walk.context().lookup(definition).file == walk.file();
}

void report_member(const Walk& walk, std::string_view subject, const RepeatedMember& member) {
  const std::string name = std::string(subject) + " \"" +
                           walk.context().lookup(walk.definition()).name + "." + member.name + "\"";
  const std::string message = name + " can only be defined once.";
  const bool is_again_here = member.again.definition == walk.definition();
  if (member.is_in_schema) {
    if (is_again_here) {
      walk.report(member.again,
                  name +
                      " already exists in the schema. It cannot also be defined in this type "
                      "extension.",
                  {});
    }
    return;
  }
  const bool is_one_file =
      is_here(walk, member.first.definition) && is_here(walk, member.again.definition);
  if (is_again_here && !is_one_file) {
    walk.report(member.again, message, {{member.first, first_here}});
  } else if (member.first.definition == walk.definition()) {
    walk.report(member.first, message, {{member.again, again_here}});
  }
}

}  // namespace

void report_repeated_in_file(const Walk& walk, base::TextRange name, const std::string& message) {
  const DefinitionId first = walk.context().get<FirstOfName>(walk.definition());
  if (first != walk.definition()) {
    walk.report(name_place(walk, first), message, {{walk.place(name), again_here}});
  }
}

void report_repeated_in_schema(const Walk& walk, base::TextRange name,
                               const std::vector<Part>& parts, bool is_built_in,
                               const std::string& message, const std::string& in_schema) {
  const bool is_base = walk.role() == FileRole::schema;
  if (!is_base && (is_built_in || std::ranges::any_of(parts, [](const Part& part) {
                     return part.is_base && !part.is_extension();
                   }))) {
    walk.report(name, in_schema);
    return;
  }
  const Part* first = nullptr;
  for (const Part& part : parts) {
    if (part.is_extension() || part.is_base != is_base) {
      continue;
    }
    if (first == nullptr) {
      first = &part;
    } else if (part.id == walk.definition()) {
      if (is_here(walk, first->id)) {
        walk.report(name_place(walk, first->id), message, {{walk.place(name), again_here}});
      } else {
        walk.report(walk.place(name), message, {{name_place(walk, first->id), first_here}});
      }
    } else if (first->id == walk.definition() && !is_here(walk, part.id)) {
      walk.report(walk.place(name), message, {{name_place(walk, part.id), again_here}});
    }
  }
}

void report_repeated_members(const Walk& walk, std::string_view subject, bool of_enumeration) {
  const std::string& type = walk.context().lookup(walk.definition()).name;
  if (type.empty()) {
    return;
  }
  for (const RepeatedMember& member :
       walk.context().get<RepeatedMembers>({walk.schema().project(), type})) {
    if (member.is_enum_value == of_enumeration) {
      report_member(walk, subject, member);
    }
  }
}

}  // namespace troupe::graphql
