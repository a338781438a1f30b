// The checks of one type over all of its parts, and of how it fits those it names; and of the
// schema as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// The findings about one type; about the schema under the empty name. Rests on shapes, so that
/// moving and describing things checks nothing again; places are looked up where something is
/// wrong, and only there.
struct TypeFindings {
  using Key = ProjectName;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_type_findings";
  static Value execute(engine::Context& context, const Key& key);
};

/// What rules see of a type. Lives on the stack of the query that checks it.
class TypeCheck {
 public:
  TypeCheck(engine::Context& context, const ProjectName& key);

  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }
  /// The type; null: the schema itself is looked at.
  [[nodiscard]] const TypeShape* type() const { return type_; }
  /// The type's parts that count, its definition first.
  [[nodiscard]] std::vector<DefinitionId> parts() const { return parts_of(type_->name); }
  /// Those of another type. Built-in types have none.
  [[nodiscard]] std::vector<DefinitionId> parts_of(std::string_view type) const;
  /// The kind of a type, and a dependency on nothing but that.
  [[nodiscard]] std::optional<TypeKind> kind_of_type(std::string_view name) const;

  /// Places that are wrong together, in the reference's order. Shown in every file in which one of
  /// `files_of` stands, at the first place there, with all others behind.
  void report(const std::vector<Place>& places, const std::string& message,
              const std::vector<DefinitionId>& files_of) const;
  /// In the files of the type.
  void report(const std::vector<Place>& places, const std::string& message) const {
    report(places, message, parts());
  }

 private:
  Schema schema_;
  const TypeShape* type_ = nullptr;
  const Rule* rule_ = nullptr;  ///< the one that is looking
  mutable std::vector<Finding> findings_;
};

}  // namespace troupe::graphql
