#include "analysis/languages/graphql/embedded/python_scanner.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/embedded/embedding.hpp"

namespace troupe::graphql {
namespace {

using Texts = std::vector<std::string>;

Texts texts(std::string_view host) {
  return region_texts(host, HostKind::python);
}

TEST_CASE("The first argument of gql is GraphQL in Python") {
  CHECK(texts("q = gql(\"\"\"{ a }\"\"\")") == Texts{"{ a }"});
  CHECK(texts("q = gql('''\n{ a }\n''')") == Texts{"\n{ a }\n"});
  CHECK(texts("q = gql(\"{ a }\")") == Texts{"{ a }"});
  CHECK(texts("q = client.gql ( '{ a }' )") == Texts{"{ a }"});
  CHECK(texts("q = gql(\n  # why\n  \"\"\"{ a }\"\"\")") == Texts{"{ a }"});
  CHECK(texts("q = gql(request_string=\"{ a }\")") == Texts{"{ a }"});
}

TEST_CASE("Other strings are not") {
  CHECK(texts("\"gql('{ a }')\"; # gql('{ a }')\nx = '{ a }'").empty());
  CHECK(texts("gql(\"users\"); gql(schema, '{ a }')").empty());
  CHECK(texts("'''gql(\"\"\"{ a }\"\"\")'''").empty());
}

TEST_CASE("Prefixes of strings count") {
  CHECK(texts("gql(r'{ a(x: \"\\n\") }')") == Texts{"{ a(x: \"\\n\") }"});
  CHECK(texts("gql(u'{ a }')") == Texts{"{ a }"});
  CHECK(texts("gql(f'{{ a(x: {x}) }}')") == Texts{" { a(x: ___)  }"});
  CHECK(texts("gql(rf\"\"\"query {{ {', '.join(f[\"{x}\"])} }}\"\"\")").size() == 1);
  CHECK(mistakes("gql(f\"\"\"query {name} {{ a(x: {x!r:>{w}}) {{ {b} }} }}\"\"\")",
                 HostKind::python) == "");
}

TEST_CASE("Adjacent strings are one document") {
  CHECK(mistakes("gql('query Q { '\n    \"a }\")", HostKind::python) == "");
  CHECK(texts("gql('query Q { ' # c\n '}')").size() == 1);
}

TEST_CASE("Strings that are changed are left out") {
  CHECK(texts("gql('{ %s }' % a); gql('{{ {} }}'.format(a)); gql('{ ' + a + '}')").empty());
  CHECK(texts("gql('{ a }'.strip())").size() == 1);
}

TEST_CASE("A string says itself that it is GraphQL in Python") {
  CHECK(texts("q = '''#graphql\n{ a }'''") == Texts{"#graphql\n{ a }"});
}

TEST_CASE("Strings that do not end do not hide what follows") {
  CHECK(texts("x = 'a\ngql('{ a }')") == Texts{"{ a }"});
  CHECK(texts("gql(f\"\"\"{ a \"\"\")\ngql('{ b }')").size() == 2);
  CHECK(texts("gql(\"\"\"{ a }").empty());
}

}  // namespace
}  // namespace troupe::graphql
