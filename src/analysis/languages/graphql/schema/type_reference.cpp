#include "analysis/languages/graphql/schema/type_reference.hpp"

#include <vector>

namespace troupe::graphql {

TypeReference TypeReference::nullable() const {
  TypeReference result = *this;
  result.non_null &= ~(1U << list_depth);
  return result;
}

TypeReference TypeReference::item() const {
  TypeReference result = nullable();
  --result.list_depth;
  return result;
}

std::string TypeReference::to_string() const {
  std::string text(list_depth, '[');
  text.append(name);
  for (std::uint32_t level = 0; level <= list_depth; ++level) {
    if (level != 0) {
      text += ']';
    }
    if (((non_null >> level) & 1U) != 0) {
      text += '!';
    }
  }
  return text;
}

std::optional<TypeReference> type_reference_of(const Type& type) {
  // From the outside in: true for a list, with whether it is non-null.
  std::vector<bool> list_is_non_null;
  bool is_non_null = false;
  for (std::optional<Type> at = type; at; at = at->inner()) {
    if (at->is_non_null()) {
      is_non_null = true;
    } else if (at->is_list()) {
      list_is_non_null.push_back(is_non_null);
      is_non_null = false;
    } else {
      const std::string_view name = NamedType(at->node()).name();
      if (name.empty()) {
        return std::nullopt;
      }
      TypeReference reference{.name = name, .non_null = is_non_null ? 1U : 0U};
      for (auto list = list_is_non_null.rbegin();
           list != list_is_non_null.rend() && reference.list_depth < TypeReference::list_limit;
           ++list) {
        ++reference.list_depth;
        reference.non_null |= (*list ? 1U : 0U) << reference.list_depth;
      }
      return reference;
    }
  }
  return std::nullopt;
}

}  // namespace troupe::graphql
