// What lint rules say about a test workspace.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/lint.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql::lint {

inline std::vector<ide::Diagnostic> linted(const TestWorkspace& workspace, std::string_view path) {
  engine::Context context(workspace.snapshot());
  return lint_diagnostics(context, workspace.file(path));
}

/// One line for each: `2:3 warning no-deprecated message`.
inline std::string lint_text(const TestWorkspace& workspace, std::string_view path) {
  constexpr std::string_view severities[] = {"error", "warning", "information", "hint"};
  std::string text;
  for (const ide::Diagnostic& diagnostic : linted(workspace, path)) {
    text += workspace.position(workspace.file(path), diagnostic.range.begin) + " " +
            std::string(severities[static_cast<std::size_t>(diagnostic.severity)]) + " " +
            diagnostic.code.substr(diagnostic.code.find('/') + 1) + " " + diagnostic.message + "\n";
  }
  return text;
}

/// A workspace with one document, which is its own schema, and settings.
inline TestWorkspace one_file(std::string text, std::string settings = {}) {
  Texts texts = {{"/w/page.graphql", std::move(text)}};
  if (!settings.empty()) {
    texts["/w/troupe.yaml"] = std::move(settings);
  }
  return TestWorkspace(std::move(texts));
}

/// What one rule says about a document, with its options as YAML: "{style: inline}".
inline std::string said_by(std::string_view rule, std::string text, std::string_view options = {}) {
  std::string settings = "lint: {extends: none, rules: {" + std::string(rule) + ": [warn";
  settings += options.empty() ? "" : ", " + std::string(options);
  const TestWorkspace workspace = one_file(std::move(text), settings + "]}}");
  return lint_text(workspace, "/w/troupe.yaml") + lint_text(workspace, "/w/page.graphql");
}

}  // namespace troupe::graphql::lint
