// Whether there is a conflict at all is found out by `merge_check` in time that grows with the
// text. Only when there is one, fields are compared pair by pair, in the reference's order, so that
// the message names what the reference would name; and that has a budget, as it has in the
// reference. Most definitions can be seen to have nothing that is merged, before all that.
//
// A fragment that some other definition of its file spreads needs no check of its own while that
// other one is clean: whatever conflicts in the fragment would conflict there. So a file in which
// fragments spread each other is checked from its roots, and not once from everywhere.
#include "analysis/languages/graphql/validation/merging/conflicts.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/languages/graphql/validation/merging/covers.hpp"
#include "analysis/languages/graphql/validation/merging/fragment_scopes.hpp"
#include "analysis/languages/graphql/validation/merging/merge_check.hpp"
#include "analysis/languages/graphql/validation/merging/selection_outline.hpp"
#include "analysis/languages/graphql/validation/merging/separate_fields.hpp"

namespace troupe::graphql {
namespace {

constexpr int budget_limit = 500'000;
constexpr std::uint32_t depth_limit = 200;   ///< of fields in fields
constexpr std::size_t conflict_limit = 100;  ///< of one definition
constexpr std::size_t text_limit = 1000;     ///< of one detail
constexpr std::size_t side_limit = 20;       ///< fields of one side
/// Steps for a fragment of which the cover has shown a conflict already.
constexpr std::uint64_t covered_allowance = 20'000;

/// A selection set or a field by its number, in an outline that is spread in a scope.
struct At {
  const Selections* outline = nullptr;
  DefinitionId definition;
  std::uint32_t number = 0;
  ScopeNumber scope = no_scope;

  friend bool operator==(const At&, const At&) = default;
  friend bool operator<(const At& left, const At& right) {
    return std::tuple(left.outline, left.number, left.scope) <
           std::tuple(right.outline, right.number, right.scope);
  }
};

/// A fragment as it is spread.
struct SpreadAt {
  DefinitionId fragment;
  ScopeNumber scope = no_scope;
  DefinitionId definition;  ///< in which it is spread
  const SelectedSpread* spread = nullptr;
};

struct Conflict {
  std::string_view response_name;
  std::string reason;
  std::vector<At> left;
  std::vector<At> right;
};
using Conflicts = std::vector<Conflict>;

/// The fields of a set by response name, and the fragments that it spreads, each once in a scope.
struct Collected {
  std::vector<std::pair<std::string_view, std::vector<At>>> groups;
  std::unordered_map<std::string_view, std::size_t> places;  ///< in groups
  std::vector<SpreadAt> spreads;
};

std::string abbreviated(std::string_view text) {
  return std::string(text.substr(0, text_limit)) + (text.size() > text_limit ? "..." : "");
}

class ConflictFinder {
 public:
  explicit ConflictFinder(engine::Context& context) : context_(&context) {}

  FieldConflicts::Conflicts find(DefinitionId definition) {
    const Selections& outline = context_->get<SelectionOutline>(definition);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < outline.sets.size(); ++i) {
      if (!outline.sets[i].is_alone) {
        order.push_back(i);
      }
    }
    std::ranges::sort(order, {}, [&outline](std::uint32_t i) { return outline.sets[i].node; });
    for (const std::uint32_t set : order) {
      Conflicts conflicts;
      find_within({&outline, definition, set, scopes_.of(definition, outline)}, conflicts);
      for (const Conflict& conflict : conflicts) {
        add(conflict);
      }
    }
    return std::move(result_);
  }

 private:
  bool is_full() {
    result_.is_cut_short |= result_.conflicts.size() == conflict_limit;
    return result_.conflicts.size() == conflict_limit;
  }

  /// One fragment, spread twice with different arguments.
  void add_spreads(const SpreadAt& first, const SpreadAt& second) {
    if (!is_full()) {
      result_.conflicts.push_back(
          {"Spreads \"" + abbreviated(context_->lookup(first.fragment).name) +
               "\" conflict because " + text_of(first) + " and " + text_of(second) +
               " have different fragment arguments.",
           {{first.definition, first.spread->range}, {second.definition, second.spread->range}}});
    }
  }

