#include "protocol/lifecycle.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;
using troupe::base::PositionEncoding;

namespace {

InitializeParams initialize(const std::string& json) {
  const auto params = decode_text<InitializeParams>(json);
  REQUIRE(params);
  return *params;
}

}  // namespace

TEST_CASE("initialize is read with everything that a client may say") {
  const InitializeParams params = initialize(R"({
    "processId": 4711, "clientInfo": {"name": "Editor", "version": "1.2"}, "locale": "de",
    "rootPath": "/w", "rootUri": "file:///w", "trace": "verbose", "workDoneToken": "t-1",
    "initializationOptions": {"a": [1, 2.5, "x"]},
    "workspaceFolders": [{"uri": "file:///w", "name": "w"}, {"uri": "file:///v", "name": "v"}],
    "capabilities": {"general": {"positionEncodings": ["utf-32", "utf-8"]}}})");
  CHECK(params.processId == 4711);
  CHECK(params.clientInfo->name == "Editor");
  CHECK(params.clientInfo->version == "1.2");
  CHECK(params.locale == "de");
  CHECK(params.rootPath == "/w");
  CHECK(params.rootUri == "file:///w");
  CHECK(params.trace == TraceValue::Verbose);
  CHECK(params.workDoneToken == ProgressToken("t-1"));
  CHECK(params.initializationOptions == RawJson{R"({"a":[1,2.5,"x"]})"});
  CHECK(params.workspaceFolders->size() == 2);
  CHECK(params.workspaceFolders->at(1) == WorkspaceFolder{"file:///v", "v"});
  CHECK(negotiate_position_encoding(params.capabilities) == PositionEncoding::utf32);
}

TEST_CASE("initialize is read from a client that says nothing") {
  for (const char* json :
       {"", "{}", R"({"processId":null,"rootUri":null,"rootPath":null,"workspaceFolders":null,
                      "initializationOptions":null,"trace":null,"capabilities":null,
                      "clientInfo":null,"locale":null,"workDoneToken":null})"}) {
    const InitializeParams params = initialize(json);
    CHECK_FALSE(params.processId);
    CHECK_FALSE(params.clientInfo);
    CHECK_FALSE(params.initializationOptions);
    CHECK_FALSE(params.workspaceFolders);
    CHECK_FALSE(params.workDoneToken);
    CHECK(params.trace == TraceValue::Off);
    CHECK(workspace_roots(params).empty());
    CHECK(negotiate_position_encoding(params.capabilities) == PositionEncoding::utf16);
  }
}

TEST_CASE("no client is turned away for a member that cannot be read") {
  const InitializeParams params = initialize(R"({
    "processId": "x", "clientInfo": {"version": 1}, "trace": "compact", "rootUri": 7,
    "workspaceFolders": [{"name": "no uri"}, {"uri": "file:///v", "name": "v"}, 7],
    "capabilities": {"workspace": [], "textDocument": {"hover": {"contentFormat": ["html", "markdown"]}}}})");
  CHECK_FALSE(params.processId);
  CHECK_FALSE(params.clientInfo);
  CHECK(params.trace == TraceValue::Off);
  CHECK(workspace_roots(params) == std::vector<WorkspaceFolder>{{"file:///v", "v"}});
  CHECK(params.capabilities.textDocument.hover.contentFormat ==
        std::vector<MarkupKind>{MarkupKind::Markdown});
  CHECK(decode_error<InitializeParams>("[]") == "params: expected an object");
}

