#include "server/schema_fetch_query.hpp"

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::server {
namespace {

TEST_CASE("the query is valid GraphQL with any set of features, and asks for these alone") {
  for (unsigned bits = 0; bits < 1U << introspection_feature_count; ++bits) {
    const IntrospectionFeatures features(bits);
    const std::string query = introspection_query(features);
    CHECK(graphql::parse(base::SourceText(std::string(query))).diagnostics().empty());
    // Fields and enum values could be deprecated from the beginning, and have descriptions.
    const auto has = [&](std::string_view text) { return query.find(text) != std::string::npos; };
    CHECK(has("isOneOf") == features.test(0));
    CHECK(has("inputFields(includeDeprecated: true)") == features.test(1));
    CHECK(has("defaultValue isDeprecated") == features.test(1));
    CHECK(has("description queryType") == features.test(2));
    CHECK(has("specifiedByURL") == features.test(3));
    CHECK(has("isRepeatable") == features.test(4));
    CHECK(has("fields(includeDeprecated: true)"));
  }
}

TEST_CASE("messages of servers name what they do not know") {
  const auto named = [](std::string_view message) { return names_of(features_named_in(message)); };
  CHECK(named(R"(Cannot query field "isOneOf" on type "__Type".)") == "isOneOf");
  CHECK(named("Field 'isRepeatable' doesn't exist on type '__Directive'") == "isRepeatable");
  CHECK(named(R"(Unknown argument "includeDeprecated" on field "__Type.inputFields".)") ==
        "deprecated arguments and input fields");
  CHECK(named("(FieldUndefined@[__schema/description]) : Field 'description' in type '__Schema' is "
              "undefined") == "the schema's description");
  CHECK(named("isOneOf and specifiedByURL are unknown") == "isOneOf, specifiedByURL");
  CHECK(named("no description of the type").empty());
}

}  // namespace
}  // namespace troupe::server
