#include "protocol/diagnostics.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

namespace {

constexpr std::string_view zero_range =
    R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}})";

std::string with_range(std::string json) {
  for (std::size_t at = json.find('@'); at != std::string::npos; at = json.find('@', at)) {
    json.replace(at, 1, zero_range);
  }
  return json;
}

}  // namespace

TEST_CASE("a diagnostic is written without what it does not have") {
  Diagnostic diagnostic{.range = {}, .message = "m"};
  CHECK(to_json(diagnostic) == with_range(R"({@,"message":"m"})"));
  diagnostic.severity = DiagnosticSeverity::Warning;
  diagnostic.code = "fields-on-correct-type";
  diagnostic.codeDescription = CodeDescription{"https://x"};
  diagnostic.source = "graphql";
  diagnostic.tags = {DiagnosticTag::Unnecessary, DiagnosticTag::Deprecated};
  diagnostic.relatedInformation = {{{"file:///b", {}}, "here"}};
  diagnostic.data = RawJson{"[1]"};
  const std::string json = to_json(diagnostic);
  CHECK(json == with_range(R"({@,"severity":2,"code":"fields-on-correct-type",)"
                           R"("codeDescription":{"href":"https://x"},"source":"graphql",)"
                           R"("message":"m","tags":[1,2],"relatedInformation":[{"location":)"
                           R"({"uri":"file:///b",@},"message":"here"}],"data":[1]})"));
  CHECK(decode_text<Diagnostic>(json) == diagnostic);
  diagnostic.code = 7;
  CHECK(decode_text<Diagnostic>(to_json(diagnostic)) == diagnostic);
}

TEST_CASE("pushed diagnostics name their document and its version") {
  CHECK(to_json(PublishDiagnosticsParams{"a", 0, {}}) ==
        R"({"uri":"a","version":0,"diagnostics":[]})");
  CHECK(to_json(PublishDiagnosticsParams{"a", {}, {{.range = {}, .message = "m"}}}) ==
        with_range(R"({"uri":"a","diagnostics":[{@,"message":"m"}]})"));
}

TEST_CASE(
    "a report is full or unchanged, with those of related documents in the order of their URIs") {
  CHECK(to_json(DocumentDiagnosticReport(RelatedFullDocumentDiagnosticReport{})) ==
        R"({"kind":"full","items":[]})");
  CHECK(to_json(DocumentDiagnosticReport(RelatedUnchangedDocumentDiagnosticReport{
            .resultId = "r"})) == R"({"kind":"unchanged","resultId":"r"})");
  RelatedFullDocumentDiagnosticReport report{.resultId = "1",
                                             .items = {{.range = {}, .message = "m"}}};
  report.relatedDocuments["z"] = UnchangedDocumentDiagnosticReport{"2"};
  report.relatedDocuments["b"] = FullDocumentDiagnosticReport{"3", {}};
  CHECK(
      to_json(report) ==
      with_range(R"({"kind":"full","resultId":"1","items":[{@,"message":"m"}],"relatedDocuments":)"
                 R"({"b":{"kind":"full","resultId":"3","items":[]},)"
                 R"("z":{"kind":"unchanged","resultId":"2"}}})"));
}

TEST_CASE(
    "a workspace report names documents, with null for the version of those that are closed") {
  CHECK(to_json(WorkspaceDiagnosticReport{
            {WorkspaceFullDocumentDiagnosticReport{"a", 3, "r", {}},
             WorkspaceUnchangedDocumentDiagnosticReport{"b", {}, "s"}}}) ==
        R"({"items":[{"kind":"full","uri":"a","version":3,"resultId":"r","items":[]},)"
        R"({"kind":"unchanged","uri":"b","version":null,"resultId":"s"}]})");
}

TEST_CASE("a pull names what the client has") {
  const auto pull = decode_text<DocumentDiagnosticParams>(
      R"({"textDocument":{"uri":"a"},"identifier":"i","previousResultId":"r","partialResultToken":"p"})");
  REQUIRE(pull);
  CHECK(pull->identifier == "i");
  CHECK(pull->previousResultId == "r");
  CHECK(pull->partialResultToken == ProgressToken("p"));
  CHECK_FALSE(decode_text<DocumentDiagnosticParams>(
                  R"({"textDocument":{"uri":"a"},"previousResultId":null})")
                  ->previousResultId);
  const auto all = decode_text<WorkspaceDiagnosticParams>(
      R"({"previousResultIds":[{"uri":"a","value":"r"}],"workDoneToken":1})");
  REQUIRE(all);
  CHECK(all->previousResultIds.at(0).uri == "a");
  CHECK(all->previousResultIds.at(0).value == "r");
  CHECK(decode_text<WorkspaceDiagnosticParams>("{}"));
  CHECK(decode_error<WorkspaceDiagnosticParams>(R"({"previousResultIds":[{"uri":"a"}]})") ==
        "params.previousResultIds[0].value is missing");
}

TEST_CASE("a cancelled pull says whether to ask again") {
  CHECK(to_json(DiagnosticServerCancellationData{false}) == R"({"retriggerRequest":false})");
}
