// Diagnostics as clients get them: the same items whether they are pushed or pulled.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/handler.hpp"
#include "protocol/diagnostics.hpp"

namespace troupe::handlers {

/// Everything that the languages have to say about a file, in the client's positions and with what
/// its capabilities allow: related information and tags each only where
/// declared. Ordered by range, code and message.
[[nodiscard]] std::vector<protocol::Diagnostic> diagnostics_of(engine::Context& context,
                                                               const Session& session,
                                                               ide::FileId file);

/// The same as a JSON array.
[[nodiscard]] std::string encode_diagnostics(engine::Context& context, const Session& session,
                                             ide::FileId file);

/// The parameters of a textDocument/publishDiagnostics, with the version of an open document where
/// the client understands one.
[[nodiscard]] protocol::PublishDiagnosticsParams publish_diagnostics_params(
    engine::Context& context, const Session& session, ide::FileId file);

/// A name for the contents of a report: equal contents have equal names, in any process. (64 bits
/// of FNV-1a in hexadecimal: a collision would show stale diagnostics until the next edit.)
[[nodiscard]] std::string diagnostics_result_id(std::string_view items_json);

}  // namespace troupe::handlers
