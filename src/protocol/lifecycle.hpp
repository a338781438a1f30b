// LSP, "Lifecycle Messages": initialize and what follows it, registration, trace, progress and
// cancellation of requests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/line_index.hpp"
#include "protocol/basic_structures.hpp"
#include "protocol/client_capabilities.hpp"
#include "protocol/server_capabilities.hpp"

namespace troupe::protocol {

enum class TraceValue : std::uint8_t { Off, Messages, Verbose };

struct ClientInfo {
  std::string name;
  std::optional<std::string> version = {};
};

/// Everything here may be null or absent in what real clients send.
struct InitializeParams {
  std::optional<std::int64_t> processId = {};
  std::optional<ClientInfo> clientInfo = {};
  std::optional<std::string> locale = {};
  std::optional<std::string> rootPath = {};
  std::optional<DocumentUri> rootUri = {};
  std::optional<RawJson> initializationOptions = {};
  ClientCapabilities capabilities;
  TraceValue trace = TraceValue::Off;
  std::optional<std::vector<WorkspaceFolder>> workspaceFolders = {};
  std::optional<ProgressToken> workDoneToken = {};
};

/// The roots of the workspace: its folders, else rootUri, else rootPath, else none. A root that
/// came as a URI keeps its spelling.
[[nodiscard]] std::vector<WorkspaceFolder> workspace_roots(const InitializeParams& params);

/// The first encoding offered that we know; utf-16 when none is.
[[nodiscard]] base::PositionEncoding negotiate_position_encoding(
    const ClientCapabilities& capabilities);
/// `utf-8`, `utf-16` or `utf-32`.
[[nodiscard]] std::string_view position_encoding_name(base::PositionEncoding encoding);

struct ServerInfo {
  std::string name;
  std::optional<std::string> version = {};
};

struct InitializeResult {
  ServerCapabilities capabilities;
  std::optional<ServerInfo> serverInfo = {};
};

/// client/registerCapability
struct Registration {
  std::string id;
  std::string method;
  std::optional<RawJson> registerOptions = {};
};
struct RegistrationParams {
  std::vector<Registration> registrations = {};
};
/// client/unregisterCapability
struct Unregistration {
  std::string id;
  std::string method;
};
struct UnregistrationParams {
  std::vector<Unregistration> unregisterations = {};  ///< the spec's own misspelling
};

/// $/setTrace
struct SetTraceParams {
  TraceValue value = TraceValue::Off;
};
/// $/logTrace
struct LogTraceParams {
  std::string message;
  std::optional<std::string> verbose = {};
};

/// $/cancelRequest
struct CancelParams {
  RequestId id;
};

/// $/progress
struct ProgressParams {
  ProgressToken token;
  RawJson value;
};
/// The values of work-done progress; `kind` is written by the encoder.
struct WorkDoneProgressBegin {
  std::string title;
  bool cancellable = false;
  std::optional<std::string> message = {};
  std::optional<std::uint32_t> percentage = {};
};
struct WorkDoneProgressReport {
  bool cancellable = false;
  std::optional<std::string> message = {};
  std::optional<std::uint32_t> percentage = {};
};
struct WorkDoneProgressEnd {
  std::optional<std::string> message = {};
};

}  // namespace troupe::protocol
