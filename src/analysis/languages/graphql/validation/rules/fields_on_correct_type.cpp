// What is suggested is what helps most: types on which the field exists, the ones that cover most
// possible types first, and only where there are none, fields of similar names.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/languages/graphql/schema/suggestions.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Up to here the order is the reference's exactly. It is not transitive, so larger sets, of which
/// five are named anyway, are sorted without its subtype clause.
constexpr std::size_t largest_exact_sort = 64;

struct Candidate {
  const TypeShape* type;
  int uses = 0;  ///< possible types that have the field through it
};

/// Types with the field, among the possible types and the interfaces of those.
std::vector<Candidate> candidates(const Schema& schema, const TypeShape& type,
                                  std::string_view field) {
  std::vector<Candidate> found;
  std::unordered_map<const TypeShape*, std::size_t> places;
  const auto count = [&](const TypeShape* candidate) {
    const auto [place, is_new] = places.emplace(candidate, found.size());
    if (is_new) {
      found.push_back({candidate});
    }
    ++found[place->second].uses;
  };
  for (const TypeShape* possible : schema.possible_types(type)) {
    if (possible->find_field(field) == nullptr) {
      continue;
    }
    count(possible);
    for (const std::string_view name : possible->interfaces) {
      const TypeShape* interface_type = schema.find_type(name);
      if (interface_type != nullptr && interface_type->find_field(field) != nullptr) {
        count(interface_type);
      }
    }
  }
  return found;
}

bool is_before(const Candidate& left, const Candidate& right, bool with_subtypes) {
  if (left.uses != right.uses) {
    return left.uses > right.uses;
  }
  if (with_subtypes && left.type->kind == TypeKind::interface &&
      right.type->implements(left.type->name)) {
    return true;
  }
  if (with_subtypes && right.type->kind == TypeKind::interface &&
      left.type->implements(right.type->name)) {
    return false;
  }
  return natural_less(left.type->name, right.type->name);
}

/// The end of the ascending run at the begin; a strictly descending one is turned round first.
template <typename Less>
auto make_first_run(std::vector<Candidate>& candidates, const Less& less) {
  const auto begin = candidates.begin();
  auto end = candidates.size() < 2 ? candidates.end() : begin + 2;
  const bool is_descending = candidates.size() >= 2 && less(begin[1], begin[0]);
  while (end != candidates.end() && less(*end, *(end - 1)) == is_descending) {
    ++end;
  }
  if (is_descending) {
    std::reverse(begin, end);
  }
  return end;
}

/// Binary insertion behind the first run: which order comes out of an order that is not transitive
/// depends on the algorithm, so this is the one that JavaScript engines use for short arrays.
void sort(std::vector<Candidate>& candidates) {
  if (candidates.size() > largest_exact_sort) {
    std::ranges::sort(candidates, [](const Candidate& left, const Candidate& right) {
      return is_before(left, right, false);
    });
    return;
  }
  const auto less = [](const Candidate& left, const Candidate& right) {
    return is_before(left, right, true);
  };
  const auto sorted_end = make_first_run(candidates, less);
  for (auto at = sorted_end; at != candidates.end(); ++at) {
    const auto place = std::upper_bound(candidates.begin(), at, *at, less);
    std::rotate(place, at, at + 1);
  }
}

std::string suggestion(const Schema& schema, const TypeShape& type, std::string_view field) {
  if (type.is_abstract()) {
    std::vector<Candidate> types = candidates(schema, type, field);
    sort(types);
    std::vector<std::string_view> names;
    names.reserve(types.size());
    for (const Candidate& candidate : types) {
      names.push_back(candidate.type->name);
    }
    if (!names.empty()) {
      return did_you_mean(names, "to use an inline fragment on");
    }
  }
  std::vector<std::string_view> names;
  names.reserve(type.fields.size());
  for (const FieldShape& known : type.fields) {
    names.push_back(known.name);
  }
  return did_you_mean(suggestion_list(field, names));
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Field field(node);
  const TypeShape* parent = walk.state().parent_type;
  const auto name = field.name_node();
  if (parent == nullptr || walk.state().field != nullptr || !name || field.name().empty() ||
      parent->is_broken) {
    return;
  }
  walk.report({node.range().begin, name->range().end},
              "Cannot query field \"" + std::string(field.name()) + "\" on type \"" +
                  std::string(parent->name) + "\"." +
                  suggestion(walk.schema(), *parent, field.name()));
}

constexpr NodeCheck checks[] = {{NodeKind::field, check}};

}  // namespace

constinit const Rule fields_on_correct_type = {
    .code = "graphql/fields-on-correct-type",
    .summary = "Every field that is selected exists on the type that it is selected from.",
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
