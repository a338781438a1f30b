// Keeping an actor alive when its mind fails.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "actors/session_config.hpp"

namespace troupe::actors {

/// Runs `handle`; if it throws, `recover` with the text. Actors that hold a session together handle
/// every message this way: were they to die, their mailbox would die with them, and with it edits
/// and requests that the client has sent and will not send again. So what is rebuilt is the mind in
/// the shell, and the mail stays. What `recover` throws does end the actor, and with it the
/// session.
template <typename Handle, typename Recover>
void guarded(const SessionConfig& config, std::string_view actor, Handle&& handle,
             Recover&& recover) {
  std::string what;
  try {
    if (config.fault) {
      config.fault(actor);
    }
    std::forward<Handle>(handle)();
    return;
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
    what = "an exception of unknown type";
  }
  config.log(LogLevel::error, std::string(actor) + " failed and goes on: " + what);
  std::forward<Recover>(recover)(std::string_view(what));
}

}  // namespace troupe::actors
