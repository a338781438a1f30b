// textDocument/signatureHelp: of the first language that has any.
//
// That no parameter is active can be said only to clients that declared `noActiveParameterSupport`;
// the others take "absent" for the first one. For them it is the number behind the last one, which
// the specification allows and which none of them highlights.
#include "base/seeded_defects.hpp"
#include "handlers/documentation.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "protocol/editing_features.hpp"

namespace troupe::handlers {

namespace {

using Capabilities = protocol::SignatureInformationCapabilities;

/// LSP counts these in UTF-16 units, whatever the encoding of positions.
std::uint32_t utf16_length(std::string_view text) {
  const auto end = static_cast<base::TextOffset>(text.size());
  return base::LineIndex().position(text, end, base::PositionEncoding::utf16).character;
}

std::variant<std::string, protocol::LabelOffsets> label_of(std::string_view signature,
                                                           ide::TextRange label,
                                                           const Capabilities& client) {
  if (!client.parameterInformation.labelOffsetSupport) {
    return std::string(base::slice(signature, label));
  }
  return protocol::LabelOffsets{utf16_length(signature.substr(0, label.begin)),
                                utf16_length(signature.substr(0, label.end))};
}

std::optional<protocol::MarkupContent> documentation_of(const ide::Documentation& blocks,
                                                        const Capabilities& client) {
  if (blocks.empty()) {
    return std::nullopt;
  }
  return render_documentation(blocks, protocol::preferred_markup(client.documentationFormat));
}

protocol::SignatureHelp encode(const ide::SignatureHelp& help, const Capabilities& client) {
  protocol::SignatureInformation signature;
  signature.label = help.label;
  signature.documentation = documentation_of(help.documentation, client);
  signature.parameters.reserve(help.parameters.size());
  for (const ide::SignatureParameter& parameter : help.parameters) {
    signature.parameters.push_back({label_of(help.label, parameter.label, client),
                                    documentation_of(parameter.documentation, client)});
  }
  protocol::SignatureHelp encoded;
  encoded.activeParameter = help.active_parameter;
  if (help.active_parameter.value_or(0) > 0 && base::defect_strikes("signature-first-parameter")) {
    encoded.activeParameter = 0;
  }
  if (!encoded.activeParameter && !client.noActiveParameterSupport) {
    encoded.activeParameter = static_cast<std::uint32_t>(help.parameters.size());
  }
  encoded.signatures.push_back(std::move(signature));
  return encoded;
}

Response signature_help(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                        const protocol::SignatureHelpParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const ide::TextOffset offset = Positions(context, session, file).offset(params.position);
  const Capabilities& client = session.capabilities.textDocument.signatureHelp.signatureInformation;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    if (const auto help = language->signature_help(context, file, offset)) {
      return protocol::to_json(encode(*help, client));
    }
  }
  return "null";
}

}  // namespace

DecodedWork decode_signature_help(Params params, SharedSession session) {
  return decode_work<protocol::SignatureHelpParams>(params, std::move(session), signature_help);
}

}  // namespace troupe::handlers
