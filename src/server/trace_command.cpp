#include "server/trace_command.hpp"

#include <csignal>

#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/trace_export.hpp"
#include "server/trace_stats.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Session;

int finish(const std::string& text) {
  return write_out(text) ? exit_code::clean : fail("cannot write to standard output");
}

std::string exported(TraceExportCommand::Format format, const Session& session) {
  using Format = TraceExportCommand::Format;
  switch (format) {
    case Format::text:
      return export_text(session);
    case Format::frames:
      return export_frames(session);
    case Format::inspector:
      return export_inspector(session);
    case Format::perfetto:
      return export_perfetto(session);
    case Format::shiviz:
      return export_shiviz(session);
  }
  return {};
}

int run_on(const TraceExportCommand& command, const Session& session) {
  return finish(exported(command.format, session));
}
int run_on(const TraceStatsCommand& /*command*/, const Session& session) {
  return finish(trace_statistics(session));
}

}  // namespace

int run_trace(const TraceCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto session =
      load_trace(std::visit([](const auto& given) { return given.file; }, command));
  if (!session) {
    return fail(session.error().message);
  }
  return std::visit([&](const auto& given) { return run_on(given, *session); }, command);
}

}  // namespace troupe::server