  [[nodiscard]] std::string text_of(const SpreadAt& at) const {
    return abbreviated(at.spread->text.empty()
                           ? std::string_view(context_->lookup(at.fragment).name)
                           : at.spread->text);
  }

  void add(const Conflict& conflict) {
    if (is_full()) {
      return;
    }
    FieldConflict found;
    found.message = "Fields \"" + abbreviated(conflict.response_name) + "\" conflict because " +
                    conflict.reason +
                    ". Use different aliases on the fields to fetch both if this was intentional.";
    for (const std::vector<At>* side : {&conflict.left, &conflict.right}) {
      for (const At& at : *side) {
        found.fields.push_back({at.definition, at.outline->fields[at.number].range});
      }
    }
    result_.conflicts.push_back(std::move(found));
  }

  bool spend(int cost) {
    budget_ -= cost;
    if (budget_ < 0) {
      result_.is_cut_short = true;
    }
    return budget_ >= 0;
  }

  const Collected& collect(const At& set) {
    const auto [place, is_new] = collected_.try_emplace(set);
    Collected& result = place->second;
    if (!is_new) {
      return result;
    }
    const SelectedSet& range = set.outline->sets[set.number];
    for (std::uint32_t i = range.fields_begin; i < range.fields_end; ++i) {
      const std::string_view name = set.outline->fields[i].response_name;
      const auto [group, is_first] = result.places.emplace(name, result.groups.size());
      if (is_first) {
        result.groups.emplace_back(name, std::vector<At>());
      }
      result.groups[group->second].second.push_back({set.outline, set.definition, i, set.scope});
    }
    for (std::uint32_t i = range.spreads_begin; i < range.spreads_end; ++i) {
      add_spread(set, set.outline->spreads[i], result.spreads);
    }
    return result;
  }

  /// Of several spreads that mean the same, messages name the last.
  void add_spread(const At& set, const SelectedSpread& spread, std::vector<SpreadAt>& spreads) {
    const Selections& outline = context_->get<SelectionOutline>(spread.fragment);
    const SpreadAt at{spread.fragment, scopes_.of(spread, outline, set.scope), set.definition,
                      &spread};
    const auto same = [&at](const SpreadAt& other) { return are_same(at, other); };
    if (const auto known = std::ranges::find_if(spreads, same); known != spreads.end()) {
      known->spread = &spread;
    } else {
      spreads.push_back(at);
    }
  }

  static bool are_same(const SpreadAt& left, const SpreadAt& right) {
    return left.fragment == right.fragment && left.scope == right.scope;
  }

  /// The set of a fragment; nothing while it is not written.
  std::optional<At> set_of(const SpreadAt& spread) {
    const Selections& outline = context_->get<SelectionOutline>(spread.fragment);
    return outline.sets.empty() ? std::nullopt
                                : std::optional(At{&outline, spread.fragment, 0, spread.scope});
  }

