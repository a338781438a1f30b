// Scanning looks at no byte more than a few times, whatever the text: counted, not timed.
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/embedded/python_scanner.hpp"
#include "analysis/languages/graphql/embedded/script_scanner.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

std::string repeated(std::string_view piece, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    text.append(piece);
  }
  return text;
}

std::size_t looked_at_in_python(const std::string& text) {
  std::vector<Literal> found;
  return scan_python(text, found);
}

std::size_t looked_at_in_script(const std::string& text) {
  std::vector<Literal> found;
  return scan_script(text, {0, static_cast<base::TextOffset>(text.size())}, true, found);
}

constexpr std::size_t size = 20000;

}  // namespace

TEST_CASE("scanning Python looks at each byte a few times at most") {
  constexpr std::size_t most = 5;
  for (const std::string_view head :
       {"", "gql(f'''{", "gql(f\"{", "gql('''", "gql(f'{{", "gql(\n"}) {
    for (const std::string_view piece :
         {"'",  "\"",    "'a' ",   "f'", "{",     "}",     "{'",     "{\"",
          "[(", "{{}",   "\\",     "#",  "# '\n", "gql(",  "gql(x=", "r'''",
          "''", "' '\n", "\"\"\"", "a",  " ",     "f\"{'", "\n",     "% "}) {
      const std::string text = std::string(head) + repeated(piece, size);
      CAPTURE(head);
      CAPTURE(piece);
      CHECK(looked_at_in_python(text) <= most * text.size());
    }
  }
}

TEST_CASE("scanning scripts looks at each byte a few times at most") {
  constexpr std::size_t most = 8;
  for (const std::string_view head :
       {"", "gql`", "gql`${", "<a>", "<a ", "gql(", "x = ", "graphql('"}) {
    for (const std::string_view piece : {"'",    "\"",  "'a'+", "gql<", "gql<a",         "gql",
                                         "gql(", "<",   "<a",   "<a>",  "<a ",           "</",
                                         "/",    "/=",  "(/",   "/*",   "/* GraphQL */", "//",
                                         "{",    "}",   "${",   "\\",   "graphql('a'+",  "+'",
                                         "a",    " ",   "\n",   "<>",   "<a extends",    "[",
                                         "'\n",  "if(/"}) {
      const std::string text = std::string(head) + repeated(piece, size);
      CAPTURE(head);
      CAPTURE(piece);
      CHECK(looked_at_in_script(text) <= most * text.size());
    }
  }
}

TEST_CASE("a template's first bytes are looked at for a marker, and no more of them") {
  constexpr std::size_t head = 256;
  const std::string text = repeated("`` ", size);
  CHECK(looked_at_in_script(text) <= text.size() * head);
}
