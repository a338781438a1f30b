// Fields that answer to one name must not be compared pair by pair: there may be thousands. Simon
// Adameit showed that they need not be ("Faster FieldsInSetCanMerge", 2019: the algorithm of
// Sangria and of graphql-java): instead of pairs, look at sets of fields, and refine them.
//
// Take all fields that are selected side by side, fragments opened up, and group them by response
// name. Two demands of the specification then fall apart into demands on whole groups:
//
//   shape  All fields of a group, whatever types they are selected from, return types of one shape:
//          the same lists and non-null marks around the same leaf type, or around some composite
//          type. Whatever is selected from them is again one set of fields with this demand.
//   sameness  Fields that can meet in one object are the same field with the same arguments. Two
//          that are selected from different object types cannot meet, and neither can anything
//          below them. So a group is parted by object type, and fields selected from interfaces and
//          unions belong to every part. What is selected from the fields of one part is again one
//          set with this demand.
//
// "Are all equal" takes one comparison for each field, so a set costs what its fields are. Sets are
// named by the selection sets that they are made of, and no set is looked at twice with the same
// demand: that is what keeps fragments in fragments in fragments from multiplying. Sets wait in a
// list, so nothing recurses.
//
// Where fragments have variables of their own, one is as many as there are scopes that it is spread
// in, and two of them do not go into one set.
//
// What remains is a product: where fields of an interface meet k object types, each of the k parts
// looks into them; and where one large fragment is spread in n different selections, each looks
// into it. Texts can be made to exploit that, so the steps are bounded by the size of what is
// reached.
#include "analysis/languages/graphql/validation/merging/merge_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/validation/merging/fragment_scopes.hpp"
#include "analysis/languages/graphql/validation/merging/selection_outline.hpp"

namespace troupe::graphql {
namespace {

constexpr std::uint64_t standard_allowance = 1'000'000;
constexpr std::uint64_t steps_per_size = 64;

/// What is demanded of a set.
enum Demand : std::uint8_t { shape = 1, sameness = 2 };

using SetNumber = std::uint32_t;  ///< over all definitions
using SetList = std::vector<SetNumber>;

struct SetListHash {
  std::size_t operator()(const SetList& list) const noexcept {
    std::size_t hash = list.size();
    for (const SetNumber set : list) {
      hash = (hash ^ set) * 0x9E3779B97F4A7C15ULL;
    }
    return hash;
  }
};

class MergeCheck {
 public:
  MergeCheck(engine::Context& context, std::uint64_t allowance)
      : context_(&context), granted_(allowance) {}

  MergeResult run(DefinitionId definition) {
    const Selections& outline = context_->get<SelectionOutline>(definition);
    if (!outline.sets.empty()) {
      demand({load(definition, scopes_.of(definition, outline)).first_set}, shape | sameness);
    }
    while (!waiting_.empty() && verdict_ == MergeVerdict::clean) {
      context_->checkpoint();
      const auto [sources, demands] = std::move(waiting_.back());
      waiting_.pop_back();
      check(sources, demands);
    }
    return {verdict_, steps_};
  }

 private:
  struct Loaded {
    const Selections* outline = nullptr;
    SetNumber first_set = 0;
  };
  struct SetPlace {
    const Selections* outline;
    std::uint32_t set;
    SetNumber first_set;  ///< of the outline
    ScopeNumber scope;
  };
  /// A field, with the outline in which its numbers mean something.
  struct FieldAt {
    const Selections* outline;
    const SelectedField* field;
    SetNumber set;      ///< what is selected from it, `no_set` if nothing
    ScopeNumber scope;  ///< of its arguments: `no_scope` where they would mean the same in any

    [[nodiscard]] const SelectedType& type() const { return outline->types[field->type]; }
    [[nodiscard]] const SelectedType& parent() const { return outline->types[field->parent_type]; }
  };
  using Group = std::vector<FieldAt>;

