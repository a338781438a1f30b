#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/syntax/half_typed.hpp"

using namespace troupe::graphql;

namespace {

const std::vector<HalfTyped> texts = {
    {R"(query { user(id: ) { name } })",
     "operation_definition(selection_set(field(user arguments(argument(id)) "
     "selection_set(field(name)))))",
     {"17: Unexpected \")\"."}},
    {R"(query { user(id:)",
     "operation_definition(selection_set(field(user arguments(argument(id)))))",
     {"16: Unexpected <EOF>."}},
    {R"(query { user()",
     "operation_definition(selection_set(field(user arguments)))",
     {"13: Expected Name, found <EOF>. <- 12"}},
    {R"(query { user(id)",
     "operation_definition(selection_set(field(user arguments(argument(id)))))",
     {"15: Expected \":\", found <EOF>."}},
    {R"(query { user { name)",
     "operation_definition(selection_set(field(user selection_set(field(name)))))",
     {"19: Expected Name, found <EOF>. <- 13"}},
    {R"(query { user { 
  na
})",
     "operation_definition(selection_set(field(user selection_set(field(na)))))",
     {"22: Expected Name, found <EOF>. <- 6"}},
    {R"({ user { name } 

query B { b })",
     "operation_definition(selection_set(field(user selection_set(field(name))))) "
     "operation_definition(B selection_set(field(b)))",
     {"31: Expected Name, found <EOF>. <- 0"}},
    {R"(query A { user { name

query B { id }

fragment F on User { id })",
     "operation_definition(A selection_set(field(user selection_set(field(name))))) "
     "operation_definition(B selection_set(field(id))) fragment_definition(F "
     "type_condition(named_type(User)) selection_set(field(id)))",
     {"64: Expected Name, found <EOF>. <- 15"}},
    {R"(query A {
  user {
    name

  other { id }
}

type T { a: Int })",
     "operation_definition(A selection_set(field(user selection_set(field(name) "
     "field(other selection_set(field(id))))))) object_type_definition(T "
     "fields_definition(field_definition(a named_type(Int))))",
     {"64: Expected Name, found <EOF>. <- 8"}},
    {R"(query A { a } }
query B { b })",
     "operation_definition(A selection_set(field(a))) error operation_definition(B "
     "selection_set(field(b)))",
     {"14: Unexpected \"}\"."}},
    {R"(query A { user(id: "abc) { name } }
query B { b })",
     "operation_definition(A selection_set(field(user arguments(argument(id "
     "string_value)) selection_set(field(name))))) operation_definition(B "
     "selection_set(field(b)))",
     {"35: Unterminated string. <- 19"}},
    {R"(query A {
  user(name: "abc
    , id: 1) { name }
}
query B { b })",
     "operation_definition(A selection_set(field(user arguments(argument(name "
     "string_value) argument(id int_value)) selection_set(field(name))))) "
     "operation_definition(B selection_set(field(b)))",
     {"27: Unterminated string. <- 23"}},
    {R"(query A { a" b }
