// Fragments on several types may select a field of one name only if its type is the same in all of
// them, or the document has fields that conflict. So the first one decides, and others leave it
// out.
#include "analysis/languages/graphql/actions/leaf_fields.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace troupe::graphql::actions {
namespace {

constexpr std::size_t most_fragments = 12;
constexpr int deepest = 4;

bool needs_arguments(const FieldShape& field) {
  return std::ranges::any_of(field.arguments,
                             [](const InputValueShape& value) { return value.is_required(); });
}

/// The types of fields by name, of what has been selected so far.
using Selected = std::map<std::string_view, std::string, std::less<>>;

class Selector {
 public:
  explicit Selector(const Schema& schema) : schema_(schema) {}

  /// With braces; nothing when no leaf can be reached.
  [[nodiscard]] std::optional<std::string> select(const TypeShape& type, int depth) const {
    const std::string inner = type.is_abstract() ? of_abstract(type) : of_object(type, depth);
    return inner.empty() ? std::nullopt : std::optional("{" + inner + " }");
  }

 private:
  [[nodiscard]] std::string names(const TypeShape& type, Selected& selected) const {
    std::string text;
    for (const FieldShape* field : leaf_fields(schema_, type)) {
      if (selected.emplace(field->name, field->type.to_string()).second) {
        text.append(" ").append(field->name);
      }
    }
    return text;
  }

  [[nodiscard]] std::string of_abstract(const TypeShape& type) const {
    Selected selected;
    std::string text = " __typename" + names(type, selected);
    const std::vector<const TypeShape*> possible = schema_.possible_types(type);
    if (possible.size() > most_fragments) {
      return text;
    }
    const Selected of_all = selected;
    for (const TypeShape* one : possible) {
      std::string inner;
      for (const FieldShape* field : leaf_fields(schema_, *one)) {
        const std::string written = field->type.to_string();
        const bool is_new = !of_all.contains(field->name);
        if (is_new && selected.try_emplace(field->name, written).first->second == written) {
          inner.append(" ").append(field->name);
        }
      }
      if (!inner.empty()) {
        text.append(" ... on ").append(one->name).append(" {").append(inner).append(" }");
      }
    }
    return text;
  }

  [[nodiscard]] std::string of_object(const TypeShape& type, int depth) const {
    Selected selected;
    std::string text = names(type, selected);
    if (depth > 0 && !text.empty()) {
      return identity(type).value_or(text);
    }
    return !text.empty() || depth == deepest ? text : way_down(type, depth);
  }

  /// Of a type on the way: what tells one thing from another.
  [[nodiscard]] std::optional<std::string> identity(const TypeShape& type) const {
    std::string text;
    for (const FieldShape* field : leaf_fields(schema_, type)) {
      if (field->name == "id" || field->name == "name") {
        text.append(" ").append(field->name);
      }
    }
    return text.empty() ? std::nullopt : std::optional(std::move(text));
  }

  /// The first field that leads to a leaf; those of connections before others.
  [[nodiscard]] std::string way_down(const TypeShape& type, int depth) const {
    std::vector<const FieldShape*> fields;
    for (const FieldShape& field : type.fields) {
      if (!field.is_deprecated && !needs_arguments(field)) {
        fields.push_back(&field);
      }
    }
    std::ranges::stable_partition(fields, [](const FieldShape* field) {
      return field->name == "nodes" || field->name == "edges" || field->name == "node";
    });
    for (const FieldShape* field : fields) {
      const TypeShape* target = schema_.find_type(field->type.name);
      const auto set =
          target != nullptr && target->is_composite() ? select(*target, depth + 1) : std::nullopt;
      if (set) {
        return " " + std::string(field->name) + " " + *set;
      }
    }
    return {};
  }

  const Schema& schema_;
};

}  // namespace

std::vector<const FieldShape*> leaf_fields(const Schema& schema, const TypeShape& type) {
  std::vector<const FieldShape*> leaves;
  for (const FieldShape& field : type.fields) {
    const TypeShape* target = schema.find_type(field.type.name);
    if (target != nullptr && target->is_leaf() && !field.is_deprecated && !needs_arguments(field)) {
      leaves.push_back(&field);
    }
  }
  return leaves;
}

std::string leaf_selection(const Schema& schema, const TypeShape& type) {
  return Selector(schema).select(type, 0).value_or("{ __typename }");
}

}  // namespace troupe::graphql::actions
