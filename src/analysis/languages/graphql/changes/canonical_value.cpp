#include "analysis/languages/graphql/changes/canonical_value.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace troupe::graphql {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result.append(1, '\\').append(1, c);
    } else if (c == '\n') {
      result.append("\\n");
    } else {
      result.append(1, c);
    }
  }
  return result.append(1, '"');
}

std::string joined(const std::vector<std::string>& parts, char open, char close) {
  std::string result(1, open);
  for (const std::string& part : parts) {
    result.append(result.size() == 1 ? "" : ", ").append(part);
  }
  return result.append(1, close);
}

}  // namespace

std::string canonical(const Value& value) {
  if (const auto text = value.as<StringValue>()) {
    return quoted(text->value());
  }
  std::vector<std::string> parts;
  if (const auto list = value.as<ListValue>()) {
    for (const Value item : list->values()) {
      parts.push_back(canonical(item));
    }
    return joined(parts, '[', ']');
  }
  if (const auto object = value.as<ObjectValue>()) {
    for (const ObjectField field : object->fields()) {
      const auto inner = field.value();
      parts.push_back(std::string(field.name()) + ": " + (inner ? canonical(*inner) : ""));
    }
    std::ranges::stable_sort(parts);
    return joined(parts, '{', '}');
  }
  return std::string(value.text());
}

}  // namespace troupe::graphql
