// The fields of lifecycle.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/client_capabilities_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/server_capabilities_fields.hpp"

namespace troupe::protocol {

STRING_ENUM(TraceValue, "off", "messages", "verbose");

STRUCT(ClientInfo, REQUIRED(name), OPTIONAL(version));
STRUCT(InitializeParams, LENIENT(processId), LENIENT(clientInfo), LENIENT(locale),
       LENIENT(rootPath), LENIENT(rootUri), LENIENT(initializationOptions), LENIENT(capabilities),
       LENIENT(trace), LENIENT(workspaceFolders), LENIENT(workDoneToken));
STRUCT(ServerInfo, REQUIRED(name), OPTIONAL(version));
STRUCT(InitializeResult, REQUIRED(capabilities), OPTIONAL(serverInfo));
STRUCT(Registration, REQUIRED(id), REQUIRED(method), OPTIONAL(registerOptions));
STRUCT(RegistrationParams, REQUIRED(registrations));
STRUCT(Unregistration, REQUIRED(id), REQUIRED(method));
STRUCT(UnregistrationParams, REQUIRED(unregisterations));
STRUCT(SetTraceParams, REQUIRED(value));
STRUCT(LogTraceParams, REQUIRED(message), OPTIONAL(verbose));
STRUCT(CancelParams, REQUIRED(id));
STRUCT(ProgressParams, REQUIRED(token), REQUIRED(value));
STRUCT(WorkDoneProgressBegin, CONSTANT(kind, "begin"), REQUIRED(title), OPTIONAL(cancellable),
       OPTIONAL(message), OPTIONAL(percentage));
STRUCT(WorkDoneProgressReport, CONSTANT(kind, "report"), OPTIONAL(cancellable), OPTIONAL(message),
       OPTIONAL(percentage));
STRUCT(WorkDoneProgressEnd, CONSTANT(kind, "end"), OPTIONAL(message));

}  // namespace troupe::protocol
