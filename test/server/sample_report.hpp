// A report made by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/report.hpp"

namespace troupe::server {

inline actors::CheckedDiagnostic finding(base::TextRange range, ide::Severity severity,
                                         std::string code, std::string message) {
  actors::CheckedDiagnostic checked;
  checked.diagnostic.range = range;
  checked.diagnostic.severity = severity;
  checked.diagnostic.code = std::move(code);
  checked.diagnostic.message = std::move(message);
  return checked;
}

inline void add_related(actors::CheckedDiagnostic& checked, std::string path, base::TextRange range,
                        std::string message) {
  checked.diagnostic.related.push_back({{ide::FileId(), range}, std::move(message)});
  checked.related_paths.push_back(std::move(path));
}

inline actors::CheckedFile checked_file(std::string path, std::string text,
                                        std::vector<actors::CheckedDiagnostic> diagnostics) {
  return {std::move(path), base::SourceText(std::move(text)), std::move(diagnostics), {}};
}

/// One file with one finding.
inline actors::CheckReport one_finding(std::string text, base::TextRange range,
                                       std::string message = "wrong") {
  actors::CheckReport report;
  report.files.push_back(
      checked_file("/w/a.x", std::move(text),
                   {finding(range, ide::Severity::error, "x/rule", std::move(message))}));
  return report;
}

/// Two files, an error with a related place in a third one, a warning and a hint.
inline actors::CheckReport sample_report() {
  actors::CheckReport report;
  actors::CheckedDiagnostic error =
      finding({8, 12}, ide::Severity::error, "x/known", "No field \"nome\".");
  add_related(error, "/w/schema.x", {5, 9}, "The type is here.");
  report.files.push_back(checked_file(
      "/w/a.x", "query {\nnome \xF0\x9F\x98\x80 id\n}\n",
      {std::move(error), finding({18, 20}, ide::Severity::warning, "x/old", "Deprecated.")}));
  report.files.push_back(
      checked_file("/w/sub/b.x", "b\n", {finding({0, 1}, ide::Severity::hint, "x/hint", "Hint.")}));
  return report;
}

inline Presentation in_w() {
  Presentation presentation;
  presentation.directory = "/w";
  presentation.more_texts.emplace("/w/schema.x", base::SourceText(std::string("type Hero {}\n")));
  return presentation;
}

}  // namespace troupe::server
