#include "analysis/languages/graphql/schema/directive_sets.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

constexpr std::string_view apollo_client = R"graphql(
"The field is resolved on the client: from the cache or by a local resolver."
directive @client(
  "Resolve it anew even when the cache has it."
  always: Boolean
) on FIELD | FRAGMENT_DEFINITION | INLINE_FRAGMENT

"Gives the field's results a key of their own in the cache."
directive @connection(
  key: String!
  "The arguments that belong to the key."
  filter: [String!]
) on FIELD

"Makes a client field's value a variable of the operation."
directive @export(as: String!) on FIELD

"Changes of the marked fields do not render a component again."
directive @nonreactive on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

"The fragment's fields are not masked."
directive @unmask(mode: String) on FRAGMENT_SPREAD

"The part may be delivered later."
directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT
)graphql";

constexpr std::string_view relay_client = R"graphql(
"Values for the arguments that the fragment defines."
directive @arguments on FRAGMENT_SPREAD

"The arguments that the fragment takes."
directive @argumentDefinitions on FRAGMENT_DEFINITION

"Generates a query that fetches the fragment again."
directive @refetchable(
  queryName: String!
  directives: [String!]
  preferFetchable: Boolean
) on FRAGMENT_DEFINITION

"A list that is fetched page by page."
directive @connection(
  key: String!
  filters: [String]
  handler: String
  dynamicKey_UNSTABLE: String
  prefetchable_pagination: Boolean = false
) on FIELD

"A connection whose edges are streamed."
directive @stream_connection(
  key: String!
  filters: [String]
  handler: String
  initial_count: Int
  if: Boolean = true
  use_customized_batch: Boolean
  dynamicKey_UNSTABLE: String
  prefetchable_pagination: Boolean = false
) on FIELD

"The fragment can be read outside of rendering."
directive @inline on FRAGMENT_DEFINITION

directive @no_inline(raw_response_type: Boolean) on FRAGMENT_DEFINITION

"How Relay generates code for the fragment."
directive @relay(
  "The fragment is on the items of a list."
  plural: Boolean
  "Hide the fragment's fields from who spreads it."
  mask: Boolean
) on FRAGMENT_DEFINITION | FRAGMENT_SPREAD

"The value must be there."
directive @required(
  "What happens when it is null."
  action: RequiredFieldAction!
) on FIELD

"What happens when a required field is null."
enum RequiredFieldAction {
  "The parent becomes null."
  NONE
  "The parent becomes null, and that is logged."
  LOG
  "Reading fails."
  THROW
}

"Errors of the field are caught here."
directive @catch(to: CatchFieldTo! = RESULT) on FIELD | FRAGMENT_DEFINITION | QUERY | MUTATION | SUBSCRIPTION | INLINE_FRAGMENT

"What becomes of an error that is caught."
enum CatchFieldTo {
  NULL
  RESULT
}

"Reading fails when a field has an error."
directive @throwOnFieldError on QUERY | MUTATION | SUBSCRIPTION | FRAGMENT_DEFINITION

"Puts the result of a match into a component."
directive @match(key: String) on FIELD

"The component that shows the fragment."
directive @module(name: String!) on FRAGMENT_SPREAD

"Gives the spread a field of its own."
directive @alias(as: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT

"Generates a type for the whole response."
directive @raw_response_type on QUERY | MUTATION | SUBSCRIPTION

"The query can be fetched before it is rendered."
directive @preloadable on QUERY

directive @live_query on QUERY

directive @relay_test_operation on QUERY | MUTATION | SUBSCRIPTION

"The field is a client's and loads more data."
directive @waterfall on FIELD

"The fragment's data may be written to."
directive @updatable on QUERY | FRAGMENT_DEFINITION

"The fragment can be assigned to a field that may be written to."
directive @assignable on FRAGMENT_DEFINITION

"Removes the record with this id."
directive @deleteRecord on FIELD

"Removes the node with this id from connections."
directive @deleteEdge(connections: [ID!]!) on FIELD

"Adds the edge at the end of connections."
directive @appendEdge(connections: [ID!]!) on FIELD

"Adds the edge at the beginning of connections."
directive @prependEdge(connections: [ID!]!) on FIELD

"Adds an edge with the node at the end of connections."
directive @appendNode(connections: [ID!]!, edgeTypeName: String!) on FIELD

"Adds an edge with the node at the beginning of connections."
directive @prependNode(connections: [ID!]!, edgeTypeName: String!) on FIELD

"The part may be delivered later."
directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT

"The list may be delivered item by item."
directive @stream(
  label: String
  initial_count: Int = 0
  if: Boolean! = true
  use_customized_batch: Boolean
) on FIELD
)graphql";

constexpr std::string_view unlinked_federation = R"graphql(
"A selection of fields, as text."
scalar _FieldSet
"A selection of fields, as text."
scalar FieldSet
scalar _Any

"The type is an entity, known by these fields."
directive @key(fields: _FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE

"The fields of other services that resolving this one needs."
directive @requires(fields: _FieldSet!) on FIELD_DEFINITION

"The fields of the entity that this field can resolve, too."
directive @provides(fields: _FieldSet!) on FIELD_DEFINITION

"The field belongs to another service."
directive @external(reason: String) on OBJECT | FIELD_DEFINITION

"The type extends one of another service."
directive @extends on OBJECT | INTERFACE

"A name for use by tools."
directive @tag(name: String!) repeatable on FIELD_DEFINITION | INTERFACE | OBJECT | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA

"Clients of the composed schema do not see it."
directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ENUM | ENUM_VALUE | SCALAR | INPUT_OBJECT | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION

"Several services resolve it."
directive @shareable repeatable on OBJECT | FIELD_DEFINITION

"This service resolves it from now on."
directive @override(from: String!, label: String) on FIELD_DEFINITION
)graphql";

