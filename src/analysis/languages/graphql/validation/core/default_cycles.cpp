// A default object leaves fields out, and those are filled in by their own defaults: that is how a
// default comes to contain itself. Each field's default is followed once. Most schemas have no such
// field with a default at all, and are done at once.
#include "analysis/languages/graphql/validation/core/default_cycles.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"

namespace troupe::graphql {
namespace {

/// Defaults within defaults; beyond it they are not followed.
constexpr std::size_t depth_limit = 200;

using FieldName = std::pair<std::string, std::string>;  ///< type and field

class DefaultWalk {
 public:
  DefaultWalk(engine::Context& context, ProjectId project)
      : context_(&context), project_(project) {}

  void walk_type(const std::string& type) {
    for (const InputDefaults::Field& field : fields_of(type)) {
      follow(type, field);
    }
  }

  std::vector<InputCycle> take() { return std::move(cycles_); }

 private:
  [[nodiscard]] const std::vector<InputDefaults::Field>& fields_of(const std::string& type) const {
    return context_->get<InputDefaults>({project_, type});
  }

  // NOLINTNEXTLINE(misc-no-recursion): `depth_limit`.
  void follow(const std::string& type, const InputDefaults::Field& field) {
    if (field.default_value.empty()) {
      return;
    }
    FieldName name(type, field.name);
    const auto begin = std::ranges::find(path_, name);
    if (begin != path_.end()) {
      cycles_.emplace_back(begin, path_.end());
      return;
    }
    if (path_.size() == depth_limit || !followed_.insert(name).second) {
      return;
    }
    path_.push_back(std::move(name));
    const syntax::Tree tree = parse(base::SourceText("{f(a:" + field.default_value + ")}"));
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
      if (const auto argument = cast<Argument>(tree.node(syntax::NodeIndex{i}))) {
        if (const auto value = argument->value()) {
          walk_value(field.target, *value);
        }
        break;
      }
    }
    path_.pop_back();
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as values nest, which the parser limits.
  void walk_value(const std::string& type, const Value& value) {
    if (const auto list = value.as<ListValue>()) {
      for (const Value item : list->values()) {
        walk_value(type, item);
      }
      return;
    }
    const auto object = value.as<ObjectValue>();
    if (!object) {
      return;
    }
    std::map<std::string_view, Value> given;
    for (const ObjectField field : object->fields()) {
      if (const auto inner = field.value()) {
        given.insert_or_assign(field.name(), *inner);
      }
    }
    for (const InputDefaults::Field& field : fields_of(type)) {
      if (const auto found = given.find(field.name); found != given.end()) {
        walk_value(field.target, found->second);
      } else {
        follow(type, field);
      }
    }
  }

  engine::Context* context_;
  ProjectId project_;
  std::vector<FieldName> path_;
  std::set<FieldName> followed_;
  std::vector<InputCycle> cycles_;
};

}  // namespace

std::vector<InputDefaults::Field> InputDefaults::execute(engine::Context& context,
                                                         const ProjectName& key) {
  std::vector<Field> fields;
  const auto& type = context.get<TypeOfName>(key);
  if (!type || type->kind != TypeKind::input_object) {
    return fields;
  }
  for (const InputValueShape& field : type->input_fields) {
    const std::string target(field.type.name);
    if (context.get<TypeKindOfName>({key.project, target}) == TypeKind::input_object) {
      fields.push_back({std::string(field.name), target, std::string(field.default_value)});
    }
  }
  return fields;
}

std::vector<InputCycle> CircularDefaults::execute(engine::Context& context,
                                                  const ProjectId& project) {
  bool has_defaults = false;
  for (const NameIndex::Entry& entry :
       context.get<SchemaNames>(project).names(DefinitionSpace::type)) {
    has_defaults |= std::ranges::any_of(
        context.get<InputDefaults>({project, entry.name}),
        [](const InputDefaults::Field& field) { return !field.default_value.empty(); });
  }
  if (!has_defaults) {
    return {};
  }
  DefaultWalk walk(context, project);
  for (const std::string_view type : types_in_order(context, project)) {
    walk.walk_type(std::string(type));
  }
  return walk.take();
}

}  // namespace troupe::graphql
