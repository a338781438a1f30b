// A trace in the formats of other tools.
#pragma once

#include <string>

#include "protocol/trace_session.hpp"

namespace troupe::server {

/// One line a message.
[[nodiscard]] std::string export_text(const protocol::trace::Session& session);
/// What the client sent, framed: input for any language server.
[[nodiscard]] std::string export_frames(const protocol::trace::Session& session);
/// JSON lines as the LSP Inspector reads them: one for each frame, both ways.
[[nodiscard]] std::string export_inspector(const protocol::trace::Session& session);
/// Trace events for Perfetto and chrome://tracing: a track for each actor, arrows for messages.
[[nodiscard]] std::string export_perfetto(const protocol::trace::Session& session);
/// Two lines a message, with a vector clock of the actors, for ShiViz.
[[nodiscard]] std::string export_shiviz(const protocol::trace::Session& session);

}  // namespace troupe::server
