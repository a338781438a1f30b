#include "analysis/languages/graphql/features/signature.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "analysis/languages/graphql/features/wording.hpp"

namespace troupe::graphql {
namespace {

constexpr std::size_t line_limit = 80;
constexpr std::size_t member_limit = 12;

/// `: Type`; nothing while the type is still being written.
std::string type_suffix(const TypeReference& type) {
  return type.name.empty() ? std::string() : ": " + type.to_string();
}

/// `(a, b)`, or one to a line when `before` and `after` would make the line too long; nothing for
/// nothing.
std::string parenthesised(const std::vector<std::string>& parts, std::string_view before,
                          std::string_view after) {
  std::string result(before);
  if (!parts.empty()) {
    std::size_t length = before.size() + after.size();
    for (const std::string& part : parts) {
      length += part.size() + 2;
    }
    const bool is_long = length > line_limit;
    result += '(';
    for (std::size_t i = 0; i < parts.size(); ++i) {
      result += is_long ? "\n  " : i == 0 ? "" : ", ";
      result += parts[i];
    }
    result += is_long ? "\n)" : ")";
  }
  return result += after;
}

std::vector<std::string> signatures(const std::vector<InputValueShape>& inputs) {
  std::vector<std::string> result;
  result.reserve(inputs.size());
  for (const InputValueShape& input : inputs) {
    result.push_back(signature(input));
  }
  return result;
}

/// `A & B`, `A | B`; what is beyond the limit is left out, and that is shown.
std::string joined(std::span<const std::string_view> names, std::string_view joint) {
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    result += i == 0 ? "" : std::string(joint);
    if (i == member_limit && names.size() > member_limit + 1) {
      return result + "…";
    }
    result += names[i];
  }
  return result;
}

std::string body(const std::vector<std::string>& lines) {
  std::string result = " {\n";
  const std::size_t shown = lines.size() <= member_limit + 1 ? lines.size() : member_limit;
  for (std::size_t i = 0; i < shown; ++i) {
    result += "  " + lines[i] + "\n";
  }
  if (shown < lines.size()) {
    result += "  # " + std::to_string(lines.size() - shown) + " more\n";
  }
  return result + "}";
}

std::string body_of(const TypeShape& type) {
  if (type.kind == TypeKind::enumeration && !type.values.empty()) {
    std::vector<std::string> lines;
    lines.reserve(type.values.size());
    for (const EnumValueShape& value : type.values) {
      lines.emplace_back(std::string(value.name) + (value.is_deprecated ? " @deprecated" : ""));
    }
    return body(lines);
  }
  if (type.kind == TypeKind::input_object && !type.input_fields.empty()) {
    std::vector<std::string> lines = signatures(type.input_fields);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i] += type.input_fields[i].is_deprecated ? " @deprecated" : "";
    }
    return body(lines);
  }
  return {};
}

}  // namespace

std::string signature(const InputValueShape& input) {
  std::string result = std::string(input.name) + type_suffix(input.type);
  if (!input.default_value.empty()) {
    result += " = " + one_line(input.default_value);
  }
  return result;
}

std::string signature(const FieldShape& field) {
  return parenthesised(signatures(field.arguments), field.name, type_suffix(field.type));
}

std::string signature(const TypeShape& type) {
  std::string result = std::string(word_for(type.kind)) + ' ' + std::string(type.name);
  if (!type.interfaces.empty()) {
    result += " implements " + joined(type.interfaces, " & ");
  }
  if (!type.specified_by_url.empty()) {
    result += " @specifiedBy(url: \"" + std::string(type.specified_by_url) + "\")";
  }
  if (type.is_one_of) {
    result += " @oneOf";
  }
  if (!type.members.empty()) {
    result += " = " + joined(type.members, " | ");
  }
  return result + body_of(type);
}

std::string signature(const DirectiveShape& directive) {
  const std::string after =
      (directive.is_repeatable ? " repeatable on " : " on ") + joined(directive.locations, " | ");
  return parenthesised(signatures(directive.arguments), "directive @" + std::string(directive.name),
                       after);
}

std::string signature(const OperationDefinition& operation) {
  std::vector<std::string> variables;
  for (const VariableDefinition variable : operation.variable_definitions()) {
    variables.push_back(signature(variable));
  }
  std::string head(word_for(operation.operation_type()));
  if (!operation.name().empty()) {
    head += ' ' + std::string(operation.name());
  }
  return parenthesised(variables, head, "");
}

std::string signature(const FragmentDefinition& fragment) {
  const auto type = fragment.type_condition();
  return "fragment " + std::string(fragment.name()) +
         (type ? " on " + std::string(type->name()) : "");
}

std::string signature(const VariableDefinition& variable) {
  std::string result = "$" + std::string(variable.name());
  if (const auto type = variable.type()) {
    result += ": " + one_line(type->text());
  }
  if (const auto value = variable.default_value()) {
    result += " = " + one_line(value->text());
  }
  return result;
}

}  // namespace troupe::graphql
