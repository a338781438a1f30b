// GraphQL's productions, one function for each, in the order of the specification's summary.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/languages/graphql/syntax/parser_core.hpp"

namespace troupe::graphql {

/// Whether variables are allowed in a value.
enum class Constness : std::uint8_t { variable, constant };

/// The grammar over ParserCore. Call one of the first three, once; then the tree is in the builder.
/// Every production is called where its first token may be: those that must begin with some token
/// say so when it is not there, and then take nothing.
class Grammar : public ParserCore {
 public:
  using ParserCore::ParserCore;

  void parse_document();
  void parse_single_value(Constness constness);
  void parse_single_type();

 private:
  // grammar.cpp
  void definition();
  void described_definition();
  void definition_by_keyword(Keyword keyword, bool is_described);
  void unknown_definition();
  [[nodiscard]] Keyword guess_keyword_here() const;
  void skip_to_definition();
  /// Skips what stands on this line before a `{` that is close by. Whether there is one.
  bool skip_to_brace();
  void leftovers();
  void name();
  void description();
  void optional_description();

  // grammar_executable.cpp
  void operation_definition(bool is_described);
  void variable_definitions();
  void variable_definition();
  void variable();
  void default_value();
  void selection_set();
  void selection();
  void field();
  void optional_arguments(Constness constness);
  void argument(Constness constness);
  void fragment_or_spread();
  void fragment_definition(bool is_described);
  void fragment_name();
  void type_condition();
  void directives(Constness constness);
  void directive(Constness constness);

  // grammar_values.cpp
  void value(Constness constness);
  void variable_value(Constness constness);
  void report_variable();
  void list_value(Constness constness);
  void object_value(Constness constness);
  void object_field(Constness constness);
  void value_after_colon(Constness constness);
  std::optional<Closed> type_reference();
  std::optional<Closed> nullable_type();
  std::optional<Closed> named_type();
  void type_after_colon();
  [[nodiscard]] bool is_next_item() const;

  // grammar_type_system.cpp
  void schema_definition(bool is_described);
  void root_operation_types();
  void root_operation_type();
  void type_definition(NodeKind kind, bool is_described);
  void type_extension(NodeKind kind, bool is_described);
  void type_body(NodeKind kind);
  void optional_implements();
  void optional_fields_definition();
  void field_definition();
  void optional_arguments_definition();
  void input_value_definition();
  void optional_union_members();
  void optional_enum_values();
  void enum_value_definition();
  void optional_input_fields();
  void directive_definition(bool is_described);
  void directive_locations();
  void extension(bool is_described);
  void extension_head(bool is_described);
  void schema_extension(bool is_described);
  void directive_extension(bool is_described);
};

}  // namespace troupe::graphql
