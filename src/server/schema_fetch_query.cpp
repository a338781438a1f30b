// Which features a server lacks can only be learnt by asking. Asking for all at once and leaving
// out what it complains about takes one request with servers of today, two with most others.
#include "server/schema_fetch_query.hpp"

#include <algorithm>
#include <array>

namespace troupe::server {

namespace {

using Feature = IntrospectionFeature;

/// Wrappers (lists and non-null) around a type that are asked for. Servers may refuse deep queries:
/// the plain question asks for what every tool does.
constexpr int deepest_type = 9;
constexpr int deepest_type_of_old = 7;

bool has(IntrospectionFeatures features, Feature feature) {
  return features.test(static_cast<std::size_t>(feature));
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string type_reference(int depth) {
  std::string text = "kind name";
  for (int level = 0; level < depth; ++level) {
    text.append(" ofType { kind name");
  }
  for (int level = 0; level < depth; ++level) {
    text.append(" }");
  }
  return text;
}

}  // namespace

std::string introspection_query(IntrospectionFeatures features) {
  const bool inputs = has(features, Feature::input_deprecation);
  const std::string all = inputs ? "(includeDeprecated: true)" : "";
  const auto when = [&](Feature feature, std::string_view text) {
    return std::string(has(features, feature) ? text : "");
  };
  std::string query = "query " + std::string(introspection_operation) + " {\n  __schema {\n    " +
                      when(Feature::schema_description, "description ") +
                      "queryType { name } mutationType { name } subscriptionType { name }\n"
                      "    types { ...FullType }\n"
                      "    directives { name description " +
                      when(Feature::repeatable, "isRepeatable ") + "locations args" + all +
                      " { ...InputValue } }\n  }\n}\n";
  query += "fragment FullType on __Type {\n  kind name description " +
           when(Feature::specified_by, "specifiedByURL ") + when(Feature::one_of, "isOneOf ") +
           "\n  fields(includeDeprecated: true) { name description isDeprecated deprecationReason "
           "type { ...TypeRef } args" +
           all + " { ...InputValue } }\n  inputFields" + all +
           " { ...InputValue }\n  interfaces { ...TypeRef }\n"
           "  enumValues(includeDeprecated: true) { name description isDeprecated "
           "deprecationReason }\n  possibleTypes { ...TypeRef }\n}\n";
  query += "fragment InputValue on __InputValue { name description type { ...TypeRef } " +
           std::string("defaultValue ") + (inputs ? "isDeprecated deprecationReason " : "") + "}\n";
  query += "fragment TypeRef on __Type { " +
           type_reference(features.none() ? deepest_type_of_old : deepest_type) + " }\n";
  return query;
}

IntrospectionFeatures features_named_in(std::string_view message) {
  IntrospectionFeatures named;
  const auto add = [&](Feature feature, bool is_named) {
    named.set(static_cast<std::size_t>(feature), is_named);
  };
  add(Feature::one_of, contains(message, "isOneOf"));
  add(Feature::specified_by, contains(message, "specifiedByURL"));
  add(Feature::repeatable, contains(message, "isRepeatable"));
  add(Feature::schema_description,
      contains(message, "__Schema") && contains(message, "description"));
  add(Feature::input_deprecation, contains(message, "includeDeprecated") ||
                                      contains(message, "isDeprecated") ||
                                      contains(message, "deprecationReason"));
  return named;
}

std::string names_of(IntrospectionFeatures features) {
  constexpr std::array<std::string_view, introspection_feature_count> names = {
      "isOneOf", "deprecated arguments and input fields", "the schema's description",
      "specifiedByURL", "isRepeatable"};
  std::string text;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (features.test(index)) {
      text.append(text.empty() ? "" : ", ").append(names.at(index));
    }
  }
  return text;
}

}  // namespace troupe::server
