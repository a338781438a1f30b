#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/syntax/half_typed.hpp"

using namespace troupe::graphql;

namespace {

const std::vector<HalfTyped> texts = {
    {R"(type X { a: }
type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a))) "
     "object_type_definition(Y fields_definition(field_definition(b named_type(Int))))",
     {"12: Expected Name, found \"}\"."}},
    {R"(type X { a }
type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a))) "
     "object_type_definition(Y fields_definition(field_definition(b named_type(Int))))",
     {"11: Expected \":\", found \"}\"."}},
    {R"(type X { a: Int
type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a "
     "named_type(Int)))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"21: Expected \":\", found Name \"Y\". <- 7"}},
    {R"(type X {
  a: Int
  b(

type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a named_type(Int)) "
     "field_definition(b arguments_definition))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"29: Expected \":\", found Name \"Y\". <- 21"}},
    {R"(type X {
  a(b: Int: String
  c: Int
}
type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a "
     "arguments_definition(input_value_definition(b named_type(Int))) "
     "named_type(String)) field_definition(c named_type(Int)))) "
     "object_type_definition(Y fields_definition(field_definition(b named_type(Int))))",
     {"19: Expected Name, found \":\"."}},
    {R"(type X {
  a: [Int
  b: String
})",
     "object_type_definition(X fields_definition(field_definition(a "
     "list_type(named_type(Int))) field_definition(b named_type(String))))",
     {"21: Expected \"]\", found Name \"b\"."}},
    {R"(type X {
  a: 
  b: String
  c(d: Int): Int
})",
     "object_type_definition(X fields_definition(field_definition(a) "
     "field_definition(b named_type(String)) field_definition(c "
     "arguments_definition(input_value_definition(d named_type(Int))) "
     "named_type(Int))))",
     {"18: Expected Name, found \":\"."}},
    {R"(type
type Y { b: Int })",
     "object_type_definition object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"10: Unexpected Name \"Y\"."}},
    {R"(type X implements
type Y { b: Int })",
     "object_type_definition(X implements_interfaces) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"23: Unexpected Name \"Y\"."}},
    {R"(type X implements {
  a: Int
})",
     "object_type_definition(X implements_interfaces "
     "fields_definition(field_definition(a named_type(Int))))",
     {"18: Expected Name, found \"{\"."}},
    {R"(type X implements A, B { a: Int })",
     "object_type_definition(X implements_interfaces(named_type(A) named_type(B)) "
     "fields_definition(field_definition(a named_type(Int))))",
     {"21: Unexpected Name \"B\"."}},
    {R"(type X extends Y { a: Int }
type Z { b: Int })",
     "object_type_definition(X error fields_definition(field_definition(a "
     "named_type(Int)))) object_type_definition(Z "
     "fields_definition(field_definition(b named_type(Int))))",
     {"7: Unexpected Name \"extends\"."}},
    {R"(type X : Y { a: Int })",
     "object_type_definition(X error fields_definition(field_definition(a "
     "named_type(Int))))",
     {"7: Unexpected \":\"."}},
    {R"(typ X { a: Int }
type Y { b: Int })",
     "object_type_definition(X fields_definition(field_definition(a "
     "named_type(Int)))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"0: Unexpected Name \"typ\"."}},
    {R"(foo bar { a }
type Y { b: Int })",
     "error object_type_definition(Y fields_definition(field_definition(b "
     "named_type(Int))))",
     {"0: Unexpected Name \"foo\"."}},
    {R"(union U = A |
type Y { b: Int })",
     "union_type_definition(U union_member_types(named_type(A))) "
     "object_type_definition(Y fields_definition(field_definition(b named_type(Int))))",
     {"19: Unexpected Name \"Y\"."}},
    {R"(union U =
type Y { b: Int })",
     "union_type_definition(U union_member_types) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"15: Unexpected Name \"Y\"."}},
    {R"(enum E { A, true, B })",
     "enum_type_definition(E enum_values_definition(enum_value_definition(A) "
     "enum_value_definition(true) enum_value_definition(B)))",
     {"12: Name \"true\" is reserved and cannot be used for an enum value."}},
    {R"(enum E { A B
type Y { b: Int })",
     "enum_type_definition(E enum_values_definition(enum_value_definition(A) "
     "enum_value_definition(B))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"20: Expected Name, found \"{\". <- 7"}},
    {R"(enum E { A: 1, B })",
     "enum_type_definition(E enum_values_definition(enum_value_definition(A) error "
     "enum_value_definition(B)))",
     {"10: Expected Name, found \":\"."}},
    {R"(input I { a: Int = }
type Y { b: Int })",
     "input_object_type_definition(I input_fields_definition(input_value_definition(a "
     "named_type(Int) default_value))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"19: Unexpected \"}\"."}},
    {R"(input I { a: Int = $x, b: Int })",
     "input_object_type_definition(I input_fields_definition(input_value_definition(a "
     "named_type(Int) default_value(variable(x))) input_value_definition(b "
     "named_type(Int))))",
     {"19: Unexpected variable \"$x\" in constant value."}},
    {R"(directive @
type Y { b: Int })",
     "directive_definition object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"17: Expected \"on\", found Name \"Y\"."}},
    {R"(directive @a on
type Y { b: Int })",
     "directive_definition(a) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"16: Unexpected Name \"type\"."}},
    {R"(directive @a on FIELD | FELD)",
     "directive_definition(a directive_locations(FIELD FELD))",
     {"24: Unexpected Name \"FELD\"."}},
    {R"(directive a on FIELD)",
     "directive_definition(a directive_locations(FIELD))",
     {"10: Expected \"@\", found Name \"a\"."}},
    {R"(extend
type Y { b: Int })",
     "object_type_extension(Y fields_definition(field_definition(b named_type(Int))))",
     {}},
    {R"(extend type X
type Y { b: Int })",
     "object_type_extension(X) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"14: Unexpected Name \"type\"."}},
    {R"(schema { query: }
type Y { b: Int })",
     "schema_definition(root_operation_types(root_operation_type(query))) "
     "object_type_definition(Y fields_definition(field_definition(b named_type(Int))))",
     {"16: Expected Name, found \"}\"."}},
    {R"(schema { qery: Q })",
     "schema_definition(root_operation_types(root_operation_type(qery named_type(Q))))",
     {"9: Unexpected Name \"qery\"."}},
    {R"(schema
type Y { b: Int })",
     "schema_definition object_type_definition(Y fields_definition(field_definition(b "
     "named_type(Int))))",
     {"7: Expected \"{\", found Name \"type\"."}},
    {R"("description")", "error", {"13: Unexpected <EOF>."}},
    {R"("""
description
type X { a: Int }

type Y { b: Int })",
     "object_type_definition(description X fields_definition(field_definition(a "
     "named_type(Int)))) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"52: Unterminated string. <- 0"}},
    {R"(type X {
  """ 
  a: Int
}

type Y { b: Int }

"""Z"""
type Z { c: Int })",
     "object_type_definition(X fields_definition(field_definition(description))) "
     "object_type_definition(Y fields_definition(field_definition(b "
     "named_type(Int)))) object_type_definition(description Z "
     "fields_definition(field_definition(c named_type(Int))))",
     {"72: Unterminated string. <- 11"}},
    {R"(type X { 'single' a: Int })",
     "object_type_definition(X fields_definition(field_definition(description a "
     "named_type(Int))))",
     {"9: Unexpected single quote character ('), did you mean to use a double quote (\")?"}},
    {R"(type X { a: Int b: Int! c: [Int!!] })",
     "object_type_definition(X fields_definition(field_definition(a named_type(Int)) "
     "field_definition(b non_null_type(named_type(Int))) field_definition(c "
     "list_type(non_null_type(named_type(Int)) error))))",
     {"32: Expected \"]\", found \"!\"."}},
    {R"(type X { a: Int = 5 })",
     "object_type_definition(X fields_definition(field_definition(a named_type(Int)) "
     "error))",
     {"16: Expected Name, found \"=\"."}},
    {R"(type X { a Int, b: [ })",
     "object_type_definition(X fields_definition(field_definition(a named_type(Int)) "
     "field_definition(b list_type)))",
     {"11: Expected \":\", found Name \"Int\".", "21: Expected Name, found \"}\"."}},
    {R"(type X @ { a: Int })",
     "object_type_definition(X directive fields_definition(field_definition(a "
     "named_type(Int))))",
     {"9: Expected Name, found \"{\"."}},
    {R"(type X { a: Int!! })",
     "object_type_definition(X fields_definition(field_definition(a "
     "non_null_type(named_type(Int)) error)))",
     {"16: Expected Name, found \"!\"."}},
    {R"(type A {
  a: Int
}}
type B {
  b: Int)",
     "object_type_definition(A fields_definition(field_definition(a "
     "named_type(Int)))) error object_type_definition(B "
     "fields_definition(field_definition(b named_type(Int))))",
     {"19: Unexpected \"}\".", "38: Expected \"}\", found <EOF>. <- 28"}},
    {R"(type A {
  "one" "two" a: Int
})",
     "object_type_definition(A fields_definition(field_definition(description) "
     "field_definition(description a named_type(Int))))",
     {"17: Expected Name, found String \"two\"."}},
    {R"(interface I {
  a: Int @deprecated(
  b: Int
}
type B { b: Int })",
     "interface_type_definition(I fields_definition(field_definition(a "
     "named_type(Int) directive(deprecated arguments(argument(b enum_value)))))) "
     "object_type_definition(B fields_definition(field_definition(b named_type(Int))))",
     {"45: Expected Name, found \"}\"."}},
    {R"(type Query {
  user(id: ID!): 

type User { id: ID })",
     "object_type_definition(Query fields_definition(field_definition(user "
     "arguments_definition(input_value_definition(id "
     "non_null_type(named_type(ID))))))) object_type_definition(User "
     "fields_definition(field_definition(id named_type(ID))))",
     {"42: Expected \":\", found \"{\"."}},
    {R"(scalar
scalar B)",
     "scalar_type_definition scalar_type_definition(B)",
     {"14: Unexpected Name \"B\"."}},
    {R"(extend type A implements
extend type B @c)",
     "object_type_extension(A implements_interfaces(named_type(extend))) "
     "object_type_definition(B directive(c))",
     {}},
    {R"(type A { a: Int type B { b: Int } type C { c: Int })",
     "object_type_definition(A fields_definition(field_definition(a "
     "named_type(Int)))) object_type_definition(B "
     "fields_definition(field_definition(b named_type(Int)))) "
     "object_type_definition(C fields_definition(field_definition(c named_type(Int))))",
     {"21: Expected \":\", found Name \"B\"."}},
    {R"(type A { a: Int @x { b: Int } type C { c: Int })",
     "object_type_definition(A fields_definition(field_definition(a named_type(Int) "
     "directive(x)) error)) object_type_definition(C "
     "fields_definition(field_definition(c named_type(Int))))",
     {"19: Expected Name, found \"{\"."}},
    {R"(type A { type B: Int, c: Int })",
     "object_type_definition(A fields_definition(error field_definition(B "
     "named_type(Int)) field_definition(c named_type(Int))))",
     {"14: Expected \":\", found Name \"B\"."}},
    {R"(input A { a: Int extend type C { c: Int } query Q { a })",
     "input_object_type_definition(A input_fields_definition(input_value_definition(a "
     "named_type(Int)))) object_type_extension(C fields_definition(field_definition(c "
     "named_type(Int)))) operation_definition(Q selection_set(field(a)))",
     {"24: Expected \":\", found Name \"type\"."}},
};

}  // namespace

TEST_CASE("half-typed type definitions are understood as far as they go") {
  check_half_typed(texts);
}