constexpr std::string_view link = R"graphql(
"Uses definitions of a specification."
directive @link(
  "Where the specification is, and its version."
  url: String
  "Instead of the specification's own name."
  as: String
  for: link__Purpose
  "The names that can be used without prefix."
  import: [link__Import]
) repeatable on SCHEMA

"A name, or a name and an alias for it."
scalar link__Import

enum link__Purpose {
  "The specification is needed to authorize."
  SECURITY
  "The specification is needed to execute."
  EXECUTION
}
)graphql";

/// One directive of federation 2. In its text `%` and a word stand for a type of federation.
struct FederationDirective {
  std::string_view name;
  unsigned since;  ///< minor version
  std::string_view description;
  std::string_view rest;
};

constexpr std::string_view everywhere =
    " on FIELD_DEFINITION | INTERFACE | OBJECT | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | "
    "ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA";

constexpr std::array<FederationDirective, 19> federation_directives = {{
    {"key", 0, "The type is an entity, known by these fields.",
     "(fields: %FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE"},
    {"requires", 0, "The fields of other services that resolving this one needs.",
     "(fields: %FieldSet!) on FIELD_DEFINITION"},
    {"provides", 0, "The fields of the entity that this field can resolve, too.",
     "(fields: %FieldSet!) on FIELD_DEFINITION"},
    {"external", 0, "The field belongs to another service.",
     "(reason: String) on OBJECT | FIELD_DEFINITION"},
    {"extends", 0, "The type extends one of another service.", " on OBJECT | INTERFACE"},
    {"shareable", 0, "Several services resolve it.", " repeatable on OBJECT | FIELD_DEFINITION"},
    {"inaccessible", 0, "Clients of the composed schema do not see it.", everywhere},
    {"tag", 0, "A name for use by tools.", "(name: String!) repeatable"},
    {"override", 0, "This service resolves it from now on.",
     "(from: String!, label: String) on FIELD_DEFINITION"},
    {"composeDirective", 1, "The directive is kept in the composed schema.",
     "(name: String!) repeatable on SCHEMA"},
    {"interfaceObject", 3, "An object that stands for an interface of another service.",
     " on OBJECT"},
    {"authenticated", 5, "Only for clients that are logged in.",
     " on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM"},
    {"requiresScopes", 5, "Only for clients with one of these sets of scopes.",
     "(scopes: [[%Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM"},
    {"policy", 6, "Only for clients that one of these sets of policies lets pass.",
     "(policies: [[%Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM"},
    {"context", 8, "A context that fields below take arguments from.",
     "(name: String!) repeatable on INTERFACE | OBJECT | UNION"},
    {"fromContext", 8, "The argument's value comes from a context.",
     "(field: %ContextFieldValue) on ARGUMENT_DEFINITION"},
    {"cost", 9, "What it costs.",
     "(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | "
     "OBJECT | SCALAR"},
    {"listSize", 9, "How long the list may be.",
     "(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], "
     "requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION"},
    {"cacheTag", 12, "Tags by which cached responses are found.",
     "(format: String!) repeatable on OBJECT | FIELD_DEFINITION"},
}};

constexpr std::array<std::string_view, 4> federation_types = {"FieldSet", "Scope", "Policy",
                                                              "ContextFieldValue"};

class FederationWriter {
 public:
  explicit FederationWriter(const FederationNames& names) : names_(names) {}

  std::string write() {
    for (const std::string_view type : federation_types) {
      text_.append("scalar ").append(name_in(names_.types, type)).append("\n");
    }
    for (const FederationDirective& directive : federation_directives) {
      if (directive.since <= names_.minor) {
        add(directive);
      }
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string name_in(const std::vector<std::pair<std::string, std::string>>& imports,
                                    std::string_view name) const {
    const auto found =
        std::ranges::find(imports, name, &std::pair<std::string, std::string>::first);
    return found != imports.end() ? found->second : std::string(names_.prefix).append(name);
  }

  void add(const FederationDirective& directive) {
    text_.append("\"").append(directive.description).append("\"\ndirective @");
    text_.append(name_in(names_.directives, directive.name));
    std::string_view rest = directive.rest;
    while (!rest.empty()) {
      const std::size_t mark = rest.find('%');
      text_.append(rest.substr(0, mark));
      if (mark == std::string_view::npos) {
        break;
      }
      rest.remove_prefix(mark + 1);
      const std::size_t end = std::min(rest.find_first_of("!)]"), rest.size());
      text_.append(name_in(names_.types, rest.substr(0, end)));
      rest.remove_prefix(end);
    }
    if (directive.name == "tag") {
      text_.append(everywhere);
    }
    text_.append("\n\n");
  }

  const FederationNames& names_;
  std::string text_;
};

}  // namespace

std::string_view definitions_of(DirectiveSet set) {
  switch (set) {
    case DirectiveSet::apollo:
      return apollo_client;
    case DirectiveSet::relay:
      return relay_client;
    case DirectiveSet::federation:
      return unlinked_federation;
  }
  return {};
}

std::string federation_definitions(const FederationNames& names) {
  return FederationWriter(names).write();
}

std::string_view link_definitions() {
  return link;
}

}  // namespace troupe::graphql
