#include "handlers/diagnostics.hpp"

#include <algorithm>
#include <tuple>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "protocol/codec.hpp"

namespace troupe::handlers {

namespace {

using Capabilities = protocol::PublishDiagnosticsClientCapabilities;

protocol::DiagnosticSeverity lsp_severity(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return protocol::DiagnosticSeverity::Error;
    case ide::Severity::warning:
      return protocol::DiagnosticSeverity::Warning;
    case ide::Severity::information:
      return protocol::DiagnosticSeverity::Information;
    case ide::Severity::hint:
      return protocol::DiagnosticSeverity::Hint;
  }
  return protocol::DiagnosticSeverity::Error;
}

void add_tag(protocol::Diagnostic& encoded, bool applies, protocol::DiagnosticTag tag,
             const Capabilities& capabilities) {
  if (applies && capabilities.tagSupport &&
      capabilities.tagSupport->contains(static_cast<int>(tag))) {
    encoded.tags.push_back(tag);
  }
}

protocol::Diagnostic lsp_diagnostic(engine::Context& context, const Session& session,
                                    const Positions& positions, const ide::Diagnostic& diagnostic) {
  const Capabilities& capabilities = session.capabilities.textDocument.publishDiagnostics;
  protocol::Diagnostic encoded;
  encoded.range = positions.range(diagnostic.range);
  encoded.severity = lsp_severity(diagnostic.severity);
  if (diagnostic.severity == ide::Severity::warning &&
      base::defect_strikes("diagnostic-warning-as-error")) {
    encoded.severity = protocol::DiagnosticSeverity::Error;
  }
  encoded.code = diagnostic.code;
  encoded.source = "troupe";
  encoded.message = diagnostic.message;
  add_tag(encoded, diagnostic.is_unnecessary, protocol::DiagnosticTag::Unnecessary, capabilities);
  add_tag(encoded, diagnostic.is_deprecated, protocol::DiagnosticTag::Deprecated, capabilities);
  if (capabilities.relatedInformation &&
      (diagnostic.related.empty() || !base::defect_strikes("diagnostic-related-lost"))) {
    for (const ide::RelatedInformation& related : diagnostic.related) {
      encoded.relatedInformation.push_back(
          {location(context, session, related.where), related.message});
    }
  }
  return encoded;
}

}  // namespace

std::vector<protocol::Diagnostic> diagnostics_of(engine::Context& context, const Session& session,
                                                 ide::FileId file) {
  std::vector<ide::Diagnostic> found;
  const auto claiming = session.languages->claiming(context, file);
  for (const ide::Language* language : claiming) {
    std::vector<ide::Diagnostic> more = language->diagnostics(context, file);
    std::ranges::move(more, std::back_inserter(found));
  }
  if (claiming.size() > 1) {
    std::ranges::stable_sort(found, {}, [](const ide::Diagnostic& diagnostic) {
      return std::tie(diagnostic.range, diagnostic.code, diagnostic.message);
    });
  }
  std::vector<protocol::Diagnostic> encoded;
  if (found.empty()) {
    return encoded;
  }
  encoded.reserve(found.size());
  const Positions positions(context, session, file);
  for (const ide::Diagnostic& diagnostic : found) {
    encoded.push_back(lsp_diagnostic(context, session, positions, diagnostic));
  }
  return encoded;
}

std::string encode_diagnostics(engine::Context& context, const Session& session, ide::FileId file) {
  return protocol::to_json(diagnostics_of(context, session, file));
}

protocol::PublishDiagnosticsParams publish_diagnostics_params(engine::Context& context,
                                                              const Session& session,
                                                              ide::FileId file) {
  protocol::PublishDiagnosticsParams params;
  params.uri = uri_of_file(context, file);
  const std::int32_t* const version = context.find<ide::DocumentVersion>(file);
  if (version != nullptr && session.capabilities.textDocument.publishDiagnostics.versionSupport) {
    params.version = *version;
  }
  params.diagnostics = diagnostics_of(context, session, file);
  return params;
}

std::string diagnostics_result_id(std::string_view items_json) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char byte : items_json) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
  }
  std::string id(16, '0');
  for (std::size_t i = id.size(); i > 0; --i, hash >>= 4U) {
    id[i - 1] = "0123456789abcdef"[hash & 0xFU];
  }
  return id;
}

}  // namespace troupe::handlers
