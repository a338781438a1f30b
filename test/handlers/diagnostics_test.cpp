#include "handlers/diagnostics.hpp"

#include <doctest/doctest.h>

#include "protocol/codec.hpp"
#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

ide::Diagnostic diagnostic(ide::TextRange range, std::string message) {
  ide::Diagnostic made;
  made.range = range;
  made.code = "fake/rule";
  made.message = std::move(message);
  return made;
}

std::string encode(FakeSession& session, std::string_view path) {
  engine::Context context(session.workspace.snapshot());
  return encode_diagnostics(context, *session.session, session.file(path));
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a diagnostic says range, severity, code, source and message") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_diagnostics = [](ide::FileId) {
    std::vector<ide::Diagnostic> all = {diagnostic({0, 1}, "one"), diagnostic({1, 2}, "two"),
                                        diagnostic({1, 3}, "three"), diagnostic({2, 3}, "four")};
    all[1].severity = ide::Severity::warning;
    all[2].severity = ide::Severity::information;
    all[3].severity = ide::Severity::hint;
    return all;
  };
  const std::string json = encode(session, "/a.fake");
  CHECK(contains(json,
                 R"([{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},)"
                 R"("severity":1,"code":"fake/rule","source":"troupe","message":"one"},)"));
  CHECK(contains(json, R"("severity":2,"code":"fake/rule","source":"troupe","message":"two")"));
  CHECK(contains(json, R"("severity":3,"code":"fake/rule","source":"troupe","message":"three")"));
  CHECK(contains(json, R"("severity":4,"code":"fake/rule","source":"troupe","message":"four")"));
  CHECK(encode(session, "/none.fake2") == "[]");
}

TEST_CASE("tags and related places are sent only where declared") {
  FakeSession session("//- /a.fake\nabc\n//- /b.fake\nxyz\n");
  session.language->on_diagnostics = [&](ide::FileId) {
    ide::Diagnostic one = diagnostic({0, 1}, "one");
    one.is_deprecated = true;
    one.is_unnecessary = true;
    one.related = {{{session.file("/b.fake"), {1, 2}}, "there"}};
    return std::vector<ide::Diagnostic>{one};
  };
  CHECK_FALSE(contains(encode(session, "/a.fake"), "tags"));
  CHECK_FALSE(contains(encode(session, "/a.fake"), "related"));
  auto& capabilities = session.capabilities().textDocument.publishDiagnostics;
  capabilities.tagSupport = protocol::ValueSet{{2}};
  CHECK(contains(encode(session, "/a.fake"), R"("tags":[2])"));
  capabilities.tagSupport = protocol::ValueSet{{1, 2}};
  CHECK(contains(encode(session, "/a.fake"), R"("tags":[1,2])"));
  capabilities.relatedInformation = true;
  CHECK(contains(encode(session, "/a.fake"),
                 R"("relatedInformation":[{"location":{"uri":"file:///b.fake","range":)"
                 R"({"start":{"line":0,"character":1},"end":{"line":0,"character":2}}},)"
                 R"("message":"there"}])"));
}

TEST_CASE("what is pushed names the open document's version where the client understands it") {
  FakeSession session("//- /a.fake fake\nabc\n//- /b.fake\nabc\n");
  const auto params = [&](std::string_view path) {
    engine::Context context(session.workspace.snapshot());
    return protocol::to_json(
        publish_diagnostics_params(context, *session.session, session.file(path)));
  };
  CHECK(params("/a.fake") == R"({"uri":"file:///a.fake","diagnostics":[]})");
  session.capabilities().textDocument.publishDiagnostics.versionSupport = true;
  CHECK(params("/a.fake") == R"({"uri":"file:///a.fake","version":1,"diagnostics":[]})");
  CHECK(params("/b.fake") == R"({"uri":"file:///b.fake","diagnostics":[]})");
}

TEST_CASE("the diagnostics of two languages in a file are merged in order") {
  FakeSession session("//- /a.fake other\nabcdef\n");
  session.language->on_diagnostics = [](ide::FileId) {
    return std::vector<ide::Diagnostic>{diagnostic({0, 1}, "first"), diagnostic({4, 5}, "third")};
  };
  session.other->on_diagnostics = [](ide::FileId) {
    return std::vector<ide::Diagnostic>{diagnostic({2, 3}, "second")};
  };
  const std::string json = encode(session, "/a.fake");
  CHECK(json.find("first") < json.find("second"));
  CHECK(json.find("second") < json.find("third"));
}

TEST_CASE("a pull is answered in full once, and as unchanged while nothing new is to be said") {
  FakeSession session("//- /a.fake\nabc\n");
  std::string message = "one";
  session.language->on_diagnostics = [&](ide::FileId) {
    return std::vector<ide::Diagnostic>{diagnostic({0, 1}, message)};
  };
  const auto pull = [&](const std::string& previous) {
    return session.ask(
        "textDocument/diagnostic",
        R"({"textDocument":{"uri":"file:///a.fake"},"previousResultId":")" + previous + "\"}");
  };
  const std::string id = diagnostics_result_id(encode(session, "/a.fake"));
  CHECK(id.size() == 16);
  CHECK(pull("none") ==
        R"({"kind":"full","resultId":")" + id + R"(","items":)" + encode(session, "/a.fake") + "}");
  CHECK(pull(id) == R"({"kind":"unchanged","resultId":")" + id + "\"}");
  message = "two";
  CHECK(contains(pull(id), R"("kind":"full")"));
  CHECK(session.ask("textDocument/diagnostic", "{}") == "-32602: params.textDocument is missing");
}

TEST_CASE("result ids are names of contents") {
  CHECK(diagnostics_result_id("[]") == "09612b07b5ecb5a5");
  CHECK(diagnostics_result_id("") == "cbf29ce484222325");
  CHECK(diagnostics_result_id("[1]") != diagnostics_result_id("[2]"));
}

// The workspace.

constexpr const char* clean_id = "09612b07b5ecb5a5";

struct Workspace : FakeSession {
  Workspace() : FakeSession("//- /b.fake fake\nb\n//- /a.fake\na\n//- /clean.fake\nc\n") {
    language->on_diagnostics = [this](ide::FileId asked) {
      std::vector<ide::Diagnostic> found;
      if (asked != file("/clean.fake")) {
        found.push_back(diagnostic({0, 1}, "bad"));
      }
      return found;
    };
  }
  std::string pull(const std::string& previous = "") {
    return ask("workspace/diagnostic", R"({"previousResultIds":[)" + previous + "]}");
  }
};

std::string previous(std::string_view uri, std::string_view id) {
  return R"({"uri":")" + std::string(uri) + R"(","value":")" + std::string(id) + "\"}";
}

TEST_CASE("a workspace's report has every file with diagnostics, by path, with open versions") {
  Workspace session;
  const std::string items = encode(session, "/a.fake");
  const std::string id = diagnostics_result_id(items);
  CHECK(session.pull() ==
        R"({"items":[{"kind":"full","uri":"file:///a.fake","version":null,)"
        R"("resultId":")" +
            id + R"(","items":)" + items +
            R"(},{"kind":"full","uri":"file:///b.fake","version":1,"resultId":")" + id +
            R"(","items":)" + items + "}]}");
  CHECK(session.reporter.progress_made ==
        std::vector<std::string>{"1/3 files 33", "2/3 files 66", "3/3 files 100"});
}

