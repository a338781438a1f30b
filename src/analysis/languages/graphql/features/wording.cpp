#include "analysis/languages/graphql/features/wording.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

struct Location {
  std::string_view name;
  std::string_view meaning;
};
constexpr std::array<Location, 20> locations = {{
    {"QUERY", "queries"},
    {"MUTATION", "mutations"},
    {"SUBSCRIPTION", "subscriptions"},
    {"FIELD", "fields that are selected"},
    {"FRAGMENT_DEFINITION", "definitions of fragments"},
    {"FRAGMENT_SPREAD", "spreads of fragments"},
    {"INLINE_FRAGMENT", "inline fragments"},
    {"VARIABLE_DEFINITION", "definitions of variables"},
    {"SCHEMA", "the schema"},
    {"SCALAR", "scalar types"},
    {"OBJECT", "object types"},
    {"FIELD_DEFINITION", "fields of objects and interfaces"},
    {"ARGUMENT_DEFINITION", "arguments of fields and directives"},
    {"INTERFACE", "interfaces"},
    {"UNION", "unions"},
    {"ENUM", "enumerations"},
    {"ENUM_VALUE", "values of enumerations"},
    {"INPUT_OBJECT", "input objects"},
    {"INPUT_FIELD_DEFINITION", "fields of input objects"},
    {"DIRECTIVE_DEFINITION", "definitions of directives"},
}};
constexpr auto location_names = [] {
  std::array<std::string_view, locations.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = locations[i].name;
  }
  return names;
}();

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/// How many bytes of `text` a string literal at its start takes.
std::size_t string_length(std::string_view text) {
  if (text.starts_with("\"\"\"")) {
    std::size_t end = text.find("\"\"\"", 3);
    while (end != std::string_view::npos && text[end - 1] == '\\') {
      end = text.find("\"\"\"", end + 3);
    }
    return end == std::string_view::npos ? text.size() : end + 3;
  }
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

bool is_tight_after(char character) {
  return character == '[' || character == '(' || character == '{';
}

bool is_tight_before(char character) {
  return character == ']' || character == ')' || character == '}' || character == '!' ||
         character == ':' || character == ',';
}

}  // namespace

std::string_view word_for(OperationType type) {
  switch (type) {
    case OperationType::query:
      return "query";
    case OperationType::mutation:
      return "mutation";
    case OperationType::subscription:
      return "subscription";
  }
  return {};
}

std::string_view word_for(TypeKind kind) {
  switch (kind) {
    case TypeKind::scalar:
      return "scalar";
    case TypeKind::object:
      return "type";
    case TypeKind::interface:
      return "interface";
    case TypeKind::union_type:
      return "union";
    case TypeKind::enumeration:
      return "enum";
    case TypeKind::input_object:
      return "input";
  }
  return {};
}

ide::SymbolKind symbol_kind_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::scalar:
      return ide::SymbolKind::scalar;
    case TypeKind::object:
      return ide::SymbolKind::object;
    case TypeKind::interface:
      return ide::SymbolKind::interface;
    case TypeKind::union_type:
      return ide::SymbolKind::union_type;
    case TypeKind::enumeration:
      return ide::SymbolKind::enumeration;
    case TypeKind::input_object:
      return ide::SymbolKind::input_object;
  }
  return ide::SymbolKind::object;
}

std::string one_line(std::string_view text) {
  std::string result;
  bool is_spaced = false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      is_spaced = true;
      ++at;
    } else if (text[at] == '#') {
      is_spaced = true;
      at = std::min(text.size(), text.find_first_of("\r\n", at));
    } else {
      if (is_spaced && !result.empty() && !is_tight_after(result.back()) &&
          !is_tight_before(text[at])) {
        result += ' ';
      }
      is_spaced = false;
      const std::size_t length = text[at] == '"' ? string_length(text.substr(at)) : 1;
      result += text.substr(at, length);
      at += length;
    }
  }
  std::ranges::replace_if(
      result, [](char character) { return character == '\n' || character == '\r'; }, ' ');
  return result;
}

std::string_view meaning_of_location(std::string_view location) {
  const auto found = std::ranges::find(locations, location, &Location::name);
  return found == locations.end() ? std::string_view() : found->meaning;
}

std::span<const std::string_view> directive_locations() {
  return location_names;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string enumerated(std::span<const std::string_view> names, std::size_t limit) {
  std::string result;
  // Naming the last one takes no more room than counting it.
  const std::size_t named = names.size() <= limit + 1 ? names.size() : limit;
  for (std::size_t i = 0; i < named; ++i) {
    const bool is_last = i + 1 == names.size();
    result += i == 0 ? "" : is_last ? " and " : ", ";
    result += "`" + std::string(names[i]) + "`";
  }
  if (named < names.size()) {
    result += " and " + std::to_string(names.size() - named) + " more";
  }
  return result;
}

}  // namespace troupe::graphql
