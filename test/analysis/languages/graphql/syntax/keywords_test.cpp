#include "analysis/languages/graphql/syntax/keywords.hpp"

#include <doctest/doctest.h>

using namespace troupe::graphql;

TEST_CASE("keywords are known by their exact spelling") {
  CHECK(keyword_of("type") == Keyword::type);
  CHECK(keyword_of("subscription") == Keyword::subscription);
  CHECK(keyword_of("Type") == Keyword::none);
  CHECK(keyword_of("") == Keyword::none);
  CHECK(keyword_of("on") == Keyword::none);
}

TEST_CASE("a slip of the finger is guessed, a different word is not") {
  CHECK(guess_keyword("typ") == Keyword::type);
  CHECK(guess_keyword("tyype") == Keyword::type);
  CHECK(guess_keyword("tpye") == Keyword::type);
  CHECK(guess_keyword("typo") == Keyword::type);
  CHECK(guess_keyword("qurey") == Keyword::query);
  CHECK(guess_keyword("muttation") == Keyword::mutation);
  CHECK(guess_keyword("fragmen") == Keyword::fragment);
  CHECK(guess_keyword("tp") == Keyword::none);
  CHECK(guess_keyword("class") == Keyword::none);
  CHECK(guess_keyword("tope") == Keyword::type);
  CHECK(guess_keyword("tiepe") == Keyword::none);
}

TEST_CASE("directive locations are known") {
  CHECK(is_directive_location("FIELD"));
  CHECK(is_directive_location("DIRECTIVE_DEFINITION"));
  CHECK(is_directive_location("FRAGMENT_VARIABLE_DEFINITION"));
  CHECK(!is_directive_location("FELD"));
  CHECK(!is_directive_location("field"));
}
