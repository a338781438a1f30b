// A type's field beside that of an interface that the type implements.
#pragma once

#include <functional>
#include <string>

#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"

namespace troupe::graphql {

/// Calls `visit` for the interfaces that a type implements, itself excepted. Nothing for other
/// kinds of types, and for interfaces of which the text is broken.
void for_each_interface(const TypeCheck& check,
                        const std::function<void(const TypeShape& interface_type)>& visit);

/// Whether all values of `type` are of type `super`.
[[nodiscard]] bool is_subtype(const TypeCheck& check, TypeReference type, TypeReference super);

struct FieldPair {
  const TypeCheck& check;
  const TypeShape& interface_type;
  const FieldShape& expected;  ///< the interface's
  const FieldShape& actual;    ///< the type's

  /// At a part of both fields: `part` takes a FieldDefinition to a range.
  void report(const std::function<base::TextRange(const FieldDefinition&)>& part,
              const std::string& message) const;
  /// At the interface's argument, and at the type's field.
  void report_argument_and_field(std::string_view argument, const std::string& message) const;
  /// At the types of the argument in both.
  void report_arguments(std::string_view argument, const std::string& message) const;
  /// At the type's argument, and at the interface's field.
  void report_additional(std::string_view argument, const std::string& message) const;

 private:
  [[nodiscard]] std::optional<InDefinition<FieldDefinition>> expected_place() const;
  [[nodiscard]] std::optional<InDefinition<FieldDefinition>> actual_place() const;
};

}  // namespace troupe::graphql
