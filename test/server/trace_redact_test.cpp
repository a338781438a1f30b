#include "server/trace_redact.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/registry/registry.hpp"

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

TEST_CASE("edits become whole texts, so that what is typed in pieces has one name") {
  Rehearsal rehearsal;
  const auto add = [&](std::string body) {
    rehearsal.steps.emplace_back();
    rehearsal.steps.back().body = std::move(body);
  };
  add(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///secrets/a.graphql","languageId":"graphql","version":1,"text":"{ customerName }"}}})");
  add(R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///secrets/a.graphql","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":15},"end":{"line":0,"character":15}},"text":"customer"}]}})");
  add(R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///secrets/a.graphql","version":3},"contentChanges":[{"range":{"start":{"line":0,"character":23},"end":{"line":0,"character":23}},"text":"Name "}]}})");
  rehearsal.listed = {"/secrets/a.graphql"};
  const Rehearsal public_one = redacted(rehearsal, {}, registry::redaction_rules());
  Renaming renaming(registry::redaction_rules());
  const std::string folder = renaming.names("secrets");
  CHECK(public_one.listed.front() == "/" + folder + "/a.graphql");
  const std::string last = public_one.steps.back().body;
  CHECK(last.find("secret") == std::string::npos);
  CHECK(last.find("ustomer") == std::string::npos);
  const std::size_t text = last.find(R"("text":"{ )");
  REQUIRE(text != std::string::npos);
  CHECK(last.substr(text + 10, 12) == last.substr(text + 23, 12));
}

}  // namespace
}  // namespace troupe::server
