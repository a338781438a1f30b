// What is kept of a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "actors/log.hpp"
#include "base/result.hpp"
#include "server/supervised_session.hpp"
#include "transport/time.hpp"

namespace troupe::server {

struct CrashReport {
  std::string version;
  std::string time;  ///< UTC, for people
  ServerEnd end;
  std::size_t number = 1;  ///< of the crash, in this session or of this supervisor
  std::optional<std::size_t> sessions = {};  ///< over sockets
  transport::Duration uptime{};              ///< of the server that crashed
  std::size_t documents = 0;                 ///< open ones, in all sessions
  transport::Instant at{};                   ///< of the crash, on the messages' clock
  std::string backtrace;                     ///< as the crash handler wrote it; may be empty
  std::deque<PassedMessage> messages;
};

/// The report as text. Of messages it tells method, id and size; no parameters, no results, no
/// URIs, nothing of any document. What is no plain ASCII in a client's words is shown as `?`.
[[nodiscard]] std::string format_crash_report(const CrashReport& report);

/// The number behind "at work for: session " in a backtrace: whose work the crash handler says it
/// was.
[[nodiscard]] std::optional<std::uint64_t> session_at_work(std::string_view backtrace);

/// Where reports go: troupe/ below $XDG_STATE_HOME or ~/.local/state; empty without a home.
[[nodiscard]] std::string crash_report_folder(
    const std::map<std::string, std::string, std::less<>>& environment);

/// Writes `text` to the file `crash-<name>.txt` in `folder`, which is made if need be, for the user
/// alone; the oldest reports beyond ten are deleted. `name` sorts by time. The path of the file.
[[nodiscard]] base::Result<std::string> keep_crash_report(const std::string& folder,
                                                          const std::string& name,
                                                          std::string_view text);

/// Writes `report` to the folder that `environment` names, with the version and the time put in.
/// The path of the file; empty when it could not be written, and then `log` has it. `number` is
/// that of the server.
[[nodiscard]] std::string leave_crash_report(
    CrashReport report, std::size_t number,
    const std::map<std::string, std::string, std::less<>>& environment, const actors::LogSink& log);

}  // namespace troupe::server
