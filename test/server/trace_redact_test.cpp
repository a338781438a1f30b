#include "server/trace_redact.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/registry/registry.hpp"
#include "server/trace_documents.hpp"

namespace troupe::server {
namespace {

using actors::Rehearsal;

TEST_CASE("a name gets another one of the same length, everywhere the same") {
  Renaming renaming(registry::redaction_rules());
  const std::string one = renaming.names("customerName: Customer");
  CHECK(one.size() == std::string("customerName: Customer").size());
  CHECK(one.find("ustomer") == std::string::npos);
  CHECK(renaming.names("customerName: Customer") == one);
  CHECK(renaming.names("x Customer y").substr(2, 8) == one.substr(14));
  CHECK(renaming.names("Supplier") != renaming.names("Customer"));
}

TEST_CASE("upper case, digits and underscores stay where they are") {
  Renaming renaming(registry::redaction_rules());
  const std::string name = renaming.names("MY_value2Name");
  CHECK(name[0] >= 'A');
  CHECK(name[0] <= 'Z');
  CHECK(name[2] == '_');
  CHECK(name[8] == '2');
  CHECK(name[3] >= 'a');
}

TEST_CASE("words of the language, file endings, punctuation and short names stay") {
  Renaming renaming(registry::redaction_rules());
  for (const std::string text :
       {"query ($id: ID!) { on }", "type Query", "{ ...@include(if: true) }", ".graphqlrc.yml",
        "a, b, cd", "[Int!]! = 3.14", "schema.graphql"}) {
    CHECK(renaming.names(text) == text);
  }
}

/// As the language says where its literals are.
std::string document(const std::string& text) {
  const std::vector<ide::RedactionRules> rules = registry::redaction_rules();
  Renaming renaming(rules);
  return renaming.document(text, rules.front().literals("/a.graphql", text));
}

TEST_CASE("comments and strings are blanked, lines and lengths stay") {
  CHECK(document("a # secret: 1\n\"\"\"of\nall\"\"\" b \"x\\\"yz\" c") ==
        "a # xxxxxx: x\n\"\"\"xx\nxxx\"\"\" b \"x\\\"xx\" c");
  CHECK(document("a \"never closed") == "a \"xxxxx xxxxxx");
  CHECK(document("") == "");
}

TEST_CASE("only texts in a language have its literals") {
  const std::vector<ide::RedactionRules> rules = registry::redaction_rules();
  CHECK(rules.front().literals("/a.ts", "a # b").empty());
  CHECK(rules.front().literals("/a.graphql", "a # b") == std::vector<base::TextRange>{{2, 5}});
  CHECK(rules.front().literals("/a.gql", R"("""a\""" b""" c)") ==
        std::vector<base::TextRange>{{0, 13}});
}

TEST_CASE("names of configuration files stay") {
  const std::vector<ide::RedactionRules> rules{
      {.words = "begin end", .file_names = {"Planted.conf"}, .literals = nullptr}};
  Renaming renaming(rules);
  CHECK(renaming.names("planted.conf begin end") == "planted.conf begin end");
  CHECK(renaming.names("query") != "query");
}

std::string opened(const std::string& text) {
  return R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///secrets/a.graphql","languageId":"graphql","version":1,"text":")" +
         text + R"("}}})";
}

/// Of the first line.
std::string changed(int version, int begin, int end, const std::string& text) {
  return R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///secrets/a.graphql","version":)" +
         std::to_string(version) +
         R"(},"contentChanges":[{"range":{"start":{"line":0,"character":)" + std::to_string(begin) +
         R"(},"end":{"line":0,"character":)" + std::to_string(end) + R"(}},"text":")" + text +
         R"("}]}})";
}

Rehearsal redacted_session(const std::vector<std::string>& bodies) {
  Rehearsal rehearsal;
  for (const std::string& body : bodies) {
    rehearsal.steps.emplace_back();
    rehearsal.steps.back().body = body;
  }
  rehearsal.listed = {"/secrets/a.graphql"};
  return redacted(rehearsal, {}, registry::redaction_rules());
}

/// What the client of the session ends with.
std::string last_text(const Rehearsal& rehearsal) {
  TracedDocuments documents;
  for (const Rehearsal::Step& step : rehearsal.steps) {
    documents.see_client(step.body);
  }
  REQUIRE(documents.open().size() == 1);
  return std::string(documents.open().begin()->second.text.view());
}

TEST_CASE("a name that is typed in pieces has one name in the end, the same everywhere") {
  const Rehearsal session = redacted_session(
      {opened("{ customerName }"), changed(2, 15, 15, "customer"), changed(3, 23, 23, "Name ")});
  Renaming renaming(registry::redaction_rules());
  CHECK(session.listed.front() == "/" + renaming.names("secrets") + "/a.graphql");
  for (const Rehearsal::Step& step : session.steps) {
    CHECK(step.body.find("secret") == std::string::npos);
    CHECK(step.body.find("ustomer") == std::string::npos);
  }
  const std::string text = last_text(session);
  CHECK(text.size() == std::string("{ customerName customerName }").size());
  CHECK(text.substr(2, 12) == text.substr(15, 12));
}

TEST_CASE("a change stays a change of the same place") {
  const Rehearsal session = redacted_session(
      {opened("{ one two }"), changed(2, 6, 9, "secretive"), changed(3, 2, 5, "")});
  CHECK(session.steps[1].body.find(
            R"("start":{"line":0,"character":6},"end":{"line":0,"character":9})") !=
        std::string::npos);
  CHECK(session.steps[2].body.ends_with(
      R"("contentChanges":[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":5}},"text":""}]}})"));
  CHECK(last_text(session).size() == std::string("{  secretive }").size());
}

TEST_CASE("what is put into a comment is blanked, and what a comment swallows") {
  const Rehearsal session = redacted_session(
      {opened("{ one # my\\nsecret\\n}"), changed(2, 8, 8, "own "), changed(3, 2, 2, "#")});
  CHECK(last_text(session).starts_with("{ #xxx # xxx xx\n"));
  CHECK(last_text(session).ends_with("\n}"));
}

TEST_CASE("a change that went wrong keeps its place and loses its names") {
  // The text has no such place.
  const Rehearsal session = redacted_session({opened("{ one }"), changed(2, 900, 100, "customer")});
  CHECK(session.steps[1].body.find(R"("character":900)") != std::string::npos);
  CHECK(session.steps[1].body.find("customer") == std::string::npos);
}

TEST_CASE("what stands behind a block string that is never closed keeps its meaning") {
  CHECK(document("of all\n\"\"\"\ntype Query {\n  a: Int\n}\n")
            .ends_with("type Query {\n  a: Int\n}\n"));
}

}  // namespace
}  // namespace troupe::server
