#include "protocol/workspace.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

TEST_CASE("watched files were created, changed or deleted") {
  const auto params = decode_text<DidChangeWatchedFilesParams>(
      R"({"changes":[{"uri":"a","type":1},{"uri":"b","type":2},{"uri":"c","type":3}]})");
  REQUIRE(params);
  CHECK(params->changes.at(0).type == FileChangeType::Created);
  CHECK(params->changes.at(1).type == FileChangeType::Changed);
  CHECK(params->changes.at(2).type == FileChangeType::Deleted);
  CHECK(params->changes.at(2).uri == "c");
  CHECK(decode_error<DidChangeWatchedFilesParams>(R"({"changes":[{"uri":"a","type":4}]})") ==
        "params.changes[0].type: expected one of the numbers that the specification lists");
  CHECK(decode_error<DidChangeWatchedFilesParams>(R"({"changes":[{"uri":"a","type":0}]})") ==
        "params.changes[0].type: expected one of the numbers that the specification lists");
}

TEST_CASE("watchers are globs, relative to a folder where the client can") {
  DidChangeWatchedFilesRegistrationOptions options;
  options.watchers.push_back({.globPattern = "**/*.graphql"});
  options.watchers.push_back({.globPattern = RelativePattern{"file:///w", "*.yml"}, .kind = 7});
  CHECK(to_json(options) ==
        R"({"watchers":[{"globPattern":"**/*.graphql"},)"
        R"({"globPattern":{"baseUri":"file:///w","pattern":"*.yml"},"kind":7}]})");
}

TEST_CASE("workspace folders come and go") {
  const auto params = decode_text<DidChangeWorkspaceFoldersParams>(
      R"({"event":{"added":[{"uri":"a","name":"A"}],"removed":[{"uri":"b","name":"B"}]}})");
  REQUIRE(params);
  CHECK(params->event.added == std::vector<WorkspaceFolder>{{"a", "A"}});
  CHECK(params->event.removed == std::vector<WorkspaceFolder>{{"b", "B"}});
  CHECK(decode_text<DidChangeWorkspaceFoldersParams>(R"({"event":{"added":null}})")
            ->event.added.empty());
  CHECK(decode_error<DidChangeWorkspaceFoldersParams>("{}") == "params.event is missing");
}

TEST_CASE("configuration is pushed in any shape, or not at all") {
  CHECK(decode_text<DidChangeConfigurationParams>(R"({"settings":{"troupe":{"x":1}}})")
            ->settings.json == R"({"troupe":{"x":1}})");
  CHECK(decode_text<DidChangeConfigurationParams>(R"({"settings":null})")->settings.json == "null");
  CHECK(decode_text<DidChangeConfigurationParams>("")->settings.json == "null");
  CHECK(to_json(DidChangeConfigurationRegistrationOptions{"troupe"}) == R"({"section":"troupe"})");
}

TEST_CASE("configuration is asked for by section and comes as an array of anything") {
  CHECK(to_json(ConfigurationParams{{{"file:///w", "troupe"}, {}}}) ==
        R"({"items":[{"scopeUri":"file:///w","section":"troupe"},{}]})");
  JsonReader reader;
  const auto result = decode<ConfigurationResult>(*reader.parse(R"([null,{"x":1}])"), "result");
  REQUIRE(result);
  CHECK(result->at(0).json == "null");
  CHECK(result->at(1).json == R"({"x":1})");
  CHECK(decode<ConfigurationResult>(*reader.parse("{}"), "result").error().message ==
        "result: expected an array");
  CHECK(decode<ConfigurationResult>(std::nullopt, "result").error().message == "result is missing");
}

TEST_CASE("symbols are sought and commands are run") {
  CHECK(decode_text<WorkspaceSymbolParams>(R"({"query":"User"})")->query == "User");
  const auto command = decode_text<ExecuteCommandParams>(
      R"({"command":"c","arguments":[{"a":1},null,"x"],"workDoneToken":"t"})");
  REQUIRE(command);
  CHECK(command->command == "c");
  CHECK(command->arguments ==
        std::vector<RawJson>{RawJson{R"({"a":1})"}, RawJson{"null"}, RawJson{"\"x\""}});
  CHECK(decode_text<ExecuteCommandParams>(R"({"command":"c"})")->arguments.empty());
}

TEST_CASE("an edit of the workspace is a map of edits, or a list with versions") {
  ApplyWorkspaceEditParams params{.label = "Fix", .edit = {}};
  params.edit.changes["b"] = {};
  params.edit.changes["a"] = {{{}, "x"}};
  CHECK(to_json(params) ==
        R"({"label":"Fix","edit":{"changes":{"a":[{"range":{"start":{"line":0,"character":0},)"
        R"("end":{"line":0,"character":0}},"newText":"x"}],"b":[]}}})");
  WorkspaceEdit edit;
  edit.documentChanges = {TextDocumentEdit{{"a", 3}}, CreateFile{"b"}, TextDocumentEdit{{"b"}}};
  CHECK(to_json(edit) ==
        R"({"documentChanges":[{"textDocument":{"uri":"a","version":3},"edits":[]},)"
        R"({"kind":"create","uri":"b"},{"textDocument":{"uri":"b","version":null},"edits":[]}]})");
  CHECK(decode_text<ApplyWorkspaceEditResult>(R"({"applied":true})")->applied);
  CHECK(decode_text<ApplyWorkspaceEditResult>(R"({"applied":false,"failureReason":"no"})")
            ->failureReason == "no");
}
