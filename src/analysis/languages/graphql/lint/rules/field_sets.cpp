#include "analysis/languages/graphql/lint/rules/field_sets.hpp"

#include <algorithm>

namespace troupe::graphql::lint {
namespace {

constexpr std::size_t deepest_set = 64;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Where the set is nested, and what would be entered by the next brace.
struct Level {
  const TypeShape* type;
  std::string path;
};

}  // namespace

std::vector<FieldSetEntry> fields_of_set(const Schema& schema, const TypeShape& type,
                                         std::string_view set) {
  std::vector<FieldSetEntry> entries;
  std::vector<Level> levels = {{&type, ""}};
  Level next = {nullptr, ""};
  bool is_condition = false;  // the name behind `... on`
  for (std::size_t at = 0; at < set.size() && levels.size() <= deepest_set;) {
    const char c = set[at];
    if (c == '{') {
      levels.push_back(next);
    } else if (c == '}' && levels.size() > 1) {
      levels.pop_back();
    } else if (c == '(') {
      at = std::min(set.find(')', at), set.size() - 1);
    }
    if (!is_name_character(c)) {
      ++at;
      continue;
    }
    const auto end = std::find_if_not(set.begin() + static_cast<std::ptrdiff_t>(at), set.end(),
                                      is_name_character);
    const std::string_view name = set.substr(at, static_cast<std::size_t>(end - set.begin()) - at);
    const bool is_spread = set.substr(0, at).find_last_not_of(" \t\n") != std::string_view::npos &&
                           set[set.substr(0, at).find_last_not_of(" \t\n")] == '.';
    at += name.size();
    if (is_spread && name == "on") {
      is_condition = true;
    } else if (is_condition) {
      is_condition = false;
      next = {schema.find_type(name), levels.back().path};
    } else {
      const TypeShape* parent = levels.back().type;
      const FieldShape* field = parent != nullptr ? schema.find_field(*parent, name) : nullptr;
      const std::string path = levels.back().path + std::string(name);
      entries.push_back({path, name, parent, parent == nullptr || field != nullptr});
      next = {field != nullptr ? schema.find_type(field->type.name) : nullptr, path + "."};
    }
  }
  return entries;
}

}  // namespace troupe::graphql::lint
