// A value is checked from where it stands as an argument or default downward, as deep as the parser
// lets values nest; variables are another rule's business, and custom scalars take anything.
#include "analysis/languages/graphql/validation/rules/value_checker.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/languages/graphql/schema/suggestions.hpp"
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
  ValueChecker(const Walk& walk, std::string_view subject) : walk_(&walk), subject_(subject) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as values nest, which the parser limits.
  void check(const Value& value, const TypeReference& type, const std::string& path) const {
    if (value.kind() == NodeKind::variable) {
      return;
    }
    if (value.kind() == NodeKind::null_value) {
      if (type.is_non_null()) {
        report(value,
               "Expected value of non-null type \"" + type.to_string() + "\" not to be null.",
               path);
      }
      return;
    }
    if (type.is_list()) {
      check_list(value, type.nullable().item(), path);
      return;
    }
    const TypeShape* shape = walk_->schema().find_type(type.name);
    if (shape == nullptr) {
      return;
    }
    if (shape->kind == TypeKind::input_object) {
      check_object(value, *shape, path);
    } else if (shape->kind == TypeKind::enumeration) {
      check_enum(value, *shape, path);
    } else if (shape->kind == TypeKind::scalar) {
      check_scalar(value, shape->name, path);
    }
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion)
  void check_list(const Value& value, const TypeReference& item, const std::string& path) const {
    const auto list = value.as<ListValue>();
    if (!list) {
      check(value, item, path);
      return;
    }
    std::size_t index = 0;
    for (const Value inner : list->values()) {
      check(inner, item, below(path, "[" + std::to_string(index++) + "]"));
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void check_object(const Value& value, const TypeShape& type, const std::string& path) const {
    const std::string name(type.name);
    const auto object = value.as<ObjectValue>();
    if (!object) {
      report(value,
             "Expected value of type \"" + name +
                 "\" to be an object, found: " + value_text(value) + ".",
             path);
      return;
    }
    std::unordered_map<std::string_view, ObjectField> given;  // the last of several counts
    std::vector<ObjectField> known;
    for (const ObjectField field : object->fields()) {
      given.insert_or_assign(field.name(), field);
      if (type.find_input_field(field.name()) != nullptr) {
        known.push_back(field);
      } else if (!type.is_broken && !field.name().empty()) {
        report_unknown_field(value, field, type, path);
      }
    }
    for (const InputValueShape& field : type.input_fields) {
      const auto found = given.find(field.name);
      if (found == given.end()) {
        report_missing_field(value, field, name, path);
      } else if (const auto inner = found->second.value()) {
        check(*inner, field.type, below(path, "." + std::string(field.name)));
      }
    }
    if (type.is_one_of) {
      check_one_of(value, known, name, path);
    }
  }

  void report_unknown_field(const Value& value, const ObjectField& field, const TypeShape& type,
                            const std::string& path) const {
    std::vector<std::string_view> names;
    names.reserve(type.input_fields.size());
    for (const InputValueShape& known : type.input_fields) {
      names.push_back(known.name);
    }
    const std::string suggestion = did_you_mean(suggestion_list(field.name(), names));
    report(field.name_node()->range(),
           "Expected value of type \"" + std::string(type.name) +
               "\" not to include unknown field \"" + std::string(field.name()) + "\"" +
               (suggestion.empty() ? ", found" : "." + suggestion + " Found") + ": " +
               value_text(value) + ".",
           path);
  }

  void report_missing_field(const Value& value, const InputValueShape& field,
                            const std::string& type, const std::string& path) const {
    if (field.is_required() && walk_->is_sound(value.range())) {
      report(value,
             "Expected value of type \"" + type + "\" to include required field \"" +
                 std::string(field.name) + "\", found: " + value_text(value) + ".",
             path);
    }
  }

  void check_one_of(const Value& value, const std::vector<ObjectField>& known,
                    const std::string& type, const std::string& path) const {
    const auto inner = known.size() == 1 ? known.front().value() : std::nullopt;
    const bool is_one = known.size() == 1 && (!inner || inner->kind() != NodeKind::null_value);
    if (!is_one && walk_->is_sound(value.range())) {
      report(value,
             "Within OneOf Input Object type \"" + type +
                 "\", exactly one field must be specified, and the value for that field "
                 "must be non-null.",
             path);
    }
  }

  void check_enum(const Value& value, const TypeShape& type, const std::string& path) const {
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
               did_you_mean(suggestion_list(text, names), "the enum value"),
           path);
  }

  void check_scalar(const Value& value, std::string_view type, const std::string& path) const {
    for (const ScalarInput& input : scalar_inputs) {
      if (input.name != type) {
        continue;
      }
      if (value.kind() != input.kind && value.kind() != input.other_kind) {
        report(value, std::string(input.complaint) + value_text(value), path);
      } else if (type == "Int" && !fits_32_bits(value.text())) {
        report(value, "Int cannot represent non 32-bit signed integer value: " + value_text(value),
               path);
      }
    }
  }

  void report(base::TextRange range, const std::string& message, const std::string& path) const {
    walk_->report(range, subject_.empty()
                             ? message
                             : std::string(subject_) + " has invalid default value" +
                                   (path.empty() ? "" : " at ") + path + ": " + message);
  }
  void report(const Value& value, const std::string& message, const std::string& path) const {
    report(value.range(), message, path);
  }

  /// Paths are told of defaults alone.
  [[nodiscard]] std::string below(const std::string& path, const std::string& step) const {
    return subject_.empty() ? std::string() : path + step;
  }

  const Walk* walk_;
  std::string_view subject_;
};

}  // namespace

void check_value(const Walk& walk, const Value& value, const TypeReference& type,
                 std::string_view subject) {
  ValueChecker(walk, subject).check(value, type, "");
}

}  // namespace troupe::graphql
