// Literals in documents against the types that they are for. A value is checked from where it
// stands as an argument or default downward, as deep as the parser lets values nest; variables are
// another rule's business, and custom scalars take anything.
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/languages/graphql/schema/suggestions.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "analysis/languages/graphql/validation/rules/value_text.hpp"

namespace troupe::graphql {
namespace {

/// What a built-in scalar takes, and what is said of anything else.
struct ScalarInput {
  std::string_view name;
  NodeKind kind;
  std::optional<NodeKind> other_kind;
  std::string_view complaint;
};

constexpr std::array<ScalarInput, 5> scalar_inputs = {{
    {"Boolean", NodeKind::boolean_value, std::nullopt,
     "Boolean cannot represent a non boolean value: "},
    {"Float", NodeKind::float_value, NodeKind::int_value,
     "Float cannot represent non numeric value: "},
    {"ID", NodeKind::string_value, NodeKind::int_value,
     "ID cannot represent a non-string and non-integer value: "},
    {"Int", NodeKind::int_value, std::nullopt, "Int cannot represent non-integer value: "},
    {"String", NodeKind::string_value, std::nullopt,
     "String cannot represent a non string value: "},
}};

bool fits_32_bits(std::string_view digits) {
  constexpr std::size_t longest = 11;  // -2147483648
  constexpr long long limit = 2'147'483'648LL;
  if (digits.size() > longest) {
    return false;
  }
  const long long number = std::strtoll(std::string(digits).c_str(), nullptr, 10);
  return -limit <= number && number < limit;
}

class ValueChecker {
 public:
  explicit ValueChecker(const Walk& walk) : walk_(&walk) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as values nest, which the parser limits.
  void check(const Value& value, const TypeReference& type) const {
    if (value.kind() == NodeKind::variable) {
      return;
    }
    if (value.kind() == NodeKind::null_value) {
      if (type.is_non_null()) {
        report(value,
               "Expected value of non-null type \"" + type.to_string() + "\" not to be null.");
      }
      return;
    }
    if (type.is_list()) {
      check_list(value, type.nullable().item());
      return;
    }
    const TypeShape* shape = walk_->schema().find_type(type.name);
    if (shape == nullptr) {
      return;
    }
    if (shape->kind == TypeKind::input_object) {
      check_object(value, *shape);
    } else if (shape->kind == TypeKind::enumeration) {
      check_enum(value, *shape);
    } else if (shape->kind == TypeKind::scalar) {
      check_scalar(value, shape->name);
    }
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion)
  void check_list(const Value& value, const TypeReference& item) const {
    const auto list = value.as<ListValue>();
    if (!list) {
      check(value, item);
      return;
    }
    for (const Value inner : list->values()) {
      check(inner, item);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void check_object(const Value& value, const TypeShape& type) const {
    const std::string name(type.name);
    const auto object = value.as<ObjectValue>();
    if (!object) {
      report(value, "Expected value of type \"" + name +
                        "\" to be an object, found: " + value_text(value) + ".");
      return;
    }
    std::unordered_map<std::string_view, ObjectField> given;  // the last of several counts
    std::vector<ObjectField> known;
    for (const ObjectField field : object->fields()) {
      given.insert_or_assign(field.name(), field);
      if (type.find_input_field(field.name()) != nullptr) {
        known.push_back(field);
      } else if (!type.is_broken && !field.name().empty()) {
        report_unknown_field(value, field, type);
      }
    }
    for (const InputValueShape& field : type.input_fields) {
      const auto found = given.find(field.name);
      if (found == given.end()) {
        report_missing_field(value, field, name);
      } else if (const auto inner = found->second.value()) {
        check(*inner, field.type);
      }
    }
    if (type.is_one_of) {
      check_one_of(value, known, name);
    }
  }

  void report_unknown_field(const Value& value, const ObjectField& field,
                            const TypeShape& type) const {
    std::vector<std::string_view> names;
    names.reserve(type.input_fields.size());
    for (const InputValueShape& known : type.input_fields) {
      names.push_back(known.name);
    }
    const std::string suggestion = did_you_mean(suggestion_list(field.name(), names));
    walk_->report(field.name_node()->range(),
                  "Expected value of type \"" + std::string(type.name) +
                      "\" not to include unknown field \"" + std::string(field.name()) + "\"" +
                      (suggestion.empty() ? ", found" : "." + suggestion + " Found") + ": " +
                      value_text(value) + ".");
  }

  void report_missing_field(const Value& value, const InputValueShape& field,
                            const std::string& type) const {
    if (field.is_required() && walk_->is_sound(value.range())) {
      report(value, "Expected value of type \"" + type + "\" to include required field \"" +
                        std::string(field.name) + "\", found: " + value_text(value) + ".");
    }
  }

  void check_one_of(const Value& value, const std::vector<ObjectField>& known,
                    const std::string& type) const {
    const auto inner = known.size() == 1 ? known.front().value() : std::nullopt;
    const bool is_one = known.size() == 1 && (!inner || inner->kind() != NodeKind::null_value);
    if (!is_one && walk_->is_sound(value.range())) {
      report(value, "Within OneOf Input Object type \"" + type +
                        "\", exactly one field must be specified, and the value for that field "
                        "must be non-null.");
    }
  }

  void check_enum(const Value& value, const TypeShape& type) const {
    const bool is_name = value.kind() == NodeKind::enum_value;
    if (is_name && (type.is_broken || type.find_value(value.text()) != nullptr)) {
      return;
    }
    std::vector<std::string_view> names;
    names.reserve(type.values.size());
    for (const EnumValueShape& known : type.values) {
      names.push_back(known.name);
    }
    const std::string text = value_text(value);
    const std::string name(type.name);
    report(value,
           (is_name ? "Value \"" + text + "\" does not exist in \"" + name + "\" enum."
                    : "Enum \"" + name + "\" cannot represent non-enum value: " + text + ".") +
               did_you_mean(suggestion_list(text, names), "the enum value"));
  }

  void check_scalar(const Value& value, std::string_view type) const {
    for (const ScalarInput& input : scalar_inputs) {
      if (input.name != type) {
        continue;
      }
      if (value.kind() != input.kind && value.kind() != input.other_kind) {
        report(value, std::string(input.complaint) + value_text(value));
      } else if (type == "Int" && !fits_32_bits(value.text())) {
        report(value, "Int cannot represent non 32-bit signed integer value: " + value_text(value));
      }
    }
  }

  void report(const Value& value, std::string message) const {
    walk_->report(value.range(), std::move(message));
  }

  const Walk* walk_;
};

void check_value(const Walk& walk, const std::optional<Value>& value) {
  if (value && walk.state().input_type && !walk.is_type_system()) {
    ValueChecker(walk).check(*value, *walk.state().input_type);
  }
}

void check_argument(const Walk& walk, syntax::NodeRef node) {
  check_value(walk, Argument(node).value());
}

void check_variable(const Walk& walk, syntax::NodeRef node) {
  check_value(walk, VariableDefinition(node).default_value());
}

constexpr NodeCheck checks[] = {{NodeKind::argument, check_argument},
                                {NodeKind::variable_definition, check_variable}};

}  // namespace

constinit const Rule values_of_correct_type = {
    .code = "graphql/values-of-correct-type",
    .summary = "Values fit the types of the arguments and variables that they are given to.",
    .nodes = checks,
};

}  // namespace troupe::graphql