TEST_CASE("what the client knows is unchanged, cleared, or gone") {
  Workspace session;
  const std::string id = diagnostics_result_id(encode(session, "/a.fake"));
  const std::string report =
      session.pull(previous("file:///a.fake", id) + "," + previous("file:///clean.fake", id) + "," +
                   previous("file:///gone.fake", id));
  CHECK(contains(
      report,
      R"({"kind":"unchanged","uri":"file:///a.fake","version":null,"resultId":")" + id + "\"}"));
  CHECK(
      contains(report, R"({"kind":"full","uri":"file:///clean.fake","version":null,"resultId":")" +
                           std::string(clean_id) + R"(","items":[]})"));
  CHECK(contains(report, R"({"kind":"full","uri":"file:///gone.fake","version":null,"resultId":")" +
                             std::string(clean_id) + R"(","items":[]})"));
  const std::string again = session.pull(previous("file:///clean.fake", clean_id));
  CHECK(contains(again, R"({"kind":"unchanged","uri":"file:///clean.fake")"));
}

TEST_CASE("before the workspace is listed the open documents are reported and nothing is cleared") {
  Workspace session;
  engine::ChangeSet changes;
  changes.remove<ide::WorkspaceFiles>({});
  session.workspace.database().apply(std::move(changes));
  const std::string report = session.pull(previous("file:///gone.fake", "1"));
  CHECK(contains(report, "file:///b.fake"));
  CHECK_FALSE(contains(report, "file:///a.fake"));
  CHECK_FALSE(contains(report, "file:///gone.fake"));
}

TEST_CASE("partial results carry the reports and leave the result empty") {
  std::string fixture;
  for (int i = 0; i < 120; ++i) {
    fixture += "//- /" + std::to_string(1000 + i) + ".fake\nx\n";
  }
  FakeSession session(fixture);
  session.language->on_diagnostics = [](ide::FileId) {
    return std::vector<ide::Diagnostic>{diagnostic({0, 1}, "bad")};
  };
  session.reporter.wants_parts = true;
  CHECK(session.ask("workspace/diagnostic", R"({"previousResultIds":[]})") == R"({"items":[]})");
  REQUIRE(session.reporter.parts.size() == 3);
  CHECK(contains(session.reporter.parts[0], "file:///1000.fake"));
  CHECK(contains(session.reporter.parts[0], "file:///1049.fake"));
  CHECK(contains(session.reporter.parts[2], "file:///1119.fake"));
  CHECK(session.reporter.parts[1].starts_with(R"({"items":[{"kind":"full")"));
}

TEST_CASE("a workspace pull stops when it is cancelled") {
  Workspace session;
  engine::CancellationSource source;
  source.cancel();
  protocol::JsonReader reader;
  const auto params = reader.parse(std::string(R"({"previousResultIds":[]})"));
  const auto work = find_request_handler("workspace/diagnostic")->decode(*params, session.session);
  engine::Context context(session.workspace.snapshot().with_cancellation(source.token()));
  CHECK_THROWS_AS((void)(*work)(context, session.reporter), engine::Cancelled);
}

}  // namespace
}  // namespace troupe::handlers
