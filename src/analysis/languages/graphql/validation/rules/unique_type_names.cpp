// The first definition counts; each further one is reported at the first, with the further one as
// second place, as the reference does. Where the two stand in different files, both files show it,
// each at its own definition. A document on top of a schema cannot define what the schema has.
#include <algorithm>
#include <string>

#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

class TypeNameChecker {
 public:
  TypeNameChecker(const Walk& walk, const TypeDefinition& definition)
      : walk_(&walk), name_(definition.name()), range_(definition.name_node()->range()) {}

  void check() const {
    engine::Context& context = walk_->context();
    const std::vector<Part>& parts =
        context.get<TypeParts>({walk_->schema().project(), std::string(name_)});
    const bool is_base = walk_->role() == FileRole::schema;
    if (!is_base && (is_built_in_type(name_) || std::ranges::any_of(parts, [](const Part& part) {
                       return part.is_base && !part.is_extension();
                     }))) {
      walk_->report(range_, "Type \"" + std::string(name_) +
                                "\" already exists in the schema. It cannot also be defined in "
                                "this type definition.");
      return;
    }
    const Part* first = nullptr;
    for (const Part& part : parts) {
      if (part.is_extension() || part.is_base != is_base) {
        continue;
      }
      if (first == nullptr) {
        first = &part;
      } else if (part.id == walk_->definition()) {
        report_second(*first);
      } else if (first->id == walk_->definition() && !is_here(part)) {
        report_first(part);
      }
    }
  }

 private:
  [[nodiscard]] bool is_here(const Part& part) const {
    return walk_->context().lookup(part.id).file == walk_->file();
  }

  [[nodiscard]] Place name_place(const Part& part) const {
    return {part.id, walk_->context().get<DefinitionOutline>(part.id).name};
  }

  [[nodiscard]] std::string message() const {
    return "There can be only one type named \"" + std::string(name_) + "\".";
  }

  void report_second(const Part& first) const {
    if (is_here(first)) {
      walk_->report(name_place(first), message(), {{walk_->place(range_), "defined again here"}});
    } else {
      walk_->report(walk_->place(range_), message(), {{name_place(first), "first defined here"}});
    }
  }

  void report_first(const Part& second) const {
    walk_->report(walk_->place(range_), message(), {{name_place(second), "defined again here"}});
  }

  const Walk* walk_;
  std::string_view name_;
  base::TextRange range_;
};

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition definition(node);
  if (!definition.name().empty()) {
    TypeNameChecker(walk, definition).check();
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::scalar_type_definition, check},    {NodeKind::object_type_definition, check},
    {NodeKind::interface_type_definition, check}, {NodeKind::union_type_definition, check},
    {NodeKind::enum_type_definition, check},      {NodeKind::input_object_type_definition, check},
};

}  // namespace

constinit const Rule unique_type_names = {
    .code = "graphql/unique-type-names",
    .summary = "A type is defined once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
