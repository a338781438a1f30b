#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> words = {"query", "mutation", "subscription"};
constexpr std::array<std::string_view, 3> capitals = {"Query", "Mutation", "Subscription"};

/// Where schema definitions and extensions name the root types.
class RootPlaces {
 public:
  explicit RootPlaces(const TypeCheck& check) {
    for (const Part& part : check.context().get<SchemaParts>(check.project())) {
      for (const RootTypeUse& use : check.context().get<DefinitionRootTypes>(part.id)) {
        std::optional<Place>& place = places_[static_cast<std::size_t>(use.operation)];
        // A definition counts before all extensions, wherever it stands.
        if (!place || (!part.is_extension() && !has_definition_)) {
          place = Place{part.id, use.type_range};
        }
      }
      if (!part.is_extension() && !has_definition_) {
        has_definition_ = true;
        definition_ = part.id;
      }
    }
  }

  [[nodiscard]] const std::optional<Place>& of(std::size_t operation) const {
    return places_[operation];
  }
  [[nodiscard]] std::optional<DefinitionId> definition() const { return definition_; }

 private:
  std::array<std::optional<Place>, 3> places_;
  std::optional<DefinitionId> definition_;
  bool has_definition_ = false;
};

void report_at(const TypeCheck& check, const std::vector<Place>& places,
               const std::string& message) {
  std::vector<DefinitionId> definitions;
  definitions.reserve(places.size());
  for (const Place& place : places) {
    definitions.push_back(place.definition);
  }
  check.report(places, message, definitions);
}

/// Without a configuration, files may be any part of a schema; and what only extends types is a
/// part of one that stands elsewhere.
void report_no_query(const TypeCheck& check, const RootPlaces& roots) {
  const std::string message = "Query root type must be provided.";
  if (const auto definition = roots.definition()) {
    report_at(check, heads_of(check.context(), {*definition}), message);
    return;
  }
  const Project* project = find_project(check.context(), check.project());
  if (project == nullptr || !project->configuration) {
    return;
  }
  for (const FileId file : check.context().get<ProjectFiles>(check.project()).schema) {
    for (const DefinitionEntry& entry : check.context().get<FileDefinitions>(file).all()) {
      if (entry.space == DefinitionSpace::type && !entry.is_extension()) {
        report_at(check, heads_of(check.context(), {entry.id}), message);
        return;
      }
    }
  }
}

std::string joined(const std::vector<std::size_t>& operations) {
  std::string text;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (i > 0) {
      text += operations.size() > 2 ? "," : "";
      text += i + 1 == operations.size() ? " and " : " ";
    }
    text += words[operations[i]];
  }
  return text;
}

void check(const TypeCheck& check) {
  if (check.type() != nullptr) {
    return;
  }
  const RootPlaces roots(check);
  const auto& names = check.context().get<RootTypes>(check.project());
  if (names[0].empty()) {
    report_no_query(check, roots);
  }
  std::vector<std::pair<std::string, std::vector<std::size_t>>> used;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto kind = check.kind_of_type(names[i]);
    if (!kind) {
      continue;
    }
    if (*kind != TypeKind::object) {
      const std::vector<Place> places = roots.of(i)
                                            ? std::vector{*roots.of(i)}
                                            : heads_of(check.context(), check.parts_of(names[i]));
      report_at(check, {places.front()},
                std::string(capitals[i]) + " root type must be Object type" +
                    (i == 0 ? "" : " if provided") + ", it cannot be " + names[i] + ".");
      continue;
    }
    const auto known = std::ranges::find(used, names[i], [](const auto& at) { return at.first; });
    (known == used.end() ? used.emplace_back(names[i], std::vector<std::size_t>()) : *known)
        .second.push_back(i);
  }
  for (const auto& [name, operations] : used) {
    std::vector<Place> places;
    for (const std::size_t operation : operations) {
      if (roots.of(operation)) {
        places.push_back(*roots.of(operation));
      }
    }
    if (operations.size() > 1 && !places.empty()) {
      report_at(check, places,
                "All root types must be different, \"" + name + "\" type is used as " +
                    joined(operations) + " root types.");
    }
  }
}

}  // namespace

constinit const Rule root_types = {
    .code = "graphql/root-types",
    .summary = "The schema has a root type for queries; root types are different object types.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
