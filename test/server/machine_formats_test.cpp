// The formats that programs read: JSON, GitHub annotations, SARIF.
#include <doctest/doctest.h>

#include "protocol/json_reader.hpp"
#include "test/server/sample_report.hpp"

namespace troupe::server {
namespace {

TEST_CASE("JSON has zero-based UTF-16 positions, related places and a summary") {
  CHECK(
      format_json(sample_report(), in_w()) ==
      R"({"diagnostics":[{"path":"a.x","range":{"start":{"line":1,"character":0},)"
      R"("end":{"line":1,"character":4}},"severity":"error","code":"x/known",)"
      R"("message":"No field \"nome\".","related":[{"path":"schema.x",)"
      R"("range":{"start":{"line":0,"character":5},"end":{"line":0,"character":9}},)"
      R"("message":"The type is here."}]},)"
      R"({"path":"a.x","range":{"start":{"line":1,"character":8},"end":{"line":1,"character":10}},)"
      R"("severity":"warning","code":"x/old","message":"Deprecated."},)"
      R"({"path":"sub/b.x","range":{"start":{"line":0,"character":0},)"
      R"("end":{"line":0,"character":1}},"severity":"hint","code":"x/hint","message":"Hint."}],)"
      R"("summary":{"files":2,"errors":1,"warnings":1}})"
      "\n");
  CHECK(format_json({}, in_w()) ==
        "{\"diagnostics\":[],\"summary\":{\"files\":0,\"errors\":0,\"warnings\":0}}\n");
}

TEST_CASE("JSON of text that is no Unicode is still JSON") {
  protocol::JsonReader reader;
  CHECK(
      reader.parse(format_json(one_finding("a\xFF", {1, 2}, "bad \xFF \x01"), in_w())).has_value());
}

TEST_CASE("GitHub annotations count from one, and what is no error or warning is a notice") {
  CHECK(format_github(sample_report(), in_w()) ==
        "::error file=a.x,line=2,endLine=2,col=1,endColumn=5,title=x/known::No field \"nome\".\n"
        "::warning file=a.x,line=2,endLine=2,col=9,endColumn=11,title=x/old::Deprecated.\n"
        "::notice file=sub/b.x,line=1,endLine=1,col=1,endColumn=2,title=x/hint::Hint.\n");
  CHECK(format_github({}, in_w()).empty());
}

TEST_CASE("GitHub annotations escape whatever could end a property or forge a command") {
  actors::CheckReport report;
  report.files.push_back(checked_file(
      "/w/a,b:c%\n.x", "one\ntwo",
      {finding({0, 5}, ide::Severity::error, "x/r", "100% of: a, b\r\n::error::forged")}));
  CHECK(format_github(report, in_w()) ==
        "::error file=a%2Cb%3Ac%25%0A.x,line=1,endLine=2,title=x/r::"
        "100%25 of: a, b%0D%0A::error::forged\n");
}

TEST_CASE("SARIF names tool, rules, results and relative places") {
  CHECK(format_sarif(sample_report(), in_w()) ==
        R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[)"
        R"({"tool":{"driver":{"name":"troupe","version":")" +
            std::string(TROUPE_VERSION) +
            R"(","rules":[{"id":"x/hint"},{"id":"x/known"},{"id":"x/old"}]}},)"
            R"("columnKind":"utf16CodeUnits","results":[)"
            R"({"ruleId":"x/known","ruleIndex":1,"level":"error",)"
            R"("message":{"text":"No field \"nome\"."},"locations":[{"physicalLocation":{)"
            R"("artifactLocation":{"uri":"a.x","uriBaseId":"%SRCROOT%"},)"
            R"("region":{"startLine":2,"startColumn":1,"endLine":2,"endColumn":5}}}],)"
            R"("relatedLocations":[{"id":0,"physicalLocation":{)"
            R"("artifactLocation":{"uri":"schema.x","uriBaseId":"%SRCROOT%"},)"
            R"("region":{"startLine":1,"startColumn":6,"endLine":1,"endColumn":10}},)"
            R"("message":{"text":"The type is here."}}]},)"
            R"({"ruleId":"x/old","ruleIndex":2,"level":"warning","message":{"text":"Deprecated."},)"
            R"("locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.x",)"
            R"("uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":9,"endLine":2,)"
            R"("endColumn":11}}}]},)"
            R"({"ruleId":"x/hint","ruleIndex":0,"level":"note","message":{"text":"Hint."},)"
            R"("locations":[{"physicalLocation":{"artifactLocation":{"uri":"sub/b.x",)"
            R"("uriBaseId":"%SRCROOT%"},"region":{"startLine":1,"startColumn":1,"endLine":1,)"
            R"("endColumn":2}}}]}]}]})"
            "\n");
}

TEST_CASE("SARIF encodes paths as URIs, absolute ones outside the checkout") {
  actors::CheckReport report;
  for (const char* const path : {"/elsewhere/a b.x", "/w/\xC3\xA4 b.x"}) {
    report.files.push_back(
        checked_file(path, "a", {finding({0, 1}, ide::Severity::error, "x/r", "m")}));
  }
  const std::string sarif = format_sarif(report, in_w());
  CHECK(sarif.find(R"({"uri":"file:///elsewhere/a%20b.x"})") != std::string::npos);
  CHECK(sarif.find(R"({"uri":"%C3%A4%20b.x","uriBaseId":"%SRCROOT%"})") != std::string::npos);
}

TEST_CASE("a broken configuration is told from other errors by its code") {
  const auto report_with = [](ide::Severity severity, std::string code) {
    actors::CheckReport report;
    report.files.push_back(
        checked_file("/w/a.x", "a", {finding({0, 1}, severity, std::move(code), "m")}));
    return report;
  };
  using enum ide::Severity;
  CHECK(has_configuration_error(report_with(error, "graphql/configuration")));
  CHECK(has_configuration_error(report_with(error, "graphql/configuration-unknown-key")));
  CHECK_FALSE(has_configuration_error(report_with(warning, "graphql/configuration")));
  CHECK_FALSE(has_configuration_error(report_with(error, "graphql/configurations")));
  CHECK_FALSE(has_configuration_error(report_with(error, "configuration")));
  CHECK_FALSE(has_configuration_error(report_with(error, "graphql/known-type-names")));
}

}  // namespace
}  // namespace troupe::server
