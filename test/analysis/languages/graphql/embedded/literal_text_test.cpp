#include "analysis/languages/graphql/embedded/literal_text.hpp"

#include <doctest/doctest.h>

#include "analysis/languages/graphql/embedded/region.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

LiteralText text_of(std::string_view host, HostKind kind = HostKind::script) {
  const std::vector<Literal> literals = find_literals(host, kind);
  REQUIRE(literals.size() == 1);
  REQUIRE(literals.front().pieces.size() == 1);
  return {literals.front().pieces.front(), host};
}

}  // namespace

TEST_CASE("a literal's text has what escapes and doubled braces stand for") {
  CHECK(text_of(R"(gql`{a # \`\u{e9}\x41\
b}`)")
            .text() == "{a # `\u00e9Ab}");
  CHECK(text_of("gql(f'{{a(b: {c})}}')", HostKind::python).text() == "{a(b: ___)}");
  CHECK(text_of("gql(r'{a # \\n}')", HostKind::python).text() == "{a # \\n}");
}

TEST_CASE("interpolations have their length, and places in the text") {
  const LiteralText literal = text_of("gql`\\u0061 {${b}} ${c}`");
  CHECK(literal.text() == "a {____}     ");
  CHECK(literal.gaps() == std::vector<Gap>{{{3, 7}, true}, {{9, 13}, false}});
}

TEST_CASE("an edit beside an escape has a place in the host, one that touches it has none") {
  // host: gql`{a\n\tb}`, text: {a<line end><tab>b}
  const LiteralText literal = text_of("gql`{a\\n\\tb}`");
  CHECK(literal.host_range({1, 2}) == base::TextRange{5, 6});
  CHECK(literal.host_range({2, 2}) == base::TextRange{6, 6});
  CHECK(literal.host_range({3, 3}) == base::TextRange{8, 8});
  CHECK(literal.host_range({4, 5}) == base::TextRange{10, 11});
  CHECK_FALSE(literal.host_range({2, 3}).has_value());
  CHECK_FALSE(literal.host_range({1, 3}).has_value());
  CHECK_FALSE(literal.host_range({3, 5}).has_value());
}

TEST_CASE("an edit inside of an interpolation, or over nothing that is written, has no place") {
  const LiteralText literal = text_of("gql`{${b} a\\\n b}`");
  CHECK(literal.text() == "{____ a b}");
  CHECK(literal.host_range({5, 6}) == base::TextRange{9, 10});
  CHECK_FALSE(literal.host_range({2, 2}).has_value());
  CHECK_FALSE(literal.host_range({4, 6}).has_value());
  CHECK(literal.host_range({6, 7}) == base::TextRange{10, 11});
  CHECK(literal.host_range({7, 8}) == base::TextRange{13, 14});
  CHECK_FALSE(literal.host_range({6, 8}).has_value());
}

TEST_CASE("a place of the host is found in the text, unless it is in the middle of an escape") {
  const LiteralText literal = text_of("gql`{a\\n b}`");
  CHECK(literal.offset_of(4) == 0U);
  CHECK(literal.offset_of(6) == 2U);
  CHECK_FALSE(literal.offset_of(7).has_value());
  CHECK(literal.offset_of(8) == 3U);
  CHECK(literal.offset_of(11) == 6U);
  CHECK_FALSE(literal.offset_of(12).has_value());
  CHECK_FALSE(literal.offset_of(3).has_value());
}