  Loaded load(DefinitionId definition, ScopeNumber scope) {
    std::vector<std::pair<ScopeNumber, Loaded>>& all = loaded_[definition];
    const auto known = std::ranges::find(all, scope, &std::pair<ScopeNumber, Loaded>::first);
    if (known != all.end()) {
      return known->second;
    }
    const Selections& outline = context_->get<SelectionOutline>(definition);
    const Loaded loaded = {&outline, static_cast<SetNumber>(sets_.size())};
    for (std::uint32_t i = 0; i < outline.sets.size(); ++i) {
      sets_.push_back({&outline, i, loaded.first_set, scope});
    }
    const std::size_t size = outline.fields.size() + outline.spreads.size() + 1;
    if (all.empty()) {
      granted_ += steps_per_size * size;
    } else {
      steps_ += size;
    }
    all.emplace_back(scope, loaded);
    return loaded;
  }

  /// The fragment that a spread means. Where it was met in another scope before, a conflict.
  std::optional<Loaded> load(const SelectedSpread& spread, ScopeNumber around,
                             std::unordered_map<DefinitionId, ScopeNumber>& scopes) {
    const auto known = loaded_.find(spread.fragment);
    const Selections& outline = known != loaded_.end()
                                    ? *known->second.front().second.outline
                                    : context_->get<SelectionOutline>(spread.fragment);
    const ScopeNumber scope = scopes_.of(spread, outline, around);
    if (outline.has_variables && scopes.emplace(spread.fragment, scope).first->second != scope) {
      verdict_ = MergeVerdict::conflict;
      return std::nullopt;
    }
    return load(spread.fragment, scope);
  }

  void demand(SetList sources, std::uint8_t demands) {
    if (sources.empty()) {
      return;
    }
    std::ranges::sort(sources);
    const auto repeated = std::ranges::unique(sources);
    sources.erase(repeated.begin(), repeated.end());
    waiting_.emplace_back(std::move(sources), demands);
  }

  /// The sets with fields of their own that sources lead to, themselves and through spreads.
  SetList expand(SetList sources) {
    std::unordered_set<SetNumber> seen(sources.begin(), sources.end());
    std::unordered_map<DefinitionId, ScopeNumber> scopes;
    SetList with_fields;
    for (std::size_t i = 0; i < sources.size() && verdict_ == MergeVerdict::clean; ++i) {
      const SetPlace place = sets_[sources[i]];
      const SelectedSet& set = place.outline->sets[place.set];
      steps_ += 1 + set.spreads_end - set.spreads_begin;
      if (set.fields_begin != set.fields_end) {
        with_fields.push_back(sources[i]);
      }
      for (std::uint32_t spread = set.spreads_begin; spread < set.spreads_end; ++spread) {
        const auto fragment = load(place.outline->spreads[spread], place.scope, scopes);
        if (fragment && !fragment->outline->sets.empty() &&
            seen.insert(fragment->first_set).second) {
          sources.push_back(fragment->first_set);
        }
      }
    }
    std::ranges::sort(with_fields);
    return with_fields;
  }

  void check(const SetList& sources, std::uint8_t demands) {
    if (is_met(sources_met_, sources, demands)) {
      return;
    }
    const SetList sets = expand(sources);
    if (verdict_ != MergeVerdict::clean || is_met(met_, sets, demands)) {
      return;
    }
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<Group> groups;
    for (const SetNumber number : sets) {
      const SetPlace& place = sets_[number];
      const SelectedSet& set = place.outline->sets[place.set];
      steps_ += set.fields_end - set.fields_begin;
      if (steps_ > granted_) {
        verdict_ = MergeVerdict::too_complex;
        return;
      }
      for (std::uint32_t i = set.fields_begin; i < set.fields_end; ++i) {
        const SelectedField& field = place.outline->fields[i];
        const auto [group, is_new] = places.emplace(field.response_name, groups.size());
        if (is_new) {
          groups.emplace_back();
        }
        const bool has_set = field.set != SelectedField::no_set;
        groups[group->second].push_back(
            {place.outline, &field, has_set ? place.first_set + field.set : SelectedField::no_set,
             field.uses_own_variables ? place.scope : no_scope});
      }
    }
    for (const Group& group : groups) {
      check_group(group, demands);
    }
  }

