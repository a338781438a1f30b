#include "protocol/text_synchronization.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "protocol/basic_structures.hpp"
#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

TEST_CASE("didOpen carries the whole document") {
  const auto params = decode_text<DidOpenTextDocumentParams>(
      R"({"textDocument":{"uri":"file:///a.graphql","languageId":"graphql","version":0,
          "text":"type A {\r\n  x: Int # \u00e9\ud83d\ude00\n}"}})");
  REQUIRE(params);
  CHECK(params->textDocument.uri == "file:///a.graphql");
  CHECK(params->textDocument.languageId == "graphql");
  CHECK(params->textDocument.version == 0);
  CHECK(params->textDocument.text == "type A {\r\n  x: Int # \u00e9\U0001F600\n}");
}

TEST_CASE("didChange carries several changes, ranged and whole, in their order") {
  const auto params = decode_text<DidChangeTextDocumentParams>(
      R"({"textDocument":{"uri":"file:///a","version":7},"contentChanges":[
          {"range":{"start":{"line":1,"character":2},"end":{"line":3,"character":4}},"text":"x"},
          {"text":"all"},
          {"range":null,"text":"all again"}]})");
  REQUIRE(params);
  CHECK(params->textDocument.version == 7);
  REQUIRE(params->contentChanges.size() == 3);
  CHECK(params->contentChanges[0].range == Range{{1, 2}, {3, 4}});
  CHECK(params->contentChanges[0].text == "x");
  CHECK_FALSE(params->contentChanges[1].range);
  CHECK(params->contentChanges[1].text == "all");
  CHECK_FALSE(params->contentChanges[2].range);
}

TEST_CASE("rangeLength is not even read") {
  CHECK(decode_text<DidChangeTextDocumentParams>(
      R"({"textDocument":{"uri":"file:///a","version":7},"contentChanges":[
          {"range":{"start":{"line":1,"character":2},"end":{"line":3,"character":4}},
           "rangeLength":"nonsense","text":""}]})"));
}

TEST_CASE("positions that do not fit are clamped") {
  const auto params = decode_text<DidChangeTextDocumentParams>(
      R"({"textDocument":{"uri":"file:///a","version":7},"contentChanges":[
          {"range":{"start":{"line":0,"character":4294967295},
                    "end":{"line":4294967296,"character":18446744073709551615}},"text":""}]})");
  REQUIRE(params);
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  CHECK(params->contentChanges[0].range == Range{{0, most}, {most, most}});
}

TEST_CASE("a position may be written with a point, as some languages write all numbers") {
  const auto params = decode_text<TextDocumentPositionParams>(
      R"({"textDocument":{"uri":"file:///a"},"position":{"line":3.0,"character":1e1}})");
  REQUIRE(params);
  CHECK(params->position == Position{3, 10});
}

TEST_CASE("an error names the member that is wrong") {
  const auto change = [](const std::string& changes) {
    return decode_error<DidChangeTextDocumentParams>(
        R"({"textDocument":{"uri":"file:///a","version":7},"contentChanges":)" + changes + "}");
  };
  CHECK(change("[{}]") == "params.contentChanges[0].text is missing");
  CHECK(change(R"([{"text":"a"},{"text":7}])") ==
        "params.contentChanges[1].text: expected a string");
  CHECK(change(R"([{"text":"a"},{"text":null}])") ==
        "params.contentChanges[1].text: expected a string");
  CHECK(
      change(
          R"([{"text":"a","range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}}}])") ==
      "params.contentChanges[0].range.start.line: expected an unsigned integer");
  CHECK(
      change(
          R"([{"text":"a","range":{"start":{"line":1,"character":1.5},"end":{"line":0,"character":0}}}])") ==
      "params.contentChanges[0].range.start.character: expected an unsigned integer");
  CHECK(change(R"([{"text":"a","range":[]}])") ==
        "params.contentChanges[0].range: expected an object");
  CHECK(change(R"([7])") == "params.contentChanges[0]: expected an object");
  CHECK(change("{}") == "params.contentChanges: expected an array");
  CHECK(decode_error<DidChangeTextDocumentParams>("") == "params.textDocument is missing");
  CHECK(decode_error<DidChangeTextDocumentParams>("null") == "params.textDocument is missing");
  CHECK(decode_error<DidChangeTextDocumentParams>("[]") == "params: expected an object");
  CHECK(decode_error<DidChangeTextDocumentParams>(
            R"({"textDocument":{"uri":"a","version":"7"},"contentChanges":[]})") ==
        "params.textDocument.version: expected an integer");
  CHECK(decode_error<DidChangeTextDocumentParams>(
            R"({"textDocument":{"uri":"a","version":2147483648},"contentChanges":[]})") ==
        "params.textDocument.version: expected an integer");
}

TEST_CASE("didSave may carry the text, didClose never does") {
  CHECK_FALSE(decode_text<DidSaveTextDocumentParams>(R"({"textDocument":{"uri":"a"}})")->text);
  CHECK(
      decode_text<DidSaveTextDocumentParams>(R"({"textDocument":{"uri":"a"},"text":"t"})")->text ==
      "t");
  CHECK(decode_text<DidCloseTextDocumentParams>(R"({"textDocument":{"uri":"a"}})")
            ->textDocument.uri == "a");
  CHECK(decode_error<DidCloseTextDocumentParams>("{}") == "params.textDocument is missing");
  CHECK(decode_error<DidCloseTextDocumentParams>(R"({"textDocument":{}})") ==
        "params.textDocument.uri is missing");
}
