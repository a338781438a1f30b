#include "analysis/languages/graphql/schema/built_in.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace troupe::graphql {
namespace {

constexpr std::string_view text = R"graphql(
"A whole number of 32 bits with sign."
scalar Int

"A number with a fraction, of IEEE 754 double precision."
scalar Float

"Text in Unicode."
scalar String

"`true` or `false`."
scalar Boolean

"A key that identifies an object. Written as text or as a whole number; always given back as text."
scalar ID

"Takes the field or fragment into the result only if the argument is true."
directive @include(
  "Included when true."
  if: Boolean!
) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

"Leaves the field or fragment out of the result if the argument is true."
directive @skip(
  "Left out when true."
  if: Boolean!
) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

"Marks a part of the schema that should not be used any more."
directive @deprecated(
  "Why, and what to use instead. Markdown."
  reason: String! = "No longer supported"
) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE | DIRECTIVE_DEFINITION

"Names the specification of a scalar."
directive @specifiedBy(
  "Where the specification is to be found."
  url: String!
) on SCALAR

"Exactly one field of the input object must be given, and it must not be null."
directive @oneOf on INPUT_OBJECT

"Fields that can be selected without being defined."
type __MetaFields {
  "The name of the object's type."
  __typename: String!
  "The schema: its types, directives and root types."
  __schema: __Schema!
  "The type of that name."
  __type(
    "The type's name."
    name: String!
  ): __Type
}

"What a service can do: its types, its directives and where operations begin."
type __Schema {
  description: String
  "All types, built-in ones included."
  types: [__Type!]!
  "The type at which queries begin."
  queryType: __Type!
  "The type at which mutations begin, if there are any."
  mutationType: __Type
  "The type at which subscriptions begin, if there are any."
  subscriptionType: __Type
  "All directives, built-in ones included."
  directives(includeDeprecated: Boolean! = false): [__Directive!]!
}

"Any type: a named one, or a list or non-null type around another. `kind` says which fields apply."
type __Type {
  kind: __TypeKind!
  "Of named types."
  name: String
  description: String
  "Of scalars."
  specifiedByURL: String
  "Of objects and interfaces."
  fields(includeDeprecated: Boolean! = false): [__Field!]
  "Of objects and interfaces."
  interfaces: [__Type!]
  "Of interfaces and unions."
  possibleTypes: [__Type!]
  "Of enumerations."
  enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
  "Of input objects."
  inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
  "What a list or non-null type wraps."
  ofType: __Type
  "Of input objects."
  isOneOf: Boolean
}

"What kind of type a `__Type` is."
enum __TypeKind {
  SCALAR
  "Has `fields` and `interfaces`."
  OBJECT
  "Has `fields`, `interfaces` and `possibleTypes`."
  INTERFACE
  "Has `possibleTypes`."
  UNION
  "Has `enumValues`."
  ENUM
  "Has `inputFields`."
  INPUT_OBJECT
  "Has `ofType`."
  LIST
  "Has `ofType`."
  NON_NULL
}

"A field of an object or interface."
type __Field {
  name: String!
  description: String
  args(includeDeprecated: Boolean! = false): [__InputValue!]!
  type: __Type!
  isDeprecated: Boolean!
  deprecationReason: String
}

"An argument of a field or directive, or a field of an input object."
type __InputValue {
  name: String!
  description: String
  type: __Type!
  "As GraphQL text."
  defaultValue: String
  isDeprecated: Boolean!
  deprecationReason: String
}

"A value of an enumeration."
type __EnumValue {
  name: String!
  description: String
  isDeprecated: Boolean!
  deprecationReason: String
}

"A directive."
type __Directive {
  name: String!
  description: String
  isRepeatable: Boolean!
  locations: [__DirectiveLocation!]!
  args(includeDeprecated: Boolean! = false): [__InputValue!]!
  isDeprecated: Boolean!
  deprecationReason: String
}

"Where a directive may stand."
enum __DirectiveLocation {
  QUERY
  MUTATION
  SUBSCRIPTION
  FIELD
  FRAGMENT_DEFINITION
  FRAGMENT_SPREAD
  INLINE_FRAGMENT
  VARIABLE_DEFINITION
  FRAGMENT_VARIABLE_DEFINITION
  SCHEMA
  SCALAR
  OBJECT
  FIELD_DEFINITION
  ARGUMENT_DEFINITION
  INTERFACE
  UNION
  ENUM
  ENUM_VALUE
  INPUT_OBJECT
  INPUT_FIELD_DEFINITION
  DIRECTIVE_DEFINITION
}
)graphql";

constexpr std::array<std::string_view, 13> type_names = {"Boolean",
                                                         "Float",
                                                         "ID",
                                                         "Int",
                                                         "String",
                                                         "__Directive",
                                                         "__DirectiveLocation",
                                                         "__EnumValue",
                                                         "__Field",
                                                         "__InputValue",
                                                         "__Schema",
                                                         "__Type",
                                                         "__TypeKind"};
static_assert(std::ranges::is_sorted(type_names));

constexpr std::array<std::string_view, 5> directive_names = {"deprecated", "include", "oneOf",
                                                             "skip", "specifiedBy"};
static_assert(std::ranges::is_sorted(directive_names));

}  // namespace

const base::SourceText& built_in_text() {
  static const auto source = base::SourceText::common(
      std::string(text),
      std::make_shared<base::Sharing>(std::make_shared<base::DerivationCounts>()));
  return source;
}

std::span<const std::string_view> built_in_type_names() {
  return type_names;
}
std::span<const std::string_view> built_in_directive_names() {
  return directive_names;
}

bool is_built_in_type(std::string_view name) {
  return std::ranges::binary_search(type_names, name);
}
bool is_built_in_directive(std::string_view name) {
  return std::ranges::binary_search(directive_names, name);
}

}  // namespace troupe::graphql
