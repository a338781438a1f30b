#include "protocol/lifecycle.hpp"

#include <array>

#include "base/uri.hpp"
#include "protocol/lifecycle_fields.hpp"

namespace troupe::protocol {

namespace {

/// In the order of base::PositionEncoding.
constexpr std::array<std::string_view, 3> encoding_names = {"utf-8", "utf-16", "utf-32"};

}  // namespace

std::vector<WorkspaceFolder> workspace_roots(const InitializeParams& params) {
  if (params.workspaceFolders && !params.workspaceFolders->empty()) {
    return *params.workspaceFolders;
  }
  DocumentUri uri = params.rootUri.value_or("");
  if (uri.empty() && params.rootPath && params.rootPath->starts_with('/')) {
    uri = base::uri_of_path(*params.rootPath);
  }
  if (uri.empty()) {
    return {};
  }
  std::string name = base::document_path(uri);
  name.erase(0, name.rfind('/') + 1);
  return {{std::move(uri), std::move(name)}};
}

base::PositionEncoding negotiate_position_encoding(const ClientCapabilities& capabilities) {
  for (const std::string& offered : capabilities.general.positionEncodings) {
    for (std::size_t i = 0; i < encoding_names.size(); ++i) {
      if (offered == encoding_names[i]) {
        return static_cast<base::PositionEncoding>(i);
      }
    }
  }
  return base::PositionEncoding::utf16;
}

std::string_view position_encoding_name(base::PositionEncoding encoding) {
  return encoding_names[static_cast<std::size_t>(encoding)];
}

TROUPE_DECODES(InitializeParams);
TROUPE_DECODES(SetTraceParams);
TROUPE_DECODES(CancelParams);
TROUPE_DECODES(ProgressParams);

TROUPE_ENCODES(InitializeResult);
TROUPE_ENCODES(RegistrationParams);
TROUPE_ENCODES(UnregistrationParams);
TROUPE_ENCODES(LogTraceParams);
TROUPE_ENCODES(CancelParams);
TROUPE_ENCODES(ProgressParams);
TROUPE_ENCODES(WorkDoneProgressBegin);
TROUPE_ENCODES(WorkDoneProgressReport);
TROUPE_ENCODES(WorkDoneProgressEnd);

}  // namespace troupe::protocol
