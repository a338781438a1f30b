#include "analysis/languages/graphql/lint/core/naming.hpp"

#include <doctest/doctest.h>

namespace troupe::graphql::lint {
namespace {

TEST_CASE("names are in a style or not") {
  CHECK(has_style("userName2", "camelCase"));
  CHECK_FALSE(has_style("user_name", "camelCase"));
  CHECK_FALSE(has_style("UserName", "camelCase"));
  CHECK(has_style("HTTPServer", "PascalCase"));
  CHECK_FALSE(has_style("userName", "PascalCase"));
  CHECK(has_style("user_name2", "snake_case"));
  CHECK_FALSE(has_style("_user", "snake_case"));
  CHECK(has_style("USER_2", "UPPER_CASE"));
  CHECK_FALSE(has_style("User", "UPPER_CASE"));
  CHECK(has_style("user-name", "kebab-case"));
  CHECK(has_style("any_Thing", ""));
  CHECK(has_style("any_Thing", "matchDocumentStyle"));
}

TEST_CASE("names are put into a style word by word") {
  CHECK(in_style("HTTPServerID_v2", "snake_case") == "http_server_id_v2");
  CHECK(in_style("user_name", "camelCase") == "userName");
  CHECK(in_style("user-name", "PascalCase") == "UserName");
  CHECK(in_style("userName", "UPPER_CASE") == "USER_NAME");
  CHECK(in_style("noDeprecated", "kebab-case") == "no-deprecated");
  CHECK(in_style("__", "camelCase").empty());
}

TEST_CASE("selectors ask for the parent's name or the type's") {
  CHECK(selector_of("types")->of == Selector::Of::nothing);
  const auto parent = selector_of("FieldDefinition[parent.name.value=Query]");
  REQUIRE(parent);
  CHECK(parent->kind == "FieldDefinition");
  CHECK(parent->of == Selector::Of::parent);
  CHECK(parent->value == "Query");
  CHECK(selector_of("FieldDefinition[gqlType.gqlType.name.value=Boolean]")->of ==
        Selector::Of::type);
  CHECK(selector_of("A[parent.name.value='B']")->value == "B");
  CHECK_FALSE(selector_of("A[parent.kind=B]").has_value());
  CHECK_FALSE(selector_of("A[b").has_value());
}

}  // namespace
}  // namespace troupe::graphql::lint