  void find_within(const At& set, Conflicts& conflicts) {
    const Collected& collected = collect(set);
    for (const auto& [name, fields] : collected.groups) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        for (std::size_t j = i + 1; j < fields.size() && budget_ >= 0; ++j) {
          compare(false, name, fields[i], fields[j], conflicts);
        }
      }
    }
    for (std::size_t i = 0; i < collected.spreads.size() && budget_ >= 0; ++i) {
      compare_with_fragment(false, set, collected.spreads[i], conflicts);
      for (std::size_t j = i + 1; j < collected.spreads.size(); ++j) {
        compare_fragments(false, collected.spreads[i], collected.spreads[j], conflicts);
      }
    }
  }

  /// Fields of a set and those of a fragment, with what the fragment spreads in turn.
  void compare_with_fragment(bool exclusive, const At& set, const SpreadAt& start,
                             Conflicts& conflicts) {
    std::vector<SpreadAt> open = {start};
    while (!open.empty() && spend(1)) {
      const SpreadAt fragment = open.back();
      open.pop_back();
      const auto other = set_of(fragment);
      if (collect(set).groups.empty() || !other ||
          !note(set_pairs_, std::pair(set, *other), exclusive) || set == *other) {
        continue;
      }
      compare_sets(exclusive, set, *other, conflicts);
      const std::vector<SpreadAt>& spreads = collect(*other).spreads;
      open.insert(open.end(), spreads.rbegin(), spreads.rend());
    }
  }

  void compare_fragments(bool exclusive, const SpreadAt& left, const SpreadAt& right,
                         Conflicts& conflicts) {
    std::vector<std::pair<SpreadAt, SpreadAt>> open = {{left, right}};
    while (!open.empty() && spend(2)) {
      const auto [first, second] = open.back();
      open.pop_back();
      const auto first_set = set_of(first);
      const auto second_set = set_of(second);
      if (are_same(first, second) || !first_set || !second_set) {
        continue;
      }
      const bool are_of_one = first.fragment == second.fragment;
      if (!note(fragment_pairs_, std::minmax(*first_set, *second_set), exclusive && !are_of_one)) {
        continue;
      }
      if (are_of_one) {
        add_spreads(first, second);
        continue;
      }
      compare_sets(exclusive, *first_set, *second_set, conflicts);
      const std::vector<SpreadAt>& more = collect(*first_set).spreads;
      for (const SpreadAt& spread : std::views::reverse(more)) {
        open.emplace_back(spread, second);
      }
      const std::vector<SpreadAt>& further = collect(*second_set).spreads;
      for (const SpreadAt& spread : std::views::reverse(further)) {
        open.emplace_back(first, spread);
      }
    }
  }

  /// Whether a pair is to be compared: not before, or only as excluding each other.
  static bool note(std::map<std::pair<At, At>, bool>& pairs, std::pair<At, At> pair,
                   bool exclusive) {
    const auto [known, is_new] = pairs.emplace(std::move(pair), exclusive);
    if (!is_new && (exclusive || !known->second)) {
      return false;
    }
    known->second = exclusive;
    return true;
  }

  void compare_sets(bool exclusive, const At& left, const At& right, Conflicts& conflicts) {
    const Collected& right_fields = collect(right);
    for (const auto& [name, fields] : collect(left).groups) {
      if (!spend(1)) {
        return;
      }
      const auto found = right_fields.places.find(name);
      if (found == right_fields.places.end()) {
        continue;
      }
      for (const At& field : fields) {
        for (const At& other : right_fields.groups[found->second].second) {
          compare(exclusive, name, field, other, conflicts);
        }
      }
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): `depth_` is limited.
  void compare(bool parents_exclusive, std::string_view name, const At& left, const At& right,
               Conflicts& conflicts) {
    if (!spend(2)) {
      return;
    }
    const SelectedField& first = left.outline->fields[left.number];
    const SelectedField& second = right.outline->fields[right.number];
    const SelectedType& first_parent = left.outline->types[first.parent_type];
    const SelectedType& second_parent = right.outline->types[second.parent_type];
    const bool exclusive =
        parents_exclusive || (first_parent.is_object && second_parent.is_object &&
                              first_parent.name != second_parent.name);
    std::string reason = difference(exclusive, left, right);
    if (!reason.empty()) {
      conflicts.push_back({name, std::move(reason), {left}, {right}});
    } else if (first.set != SelectedField::no_set && second.set != SelectedField::no_set) {
      compare_below(exclusive, name, left, right, conflicts);
    }
  }

  static std::string difference(bool exclusive, const At& left, const At& right) {
    const SelectedField& first = left.outline->fields[left.number];
    const SelectedField& second = right.outline->fields[right.number];
    if (!exclusive && first.name != second.name) {
      return "\"" + abbreviated(first.name) + "\" and \"" + abbreviated(second.name) +
             "\" are different fields";
    }
    if (!exclusive && (first.arguments != second.arguments || have_other_scopes(left, right))) {
      return "they have differing arguments";
    }
    if (first.is_streamed || second.is_streamed) {
      const bool are_equal = first.is_streamed && second.is_streamed &&
                             first.stream_arguments == second.stream_arguments;
      return std::string("they have overlapping stream directives") +
             (are_equal ? ". See https://github.com/graphql/defer-stream-wg/discussions/100" : "");
    }
    return have_other_types(left, right) ? "they return conflicting types \"" + type_text(left) +
                                               "\" and \"" + type_text(right) + "\""
                                         : "";
  }

  /// Whether variables that two fields use mean different things.
  static bool have_other_scopes(const At& left, const At& right) {
    const auto scope = [](const At& at) {
      return at.outline->fields[at.number].uses_own_variables ? at.scope : no_scope;
    };
    return scope(left) != scope(right);
  }

  static const SelectedType& type_of(const At& at) {
    return at.outline->types[at.outline->fields[at.number].type];
  }
  static std::string type_text(const At& at) {
    const SelectedField& field = at.outline->fields[at.number];
    return abbreviated(
        TypeReference{type_of(at).name, field.list_depth, field.non_null}.to_string());
  }

  static bool have_other_types(const At& left, const At& right) {
    const SelectedField& first = left.outline->fields[left.number];
    const SelectedField& second = right.outline->fields[right.number];
    if (first.type == 0 || second.type == 0) {
      return false;
    }
    const bool are_composite = type_of(left).is_composite && type_of(right).is_composite;
    return first.list_depth != second.list_depth || first.non_null != second.non_null ||
           (!are_composite && type_of(left).name != type_of(right).name);
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void compare_below(bool exclusive, std::string_view name, const At& left, const At& right,
                     Conflicts& conflicts) {
    if (depth_ == depth_limit) {
      result_.is_cut_short = true;
      return;
    }
    ++depth_;
    Conflicts inner;
    const At first{left.outline, left.definition, left.outline->fields[left.number].set,
                   left.scope};
    const At second{right.outline, right.definition, right.outline->fields[right.number].set,
                    right.scope};
    compare_sets(exclusive, first, second, inner);
    for (const SpreadAt& spread : collect(second).spreads) {
      compare_with_fragment(exclusive, first, spread, inner);
    }
    for (const SpreadAt& spread : collect(first).spreads) {
      compare_with_fragment(exclusive, second, spread, inner);
    }
    for (const SpreadAt& spread : collect(first).spreads) {
      for (const SpreadAt& other : collect(second).spreads) {
        compare_fragments(exclusive, spread, other, inner);
      }
    }
    --depth_;
    if (!inner.empty()) {
      conflicts.push_back(together(name, left, right, inner));
    }
  }

  static Conflict together(std::string_view name, const At& left, const At& right,
                           const Conflicts& inner) {
    Conflict conflict{name, "", {left}, {right}};
    for (const Conflict& at : inner) {
      conflict.reason.append(conflict.reason.empty() ? "" : " and ")
          .append("subfields \"")
          .append(abbreviated(at.response_name))
          .append("\" conflict because ")
          .append(at.reason);
      if (conflict.reason.size() > text_limit) {
        break;
      }
    }
    conflict.reason = abbreviated(conflict.reason);
    for (const Conflict& at : inner) {
      append_last(at.left, conflict.left);
      append_last(at.right, conflict.right);
    }
    return conflict;
  }

  static void append_last(const std::vector<At>& from, std::vector<At>& to) {
    const std::size_t count = std::min(from.size(), side_limit - to.size());
    to.insert(to.end(), from.end() - static_cast<std::ptrdiff_t>(count), from.end());
  }

  engine::Context* context_;
  int budget_ = budget_limit;
  std::uint32_t depth_ = 0;
  std::map<At, Collected> collected_;
  std::map<std::pair<At, At>, bool> set_pairs_;  ///< compared before; the value: only as exclusive
  std::map<std::pair<At, At>, bool> fragment_pairs_;
  FragmentScopes scopes_;
  FieldConflicts::Conflicts result_;
};

}  // namespace

FieldConflicts::Conflicts FieldConflicts::execute(engine::Context& context,
                                                  const DefinitionId& definition) {
  if (has_separate_fields(context, definition)) {
    return {};
  }
  MergeVerdict verdict = MergeVerdict::clean;
  if (const auto cover = context.get<CoverOf>(definition)) {
    if (context.get<Merging>(*cover).verdict == MergeVerdict::clean) {
      return {};
    }
    verdict = check_merging(context, definition, covered_allowance).verdict;
    if (verdict == MergeVerdict::too_complex) {
      return {};  // The cover says so.
    }
  } else {
    verdict = context.get<Merging>(definition).verdict;
  }
  if (verdict == MergeVerdict::clean) {
    return {};
  }
  FieldConflicts::Conflicts found = ConflictFinder(context).find(definition);
  found.is_cut_short |= verdict == MergeVerdict::too_complex;
  return found;
}

}  // namespace troupe::graphql