  /// Whether a set was looked at with these demands before. Notes that it is now.
  static bool is_met(std::unordered_map<SetList, std::uint8_t, SetListHash>& met,
                     const SetList& sets, std::uint8_t& demands) {
    std::uint8_t& before = met[sets];
    demands &= static_cast<std::uint8_t>(~before);
    before |= demands;
    return demands == 0;
  }

  void check_group(const Group& group, std::uint8_t demands) {
    if ((demands & shape) != 0 && !have_one_shape(group)) {
      verdict_ = MergeVerdict::conflict;
      return;
    }
    std::map<std::string_view, Group> by_object;
    Group of_all;
    if ((demands & sameness) != 0) {
      for (const FieldAt& field : group) {
        (field.parent().is_object ? by_object[field.parent().name] : of_all).push_back(field);
      }
      if (!are_same(by_object, of_all)) {
        verdict_ = MergeVerdict::conflict;
        return;
      }
    }
    if (by_object.size() + (by_object.empty() ? 1 : 0) == 1) {
      demand(children(group, {}), demands);  // one part: both demands are on the same set
      return;
    }
    if ((demands & shape) != 0) {
      demand(children(group, {}), shape);
    }
    for (const auto& [type, fields] : by_object) {
      steps_ += of_all.size();
      demand(children(fields, of_all), sameness);
    }
  }

  static bool have_one_shape(const Group& group) {
    const FieldAt* first = nullptr;
    for (const FieldAt& at : group) {
      if (group.size() > 1 && at.field->is_streamed) {
        return false;
      }
      if (at.field->type == 0) {
        continue;
      }
      if (first == nullptr) {
        first = &at;
        continue;
      }
      if (at.field->list_depth != first->field->list_depth ||
          at.field->non_null != first->field->non_null ||
          at.type().is_composite != first->type().is_composite ||
          (!at.type().is_composite && at.type().name != first->type().name)) {
        return false;
      }
    }
    return true;
  }

  static bool equal(const FieldAt& left, const FieldAt& right) {
    return left.field->name == right.field->name &&
           left.field->arguments == right.field->arguments && left.scope == right.scope;
  }

  static bool are_same(const std::map<std::string_view, Group>& by_object, const Group& of_all) {
    const auto all_equal = [](const FieldAt& first, const Group& group) {
      return std::ranges::all_of(group, [&](const FieldAt& at) { return equal(first, at); });
    };
    if (!of_all.empty() && !all_equal(of_all.front(), of_all)) {
      return false;
    }
    return std::ranges::all_of(by_object, [&](const auto& part) {
      return all_equal(of_all.empty() ? part.second.front() : of_all.front(), part.second);
    });
  }

  static SetList children(const Group& group, const Group& more) {
    SetList sets;
    sets.reserve(group.size() + more.size());
    for (const Group* fields : {&group, &more}) {
      for (const FieldAt& at : *fields) {
        if (at.set != SelectedField::no_set) {
          sets.push_back(at.set);
        }
      }
    }
    return sets;
  }

  engine::Context* context_;
  std::uint64_t granted_;
  std::uint64_t steps_ = 0;
  MergeVerdict verdict_ = MergeVerdict::clean;
  FragmentScopes scopes_;
  std::unordered_map<DefinitionId, std::vector<std::pair<ScopeNumber, Loaded>>> loaded_;
  std::vector<SetPlace> sets_;
  std::vector<std::pair<SetList, std::uint8_t>> waiting_;
  std::unordered_map<SetList, std::uint8_t, SetListHash> sources_met_;  ///< as demanded
  std::unordered_map<SetList, std::uint8_t, SetListHash> met_;          ///< as expanded
};

}  // namespace

MergeResult check_merging(engine::Context& context, DefinitionId definition,
                          std::uint64_t allowance) {
  return MergeCheck(context, allowance).run(definition);
}

MergeResult Merging::execute(engine::Context& context, const DefinitionId& definition) {
  return check_merging(context, definition, standard_allowance);
}

}  // namespace troupe::graphql