TEST_CASE("the roots are the folders, else the root URI, else the root path") {
  CHECK(workspace_roots(initialize(
            R"({"rootUri":"file:///u","workspaceFolders":[{"uri":"file:///f","name":"F"}]})")) ==
        std::vector<WorkspaceFolder>{{"file:///f", "F"}});
  CHECK(workspace_roots(initialize(
            R"({"rootUri":null,"workspaceFolders":[{"uri":"file:///f","name":"F"}]})")) ==
        std::vector<WorkspaceFolder>{{"file:///f", "F"}});
  CHECK(workspace_roots(initialize(R"({"rootUri":"file:///a/b%20c","workspaceFolders":[]})")) ==
        std::vector<WorkspaceFolder>{{"file:///a/b%20c", "b c"}});
  CHECK(workspace_roots(initialize(R"({"rootUri":null,"rootPath":"/a/b c"})")) ==
        std::vector<WorkspaceFolder>{{"file:///a/b%20c", "b c"}});
  CHECK(workspace_roots(initialize(R"({"rootPath":"relative"})")).empty());
}

TEST_CASE("the first position encoding that we know is chosen") {
  const auto negotiated = [](const std::string& encodings) {
    return negotiate_position_encoding(
        initialize(R"({"capabilities":{"general":{"positionEncodings":)" + encodings + "}}}")
            .capabilities);
  };
  CHECK(negotiated(R"(["utf-8","utf-16"])") == PositionEncoding::utf8);
  CHECK(negotiated(R"(["utf-32","utf-8"])") == PositionEncoding::utf32);
  CHECK(negotiated(R"(["utf-16"])") == PositionEncoding::utf16);
  CHECK(negotiated(R"(["utf-7",5,"utf-8"])") == PositionEncoding::utf8);
  CHECK(negotiated(R"(["utf-7"])") == PositionEncoding::utf16);
  CHECK(negotiated("[]") == PositionEncoding::utf16);
  CHECK(negotiated("\"utf-8\"") == PositionEncoding::utf16);
  CHECK(position_encoding_name(PositionEncoding::utf8) == "utf-8");
  CHECK(position_encoding_name(PositionEncoding::utf16) == "utf-16");
  CHECK(position_encoding_name(PositionEncoding::utf32) == "utf-32");
}

TEST_CASE("the result of initialize leaves out what is not offered") {
  InitializeResult result;
  CHECK(to_json(result) == R"({"capabilities":{}})");
  result.serverInfo = ServerInfo{"troupe", "0.1"};
  result.capabilities.positionEncoding = "utf-8";
  result.capabilities.hoverProvider = true;
  result.capabilities.textDocumentSync = TextDocumentSyncOptions{
      .openClose = true, .change = TextDocumentSyncKind::Incremental, .save = SaveOptions{}};
  result.capabilities.diagnosticProvider = DiagnosticOptions{};
  result.capabilities.workspace = WorkspaceServerCapabilities{
      WorkspaceFoldersServerCapabilities{.supported = true, .changeNotifications = true}};
  CHECK(to_json(result) ==
        R"({"capabilities":{"positionEncoding":"utf-8",)"
        R"("textDocumentSync":{"openClose":true,"change":2,"save":{}},"hoverProvider":true,)"
        R"("diagnosticProvider":{"interFileDependencies":false,"workspaceDiagnostics":false},)"
        R"("workspace":{"workspaceFolders":{"supported":true,"changeNotifications":true}}},)"
        R"("serverInfo":{"name":"troupe","version":"0.1"}})");
}

TEST_CASE("registrations carry their options as they are") {
  RegistrationParams params;
  params.registrations.push_back(
      {"1", "workspace/didChangeWatchedFiles", RawJson{R"({"watchers":[]})"}});
  params.registrations.push_back({"2", "workspace/didChangeConfiguration", std::nullopt});
  CHECK(
      to_json(params) ==
      R"({"registrations":[{"id":"1","method":"workspace/didChangeWatchedFiles",)"
      R"("registerOptions":{"watchers":[]}},{"id":"2","method":"workspace/didChangeConfiguration"}]})");
  CHECK(to_json(UnregistrationParams{{{"1", "m"}}}) ==
        R"({"unregisterations":[{"id":"1","method":"m"}]})");
}

TEST_CASE("trace values are the three of the specification") {
  CHECK(decode_text<SetTraceParams>(R"({"value":"off"})")->value == TraceValue::Off);
  CHECK(decode_text<SetTraceParams>(R"({"value":"messages"})")->value == TraceValue::Messages);
  CHECK(decode_text<SetTraceParams>(R"({"value":"verbose"})")->value == TraceValue::Verbose);
  CHECK(decode_error<SetTraceParams>(R"({"value":"loud"})") ==
        "params.value: expected one of the names that the specification lists");
  CHECK(decode_error<SetTraceParams>("{}") == "params.value is missing");
  CHECK(to_json(LogTraceParams{"a", std::nullopt}) == R"({"message":"a"})");
  CHECK(to_json(LogTraceParams{"a", "b"}) == R"({"message":"a","verbose":"b"})");
}

TEST_CASE("a cancelled request is named by the id that it came with") {
  CHECK(decode_text<CancelParams>(R"({"id":7})")->id == RequestId(7));
  CHECK(decode_text<CancelParams>(R"({"id":"7"})")->id == RequestId("7"));
  CHECK(decode_error<CancelParams>(R"({"id":null})") ==
        "params.id: expected an integer or a string");
  CHECK(to_json(CancelParams{"x"}) == R"({"id":"x"})");
}

TEST_CASE("progress has a token and a value of its own kind") {
  CHECK(to_json(ProgressParams{7, RawJson{to_json(WorkDoneProgressBegin{.title = "Indexing"})}}) ==
        R"({"token":7,"value":{"kind":"begin","title":"Indexing"}})");
  CHECK(to_json(WorkDoneProgressBegin{"t", true, "m", 5}) ==
        R"({"kind":"begin","title":"t","cancellable":true,"message":"m","percentage":5})");
  CHECK(to_json(WorkDoneProgressReport{.message = "m"}) == R"({"kind":"report","message":"m"})");
  CHECK(to_json(WorkDoneProgressEnd{}) == R"({"kind":"end"})");
  const auto progress = decode_text<ProgressParams>(R"({"token":"t","value":[{"a":1}]})");
  CHECK(progress->token == ProgressToken("t"));
  CHECK(progress->value.json == R"([{"a":1}])");
}