type T { a: Int })",
     "operation_definition(A selection_set(field(a) error)) object_type_definition(T "
     "fields_definition(field_definition(a named_type(Int))))",
     {"16: Unterminated string. <- 11"}},
    {R"(qurey A { a })",
     "operation_definition(A selection_set(field(a)))",
     {"0: Unexpected Name \"qurey\"."}},
    {R"({ a ... })",
     "operation_definition(selection_set(field(a) inline_fragment))",
     {"8: Expected \"{\", found \"}\"."}},
    {R"({ a ...on })",
     "operation_definition(selection_set(field(a) inline_fragment(type_condition)))",
     {"10: Expected Name, found \"}\"."}},
    {R"({ a ...on User })",
     "operation_definition(selection_set(field(a) "
     "inline_fragment(type_condition(named_type(User)))))",
     {"15: Expected \"{\", found \"}\"."}},
    {R"({ ...F(a: {x: 1}, b: 2) { c } })",
     "operation_definition(selection_set(fragment_spread(F arguments(argument(a "
     "object_value(object_field(x int_value))) argument(b int_value))) error))",
     {"6: Expected Name, found \"(\".", "24: Expected Name, found \"{\"."}},
    {R"(fragment F($a: Int) on T { a })",
     "fragment_definition(F variable_definitions(variable_definition(variable(a) "
     "named_type(Int))) type_condition(named_type(T)) selection_set(field(a)))",
     {"10: Expected \"on\", found \"(\"."}},
    {R"(fragment on User { a })",
     "fragment_definition(type_condition(named_type(User)) selection_set(field(a)))",
     {"9: Unexpected Name \"on\"."}},
    {R"(fragment F User { a })",
     "fragment_definition(F type_condition(named_type(User)) selection_set(field(a)))",
     {"11: Expected \"on\", found Name \"User\"."}},
    {R"(fragment F on { a }
query B { b })",
     "fragment_definition(F type_condition selection_set(field(a))) "
     "operation_definition(B selection_set(field(b)))",
     {"14: Expected Name, found \"{\"."}},
    {R"(fragment F
query B { b })",
     "fragment_definition(F) operation_definition(B selection_set(field(b)))",
     {"11: Expected \"on\", found Name \"query\"."}},
    {R"(query ($a: Int { b })",
     "operation_definition(variable_definitions(variable_definition(variable(a) "
     "named_type(Int))) selection_set(field(b)))",
     {"15: Expected \"$\", found \"{\"."}},
    {R"(query Q($a) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable(a))) "
     "selection_set(field(b)))",
     {"10: Expected \":\", found \")\"."}},
    {R"(query Q(a: Int) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable(a) "
     "named_type(Int))) selection_set(field(b)))",
     {"8: Expected \"$\", found Name \"a\"."}},
    {R"(query Q($: Int) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable "
     "named_type(Int))) selection_set(field(b)))",
     {"9: Expected Name, found \":\"."}},
    {R"(query Q($a: Int = , $b: Int) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable(a) "
     "named_type(Int) default_value) variable_definition(variable(b) "
     "named_type(Int))) selection_set(field(b)))",
     {"20: Unexpected variable \"$b\" in constant value."}},
    {R"(query Q($a: ) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable(a))) "
     "selection_set(field(b)))",
     {"12: Expected Name, found \")\"."}},
    {R"(query Q($ { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable)) "
     "selection_set(field(b)))",
     {"10: Expected Name, found \"{\"."}},
    {R"(query Q($a: Int = {b: $c}) { b })",
     "operation_definition(Q variable_definitions(variable_definition(variable(a) "
     "named_type(Int) default_value(object_value(object_field(b variable(c)))))) "
     "selection_set(field(b)))",
     {"22: Unexpected variable \"$c\" in constant value."}},
    {R"({ a(b: 1 c: 2, d) })",
     "operation_definition(selection_set(field(a arguments(argument(b int_value) "
     "argument(c int_value) argument(d)))))",
     {"16: Expected \":\", found \")\"."}},
    {R"({ a(b 1) })",
     "operation_definition(selection_set(field(a arguments(argument(b int_value)))))",
     {"6: Expected \":\", found Int \"1\"."}},
    {R"({ a(: 1) })",
     "operation_definition(selection_set(field(a arguments(error))))",
     {"4: Expected Name, found \":\"."}},
    {R"({ a(b: {c: 1) { d } }
query B { b })",
     "operation_definition(selection_set(field(a arguments(argument(b "
     "object_value(object_field(c int_value)))) selection_set(field(d))))) "
     "operation_definition(B selection_set(field(b)))",
     {"12: Expected Name, found \")\"."}},
    {R"({ a(b: [1, 2) { d } }
query B { b })",
     "operation_definition(selection_set(field(a arguments(argument(b "
     "list_value(int_value int_value))) selection_set(field(d))))) "
     "operation_definition(B selection_set(field(b)))",
     {"12: Unexpected \")\"."}},
    {R"({ a: })",
     "operation_definition(selection_set(field(alias(a))))",
     {"5: Expected Name, found \"}\"."}},
    {R"({ a: b: c })",
     "operation_definition(selection_set(field(alias(a)) field(alias(b) c)))",
     {"6: Expected Name, found \":\"."}},
    {R"({ a @ })",
     "operation_definition(selection_set(field(a directive)))",
     {"6: Expected Name, found \"}\"."}},
    {R"({ a @include(if: ) b })",
     "operation_definition(selection_set(field(a directive(include "
     "arguments(argument(if)))) field(b)))",
     {"17: Unexpected \")\"."}},
    {R"({ a @include(if: true { b } }
query B { b })",
     "operation_definition(selection_set(field(a directive(include "
     "arguments(argument(if boolean_value))) selection_set(field(b))))) "
     "operation_definition(B selection_set(field(b)))",
     {"22: Expected Name, found \"{\"."}},
    {R"({ a, b ~ c })",
     "operation_definition(selection_set(field(a) field(b) field(c)))",
     {"7: Unexpected character: \"~\"."}},
    {R"({ a .. b })",
     "operation_definition(selection_set(field(a) fragment_spread(b)))",
     {"4: Unexpected \"..\", did you mean \"...\"?"}},
    {R"({ a(b: 01) })",
     "operation_definition(selection_set(field(a arguments(argument(b int_value)))))",
     {"8: Invalid number, unexpected digit after 0: \"1\"."}},
    {R"({ a(b: 1x, c: "\x") })",
     "operation_definition(selection_set(field(a arguments(argument(b int_value) "
     "argument(c string_value)))))",
     {"8: Invalid number, expected digit but got: \"x\".",
      "15: Invalid character escape sequence: \"\\x\"."}},
    {R"({ {} })", "operation_definition(selection_set(error))", {"2: Expected Name, found \"{\"."}},
    {R"({ a { b ) c ] d } e })",
     "operation_definition(selection_set(field(a selection_set(field(b) error "
     "field(c) error field(d))) field(e)))",
     {"8: Expected Name, found \")\".", "12: Expected Name, found \"]\"."}},
    {R"({ a }
}
}
type Y { b: Int })",
     "operation_definition(selection_set(field(a))) error object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"6: Unexpected \"}\"."}},
    {R"(query A { a } query { b)",
     "operation_definition(A selection_set(field(a))) "
     "operation_definition(selection_set(field(b)))",
     {"23: Expected Name, found <EOF>. <- 20"}},
    {R"({ naïve })",
     "operation_definition(selection_set(field(na) field(ve)))",
     {"4: Unexpected character: U+00EF."}},
    {R"(query A type Y { b: Int })",
     "operation_definition(A) object_type_definition(Y "
     "fields_definition(field_definition(b named_type(Int))))",
     {"8: Expected \"{\", found Name \"type\"."}},
    {R"(query {
  user {
    ...
  }
})",
     "operation_definition(selection_set(field(user selection_set(inline_fragment))))",
     {"27: Expected \"{\", found \"}\"."}},
    {R"(query {
  user {
    na me(
  }
}
type Y { b: Int })",
     "operation_definition(selection_set(field(user selection_set(field(na) field(me "
     "arguments))))) object_type_definition(Y fields_definition(field_definition(b "
     "named_type(Int))))",
     {"30: Expected Name, found \"}\"."}},
    {R"(query A($id: ID!
  user(id: $id) { name }
}
query B { b })",
     "operation_definition(A variable_definitions(variable_definition(variable(id) "
     "non_null_type(named_type(ID))) error) selection_set(field(name))) error "
     "operation_definition(B selection_set(field(b)))",
     {"19: Expected \"$\", found Name \"user\".", "42: Unexpected \"}\"."}},
    {R"({
  a(b: {
  c
}
query B { b })",
     "operation_definition(selection_set(field(a arguments(argument(b "
     "object_value(object_field(c))))))) operation_definition(B "
     "selection_set(field(b)))",
     {"15: Expected \":\", found \"}\".", "17: Expected \")\", found Name \"query\". <- 5"}},
    {R"(  query A {
    a {
      b

  query B { c })",
     "operation_definition(A selection_set(field(a selection_set(field(b))))) "
     "operation_definition(B selection_set(field(c)))",
     {"44: Expected Name, found <EOF>. <- 18"}},
    {R"(query A { b } @
query B { c })",
     "operation_definition(A selection_set(field(b))) error operation_definition(B "
     "selection_set(field(c)))",
     {"14: Unexpected \"@\"."}},
    {R"(mutation M { a(input: {b: 1, }) { c } }
subscription S { a( ) { c } })",
     "operation_definition(M selection_set(field(a arguments(argument(input "
     "object_value(object_field(b int_value)))) selection_set(field(c))))) "
     "operation_definition(S selection_set(field(a arguments "
     "selection_set(field(c)))))",
     {"60: Expected Name, found \")\"."}},
};

}  // namespace

TEST_CASE("half-typed operations and fragments are understood as far as they go") {
  check_half_typed(texts);
}
