// Shapes are compared member by member; the places and descriptions come from the origins, and only
// where they are wanted. Built-in types and directives are equal on both sides, unless a project
// defines a directive of that name itself.
//
// Whether a change of type is safe depends on who gives the value: an output may become narrower
// (`Pet` to `Pet!`), an input wider (`ID!` to `ID`).
#include "analysis/languages/graphql/changes/schema_changes.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "analysis/languages/graphql/changes/canonical_value.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

using Impact = SchemaChange::Impact;

bool is_safe_for_output(const TypeReference& before, const TypeReference& after) {
  if (after.is_non_null() && !before.is_non_null()) {
    return is_safe_for_output(before, after.nullable());
  }
  if (before.is_non_null() != after.is_non_null()) {
    return false;
  }
  if (before.is_list() || after.is_list()) {
    return before.is_list() && after.is_list() &&
           is_safe_for_output(before.nullable().item(), after.nullable().item());
  }
  return before.name == after.name;
}

bool is_safe_for_input(const TypeReference& before, const TypeReference& after) {
  return is_safe_for_output(after, before);
}

std::string_view described(TypeKind kind) {
  constexpr std::array<std::string_view, 6> words = {"a Scalar type",     "an Object type",
                                                     "an Interface type", "a Union type",
                                                     "an Enum type",      "an Input type"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string text_of(const TypeReference& type) {
  return type.to_string();
}

/// A list of names or members on both sides; points into the lists that it was made from.
template <typename Item>
struct Difference {
  std::vector<const Item*> removed;
  std::vector<const Item*> added;
  std::vector<std::pair<const Item*, const Item*>> kept;
};

std::string_view name_of(std::string_view name) {
  return name;
}
template <typename Item>
std::string_view name_of(const Item& item) {
  return item.name;
}

template <typename Item>
Difference<Item> difference(const std::vector<Item>& before, const std::vector<Item>& after) {
  const auto sorted = [](const std::vector<Item>& items) {
    std::vector<const Item*> order;
    order.reserve(items.size());
    for (const Item& item : items) {
      order.push_back(&item);
    }
    std::ranges::stable_sort(order, {}, [](const Item* item) { return name_of(*item); });
    return order;
  };
  const std::vector<const Item*> left = sorted(before);
  const std::vector<const Item*> right = sorted(after);
  Difference<Item> result;
  auto at = right.begin();
  for (const Item* item : left) {
    while (at != right.end() && name_of(**at) < name_of(*item)) {
      result.added.push_back(*at++);
    }
    if (at != right.end() && name_of(**at) == name_of(*item)) {
      result.kept.emplace_back(item, *at++);
    } else {
      result.removed.push_back(item);
    }
  }
  result.added.insert(result.added.end(), at, right.end());
  return result;
}

/// A place in one of the two schemas.
struct Where {
  std::optional<ide::FileRange> range;
  bool is_in_old = false;
};

template <typename Item>
Difference<Item> difference(std::vector<Item>&& before, std::vector<Item>&& after) = delete;

template <typename View>
std::string description_of(const std::optional<Origin<View>>& origin) {
  const auto description = origin ? origin->node.description() : std::nullopt;
  return description ? description->value() : std::string();
}

std::optional<Origin<TypeDefinition>> type_origin(const Schema& schema, std::string_view type) {
  const auto origins = type_origins(schema.context(), schema.project(), type);
  return origins.empty() ? std::nullopt : std::optional(origins.front());
}

/// Where an input value is defined: the same for arguments and input fields.
using InputOrigin = std::optional<Origin<InputValueDefinition>>;

struct InputKinds {
  std::string_view noun;  ///< "Argument" or "Field"
  std::string_view removed;
  std::string_view required_added;
  std::string_view optional_added;
  Impact optional_impact = Impact::dangerous;
  std::string_view changed;
  std::string_view changed_safely;
  std::string_view default_changed;
  std::string_view default_added;
};
constexpr InputKinds field_argument = {.noun = "Argument",
                                       .removed = "ARG_REMOVED",
                                       .required_added = "REQUIRED_ARG_ADDED",
                                       .optional_added = "OPTIONAL_ARG_ADDED",
                                       .changed = "ARG_CHANGED_KIND",
                                       .changed_safely = "ARG_CHANGED_KIND_SAFE",
                                       .default_changed = "ARG_DEFAULT_VALUE_CHANGE",
                                       .default_added = "ARG_DEFAULT_VALUE_ADDED"};
constexpr InputKinds directive_argument = {.noun = "Argument",
                                           .removed = "DIRECTIVE_ARG_REMOVED",
                                           .required_added = "REQUIRED_DIRECTIVE_ARG_ADDED",
                                           .optional_added = "OPTIONAL_DIRECTIVE_ARG_ADDED",
                                           .optional_impact = Impact::safe,
                                           .changed = "ARG_CHANGED_KIND",
                                           .changed_safely = "ARG_CHANGED_KIND_SAFE",
                                           .default_changed = "ARG_DEFAULT_VALUE_CHANGE",
                                           .default_added = "ARG_DEFAULT_VALUE_ADDED"};
constexpr InputKinds input_field = {.noun = "Field",
                                    .removed = "FIELD_REMOVED",
                                    .required_added = "REQUIRED_INPUT_FIELD_ADDED",
                                    .optional_added = "OPTIONAL_INPUT_FIELD_ADDED",
                                    .changed = "FIELD_CHANGED_KIND",
                                    .changed_safely = "FIELD_CHANGED_KIND_SAFE",
                                    .default_changed = "INPUT_FIELD_DEFAULT_VALUE_CHANGE",
                                    .default_added = "INPUT_FIELD_DEFAULT_VALUE_ADDED"};

class Comparison {
 public:
  Comparison(const Schema& before, const Schema& after) : before_(before), after_(after) {}

  std::vector<SchemaChange> run() {
    compare_roots();
    compare_types();
    compare_directives();
    std::ranges::stable_sort(changes_, [](const SchemaChange& left, const SchemaChange& right) {
      return std::tie(left.impact, left.coordinate, left.kind, left.message) <
             std::tie(right.impact, right.coordinate, right.kind, right.message);
    });
    return std::move(changes_);
  }

 private:
  template <typename View>
  [[nodiscard]] Where place_of(const Schema& schema,
                               const std::optional<Origin<View>>& origin) const {
    if (!origin || is_built_in_file(schema.context(), origin->file)) {
      return {};
    }
    const auto name = origin->node.name_node();
    return {ide::FileRange{origin->file, name ? name->range() : origin->node.range()},
            &schema == &before_};
  }

  void add(Impact impact, std::string_view kind, std::string coordinate, std::string message,
           const Where& where) {
    changes_.push_back(
        {impact, kind, std::move(coordinate), std::move(message), where.range, where.is_in_old});
  }

  template <typename View>
  void compare_descriptions(const std::string& coordinate,
                            const std::optional<Origin<View>>& before,
                            const std::optional<Origin<View>>& after) {
    const std::string now = description_of(after);
    if (description_of(before) != now) {
      add(Impact::safe, "DESCRIPTION_CHANGED", coordinate,
          "Description of " + coordinate + (now.empty() ? " was removed." : " has changed."),
          place_of(after_, after));
    }
  }

  template <typename Shape>
  void compare_deprecation(const std::string& coordinate, const Shape& before, const Shape& after,
                           const Where& where) {
    if (!before.is_deprecated && after.is_deprecated) {
      add(Impact::safe, "DEPRECATION_ADDED", coordinate, coordinate + " was deprecated.", where);
    } else if (before.is_deprecated && !after.is_deprecated) {
      add(Impact::safe, "DEPRECATION_REMOVED", coordinate, coordinate + " is no longer deprecated.",
          where);
    } else if (before.deprecation_reason != after.deprecation_reason) {
      add(Impact::safe, "DEPRECATION_REASON_CHANGED", coordinate,
          "The reason why " + coordinate + " is deprecated has changed.", where);
    }
  }

  void compare_roots() {
    constexpr std::array<std::pair<OperationType, std::string_view>, 3> operations = {
        {{OperationType::query, "query"},
         {OperationType::mutation, "mutation"},
         {OperationType::subscription, "subscription"}}};
    for (const auto& [operation, word] : operations) {
      const TypeShape* before = before_.root_type(operation);
      const TypeShape* after = after_.root_type(operation);
      if (before == nullptr && after != nullptr) {
        add(Impact::safe, "ROOT_TYPE_ADDED", std::string(after->name),
            std::string(after->name) + " became the schema's " + std::string(word) + " type.",
            place_of(after_, type_origin(after_, after->name)));
      } else if (before != nullptr && (after == nullptr || after->name != before->name)) {
        const std::string now =
            after == nullptr ? "has none" : "begins at " + std::string(after->name);
        add(Impact::breaking, "ROOT_TYPE_CHANGED", std::string(before->name),
            std::string(before->name) + " is no longer the schema's " + std::string(word) +
                " type; the schema " + now + ".",
            place_of(before_, type_origin(before_, before->name)));
      }
    }
  }

  void compare_types() {
    const auto own = [](const Schema& schema) {
      std::vector<std::string_view> names = schema.type_names();
      std::erase_if(names, is_built_in_type);
      return names;
    };
    const std::vector<std::string_view> old_names = own(before_);
    const std::vector<std::string_view> new_names = own(after_);
    const auto types = difference(old_names, new_names);
    for (const std::string_view* name : types.removed) {
      add(Impact::breaking, "TYPE_REMOVED", std::string(*name),
          std::string(*name) + " was removed.", place_of(before_, type_origin(before_, *name)));
    }
    for (const std::string_view* name : types.added) {
      add(Impact::safe, "TYPE_ADDED", std::string(*name), std::string(*name) + " was added.",
          place_of(after_, type_origin(after_, *name)));
    }
    for (const auto& [name, same] : types.kept) {
      before_.context().checkpoint();
      const TypeShape* before = before_.find_type(*name);
      const TypeShape* after = after_.find_type(*name);
      if (before != nullptr && after != nullptr) {
        compare_type(*before, *after);
      }
    }
  }

  void compare_type(const TypeShape& before, const TypeShape& after) {
    const std::string name(after.name);
    const auto origin = type_origin(after_, name);
    compare_descriptions(name, type_origin(before_, name), origin);
    if (before.kind != after.kind) {
      add(Impact::breaking, "TYPE_CHANGED_KIND", name,
          name + " changed from " + std::string(described(before.kind)) + " to " +
              std::string(described(after.kind)) + ".",
          place_of(after_, origin));
      return;
    }
    compare_interfaces(before, after);
    compare_fields(before, after);
    compare_input_fields(before, after);
    compare_members(before, after);
    compare_values(before, after);
    if (before.is_one_of != after.is_one_of) {
      add(Impact::breaking, after.is_one_of ? "ONE_OF_ADDED" : "ONE_OF_REMOVED", name,
          name + (after.is_one_of ? " became a OneOf input type."
                                  : " is no longer a OneOf input type."),
          place_of(after_, origin));
    }
  }

  void compare_interfaces(const TypeShape& before, const TypeShape& after) {
    const std::string name(after.name);
    const auto place = [&] { return place_of(after_, type_origin(after_, name)); };
    const auto interfaces = difference(before.interfaces, after.interfaces);
    for (const std::string_view* interface : interfaces.added) {
      add(Impact::dangerous, "IMPLEMENTED_INTERFACE_ADDED", name,
          std::string(*interface) + " added to interfaces implemented by " + name + ".", place());
    }
    for (const std::string_view* interface : interfaces.removed) {
      add(Impact::breaking, "IMPLEMENTED_INTERFACE_REMOVED", name,
          name + " no longer implements interface " + std::string(*interface) + ".", place());
    }
  }

  void compare_fields(const TypeShape& before, const TypeShape& after) {
    const auto place = [&](const Schema& schema, const FieldShape& field) {
      return field_origin(schema.context(), schema.project(), after.name, field.name);
    };
    const std::string prefix = std::string(after.name) + ".";
    const auto fields = difference(before.fields, after.fields);
    for (const FieldShape* field : fields.removed) {
      const std::string coordinate = prefix + std::string(field->name);
      add(Impact::breaking, "FIELD_REMOVED", coordinate, "Field " + coordinate + " was removed.",
          place_of(before_, place(before_, *field)));
    }
    for (const FieldShape* field : fields.added) {
      const std::string coordinate = prefix + std::string(field->name);
      add(Impact::safe, "FIELD_ADDED", coordinate, "Field " + coordinate + " was added.",
          place_of(after_, place(after_, *field)));
    }
    for (const auto& [old_field, field] : fields.kept) {
      const std::string coordinate = prefix + std::string(field->name);
      const auto origin = place(after_, *field);
      const auto where = place_of(after_, origin);
      if (old_field->type != field->type) {
        const bool is_safe = is_safe_for_output(old_field->type, field->type);
        add(is_safe ? Impact::safe : Impact::breaking,
            is_safe ? "FIELD_CHANGED_KIND_SAFE" : "FIELD_CHANGED_KIND", coordinate,
            "Field " + coordinate + " changed type from " + text_of(old_field->type) + " to " +
                text_of(field->type) + ".",
            where);
      }
      compare_deprecation(coordinate, *old_field, *field, where);
      compare_descriptions(coordinate, place(before_, *old_field), origin);
      const auto argument = [&](const Schema& schema, std::string_view name) {
        return argument_origin(schema.context(), schema.project(), after.name, field->name, name);
      };
      compare_inputs(
          old_field->arguments, field->arguments, field_argument, argument,
          [&](std::string_view name) { return coordinate + "(" + std::string(name) + ":)"; });
    }
  }

  void compare_input_fields(const TypeShape& before, const TypeShape& after) {
    const auto origin = [&](const Schema& schema, std::string_view name) {
      return input_field_origin(schema.context(), schema.project(), after.name, name);
    };
    compare_inputs(
        before.input_fields, after.input_fields, input_field, origin,
        [&](std::string_view name) { return std::string(after.name) + "." + std::string(name); });
  }

  /// Arguments or input fields. `origin(schema, name)` and `coordinate(name)` say where they are.
  template <typename FindOrigin, typename Coordinate>
  void compare_inputs(const std::vector<InputValueShape>& before,
                      const std::vector<InputValueShape>& after, const InputKinds& kinds,
                      const FindOrigin& origin, const Coordinate& coordinate) {
    const auto inputs = difference(before, after);
    for (const InputValueShape* input : inputs.removed) {
      const std::string name = coordinate(input->name);
      add(Impact::breaking, kinds.removed, name,
          std::string(kinds.noun) + " " + name + " was removed.",
          place_of(before_, origin(before_, input->name)));
    }
    const std::string noun = kinds.noun == "Argument" ? "argument " : "field ";
    for (const InputValueShape* input : inputs.added) {
      const std::string name = coordinate(input->name);
      const bool is_required = input->is_required();
      add(is_required ? Impact::breaking : kinds.optional_impact,
          is_required ? kinds.required_added : kinds.optional_added, name,
          std::string(is_required ? "A required " : "An optional ")
              .append(noun)
              .append(name)
              .append(" was added."),
          place_of(after_, origin(after_, input->name)));
    }
    for (const auto& [old_input, input] : inputs.kept) {
      compare_input(*old_input, *input, kinds, coordinate(input->name),
                    origin(before_, input->name), origin(after_, input->name));
    }
  }

  void compare_input(const InputValueShape& before, const InputValueShape& after,
                     const InputKinds& kinds, const std::string& coordinate,
                     const InputOrigin& old_origin, const InputOrigin& origin) {
    const auto where = place_of(after_, origin);
    const auto value_of = [](const InputOrigin& from) {
      const auto value = from ? from->node.default_value() : std::nullopt;
      return value ? canonical(*value) : std::string();
    };
    const std::string old_default = value_of(old_origin);
    const std::string new_default = value_of(origin);
    const auto changed_type = [&](Impact impact, std::string_view kind) {
      add(impact, kind, coordinate,
          std::string(kinds.noun) + " " + coordinate + " changed type from " +
              text_of(before.type) + " to " + text_of(after.type) + ".",
          where);
    };
    if (!is_safe_for_input(before.type, after.type)) {
      changed_type(Impact::breaking, kinds.changed);
    } else if (before.type != after.type) {
      changed_type(Impact::safe, kinds.changed_safely);
    }
    if (old_default.empty() && !new_default.empty()) {
      add(Impact::safe, kinds.default_added, coordinate,
          coordinate + " added a default value " + new_default + ".", where);
    } else if (old_default != new_default) {
      add(Impact::dangerous, kinds.default_changed, coordinate,
          new_default.empty() ? "The default value of " + coordinate + " was removed."
                              : coordinate + " has changed its default value from " + old_default +
                                    " to " + new_default + ".",
          where);
    }
    compare_deprecation(coordinate, before, after, where);
    compare_descriptions(coordinate, old_origin, origin);
  }

  void compare_members(const TypeShape& before, const TypeShape& after) {
    const std::string name(after.name);
    const auto place = [&] { return place_of(after_, type_origin(after_, name)); };
    const auto members = difference(before.members, after.members);
    for (const std::string_view* member : members.added) {
      add(Impact::dangerous, "TYPE_ADDED_TO_UNION", name,
          std::string(*member) + " was added to union type " + name + ".", place());
    }
    for (const std::string_view* member : members.removed) {
      add(Impact::breaking, "TYPE_REMOVED_FROM_UNION", name,
          std::string(*member) + " was removed from union type " + name + ".", place());
    }
  }

  void compare_values(const TypeShape& before, const TypeShape& after) {
    const auto place = [&](const Schema& schema, const EnumValueShape& value) {
      return enum_value_origin(schema.context(), schema.project(), after.name, value.name);
    };
    const std::string prefix = std::string(after.name) + ".";
    const auto values = difference(before.values, after.values);
    for (const EnumValueShape* value : values.added) {
      const std::string coordinate = prefix + std::string(value->name);
      add(Impact::dangerous, "VALUE_ADDED_TO_ENUM", coordinate,
          "Enum value " + coordinate + " was added.", place_of(after_, place(after_, *value)));
    }
    for (const EnumValueShape* value : values.removed) {
      const std::string coordinate = prefix + std::string(value->name);
      add(Impact::breaking, "VALUE_REMOVED_FROM_ENUM", coordinate,
          "Enum value " + coordinate + " was removed.", place_of(before_, place(before_, *value)));
    }
    for (const auto& [old_value, value] : values.kept) {
      const std::string coordinate = prefix + std::string(value->name);
      const auto origin = place(after_, *value);
      compare_deprecation(coordinate, *old_value, *value, place_of(after_, origin));
      compare_descriptions(coordinate, place(before_, *old_value), origin);
    }
  }

  void compare_directives() {
    const std::vector<std::string_view> old_names = before_.directive_names();
    const std::vector<std::string_view> new_names = after_.directive_names();
    const auto directives = difference(old_names, new_names);
    const auto place = [](const Schema& schema, std::string_view name) {
      return directive_origin(schema.context(), schema.project(), name);
    };
    for (const std::string_view* name : directives.removed) {
      add(Impact::breaking, "DIRECTIVE_REMOVED", "@" + std::string(*name),
          "Directive @" + std::string(*name) + " was removed.",
          place_of(before_, place(before_, *name)));
    }
    for (const std::string_view* name : directives.added) {
      add(Impact::safe, "DIRECTIVE_ADDED", "@" + std::string(*name),
          "Directive @" + std::string(*name) + " was added.",
          place_of(after_, place(after_, *name)));
    }
    for (const auto& [name, same] : directives.kept) {
      const DirectiveShape* before = before_.find_directive(*name);
      const DirectiveShape* after = after_.find_directive(*name);
      if (before != nullptr && after != nullptr) {
        compare_descriptions("@" + std::string(*name), place(before_, *name), place(after_, *name));
        compare_directive(*before, *after, place_of(after_, place(after_, *name)));
      }
    }
  }

  void compare_directive(const DirectiveShape& before, const DirectiveShape& after,
                         const Where& where) {
    const std::string coordinate = "@" + std::string(after.name);
    const auto origin = [&](const Schema& schema, std::string_view name) {
      return directive_argument_origin(schema.context(), schema.project(), after.name, name);
    };
    compare_inputs(
        before.arguments, after.arguments, directive_argument, origin,
        [&](std::string_view name) { return coordinate + "(" + std::string(name) + ":)"; });
    if (before.is_repeatable != after.is_repeatable) {
      add(after.is_repeatable ? Impact::safe : Impact::breaking,
          after.is_repeatable ? "DIRECTIVE_REPEATABLE_ADDED" : "DIRECTIVE_REPEATABLE_REMOVED",
          coordinate,
          after.is_repeatable ? "Repeatable flag was added to " + coordinate + "."
                              : "Repeatable flag was removed from " + coordinate + ".",
          where);
    }
    const auto locations = difference(before.locations, after.locations);
    for (const std::string_view* location : locations.removed) {
      add(Impact::breaking, "DIRECTIVE_LOCATION_REMOVED", coordinate,
          std::string(*location) + " was removed from " + coordinate + ".", where);
    }
    for (const std::string_view* location : locations.added) {
      add(Impact::safe, "DIRECTIVE_LOCATION_ADDED", coordinate,
          std::string(*location) + " was added to " + coordinate + ".", where);
    }
  }

  const Schema& before_;
  const Schema& after_;
  std::vector<SchemaChange> changes_;
};

}  // namespace

std::vector<SchemaChange> compare_schemas(const Schema& before, const Schema& after) {
  return Comparison(before, after).run();
}

}  // namespace troupe::graphql
