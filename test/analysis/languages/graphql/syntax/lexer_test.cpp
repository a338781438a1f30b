#include "analysis/languages/graphql/syntax/lexer.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/kinds.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

/// `kind:text` of every token but the last.
std::vector<std::string> lexed(const std::string& text,
                               UnterminatedStrings mode = UnterminatedStrings::as_specified) {
  const Tokens tokens = lex(text, mode);
  std::vector<std::string> result;
  for (std::uint32_t i = 0; i + 1 < tokens.list.size(); ++i) {
    std::string line(spelling(static_cast<TokenKind>(tokens.list.kind({i}))));
    result.push_back(line + ":" + std::string(base::slice(text, tokens.list.range({i}))));
  }
  return result;
}

std::vector<std::string> errors(const std::string& text) {
  std::vector<std::string> result;
  for (const LexicalError& error : lex(text).errors) {
    result.push_back(std::to_string(error.diagnostic.range.begin) + "-" +
                     std::to_string(error.diagnostic.range.end) + " " + error.diagnostic.message);
  }
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every kind of token is told from the others") {
  CHECK(lexed("! $ & ( ) ... : = @ [ ] { | } a 1 1.5 \"s\" \"\"\"b\"\"\"") ==
        Lines{"\"!\":!", "\"$\":$", "\"&\":&", "\"(\":(", "\")\":)", "\"...\":...", "\":\"::",
              "\"=\":=", "\"@\":@", "\"[\":[", "\"]\":]", "\"{\":{", "\"|\":|", "\"}\":}", "Name:a",
              "Int:1", "Float:1.5", "String:\"s\"", "BlockString:\"\"\"b\"\"\""});
}

TEST_CASE("runs that are longer than one block of sixteen bytes end where they should") {
  for (std::size_t length = 1; length < 70; ++length) {
    CAPTURE(length);
    const std::string name(length, 'z');
    const std::string blank(length, ' ');
    CHECK(lexed(name + blank + name) == Lines{"Name:" + name, "Name:" + name});
    CHECK(lexed(name + "-1") == Lines{"Name:" + name, "Int:-1"});
    CHECK(lexed("\"" + name + "\"a") == Lines{"String:\"" + name + "\"", "Name:a"});
    CHECK(lexed("\"\"\"" + name + "\n\"\"\"a") ==
          Lines{"BlockString:\"\"\"" + name + "\n\"\"\"", "Name:a"});
    CHECK(lexed("#" + name + "\na") == Lines{"Name:a"});
    CHECK(lexed("\"" + name + "\\\"" + name + "\"") ==
          Lines{"String:\"" + name + "\\\"" + name + "\""});
  }
}

TEST_CASE("every byte is in one class: alone it is white space, a token or a mistake") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    const Tokens tokens = lex(text);
    CAPTURE(byte);
    const bool is_blank = std::string(" \t\r\n,#").find(text) != std::string::npos;
    CHECK((tokens.list.size() == 1) == is_blank);
    const bool is_token = std::string("!$&():=@[]{|}_").find(text) != std::string::npos ||
                          (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                          (byte >= 'A' && byte <= 'Z');
    CHECK(tokens.errors.empty() == (is_blank || is_token));
  }
}

TEST_CASE("malformed tokens are whole and of the kind that was meant") {
  CHECK(lexed("0xFF 1_000 1.2.3 .5x -a 1e+") ==
        Lines{"Int:0xFF", "Int:1_000", "Float:1.2.3", "Float:.5x", "Int:-a", "Int:1e+"});
  CHECK(lexed("..a 'b c' 'd") ==
        Lines{"\"...\":..", "Name:a", "String:'b c'", "<error>:'", "Name:d"});
  CHECK(lexed("a~%^b") == Lines{"Name:a", "<error>:~%^", "Name:b"});
  CHECK(lexed("\"\\x\\y\" a") == Lines{"String:\"\\x\\y\"", "Name:a"});
  CHECK(lexed("\"open\na") == Lines{"String:\"open", "Name:a"});
}

TEST_CASE("one malformed token is one error, where the reference sees it") {
  CHECK(errors("\"\\x\\y\"") ==
        Lines{"1-3 Syntax Error: Invalid character escape sequence: \"\\x\"."});
  CHECK(errors("'") == Lines{"0-1 Syntax Error: Unexpected single quote character ('), did you "
                             "mean to use a double quote (\")?"});
  CHECK(errors("\"a\n\"b") ==
        Lines{"2-2 Syntax Error: Unterminated string.", "5-5 Syntax Error: Unterminated string."});
  CHECK(errors("# \xED\xBA\xAD\xED\xBA\xAD\na \xED\xBA\xAD") ==
        Lines{"2-5 Syntax Error: Invalid character: U+DEAD.",
              "11-14 Syntax Error: Invalid character: U+DEAD."});
}

TEST_CASE("bytes that are not UTF-8 are accepted in strings and comments and nowhere else") {
  CHECK(errors("# \xFF\xC3\n\"\xE2\x82\" \"\"\"\xF0\x9F\"\"\"") == Lines{});
  CHECK(errors("\xFF\xC3 a") == Lines{"0-2 Syntax Error: Unexpected character: U+FFFD."});
  CHECK(errors(std::string("a\0b", 3)) == Lines{"1-2 Syntax Error: Unexpected character: U+0000."});
}

TEST_CASE("byte order marks are white space, wherever they stand") {
  CHECK(lexed("\xEF\xBB\xBF"
              "a\xEF\xBB\xBF"
              "b") == Lines{"Name:a", "Name:b"});
  CHECK(errors("\xEF\xBB") == Lines{"0-2 Syntax Error: Unexpected character: U+FFFD."});
}

TEST_CASE("where quotes are missing the end of a string can be guessed") {
  constexpr auto guess = UnterminatedStrings::guess;
  CHECK(lexed("a(b: \"c) { d }", guess) == Lines{"Name:a", "\"(\":(", "Name:b",
                                                 "\":\"::", "String:\"c", "\")\":)", "\"{\":{",
                                                 "Name:d", "\"}\":}"});
  CHECK(lexed("\"\"\"\nopen\ntype A {\n\"\"\"b\"\"\"", guess) ==
        Lines{"BlockString:\"\"\"\nopen", "Name:type", "Name:A", "\"{\":{",
              "BlockString:\"\"\"b\"\"\""});
  CHECK(lexed("\"\"\"\nabout the type of things\n\"\"\"", guess) ==
        Lines{"BlockString:\"\"\"\nabout the type of things\n\"\"\""});
}

TEST_CASE("the errors of one text are limited in number") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "~ ";
  CHECK(lex(text).errors.size() == 1000);
  CHECK(lex(text).list.size() == 5001);
}
