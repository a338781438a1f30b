#include "server/replay_command.hpp"

#include <algorithm>
#include <csignal>
#include <limits>

#include "actors/trace_replay.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/replay_rehearsal.hpp"
#include "server/trace_inspect.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Session;

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 400;
  return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

/// The part of two texts that begins shortly before they differ.
std::string difference(const actors::Divergence& parted) {
  if (parted.recorded.empty() && parted.replayed.empty()) {
    return {};
  }
  constexpr std::size_t before = 60;
  const auto differ = std::ranges::mismatch(parted.recorded, parted.replayed);
  const auto at = static_cast<std::size_t>(differ.in1 - parted.recorded.begin());
  const std::size_t from = at > before ? at - before : 0;
  const std::string dots = from > 0 ? "..." : "";
  return "  recorded: " + dots + shortened(parted.recorded.substr(from)) + "\n  replayed: " + dots +
         shortened(parted.replayed.substr(from)) + "\n";
}

std::string parting_words(const Session& session, const actors::Divergence& parted) {
  const Delivery& delivery = session.deliveries[parted.seq - 1];
  return "It goes another way at message " + delivery_line(session, delivery) + parted.what + "\n" +
         difference(parted);
}

std::string notes_on(const Session& session) {
  std::string notes;
  if (!session.damage.empty()) {
    notes += "The file is not whole: " + session.damage + ".\n";
  }
  if (!session.exit_code) {
    notes += "The recorded process did not end in order.\n";
  }
  std::string running;
  for (const Delivery& delivery : session.deliveries) {
    running += delivery.ended ? "" : "  " + delivery_line(session, delivery);
  }
  return running.empty() ? notes : notes + "Still being handled when it ended:\n" + running;
}

}  // namespace

int run_replay(const ReplayCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto session = load_whole_trace(command.file);
  if (!session) {
    return fail(session.error().message);
  }
  if (command.answers || command.explore || !command.other.empty()) {
    return run_rehearsal(command, *session);
  }
  // Said before anything is run: a message that hung or crashed does so again.
  bool is_written = write_out(notes_on(*session));
  const ide::LanguageSet languages = registry::make_language_set();
  actors::TraceReplay replay(*session, languages);
  const auto show = [&](const Delivery& delivery) {
    if (!command.actor.empty() && delivery.receiver.find(command.actor) != std::string::npos) {
      is_written = write_out(delivery_line(*session, delivery)) && is_written;
    }
  };
  const auto parted =
      replay.run(command.until.value_or(std::numeric_limits<std::uint64_t>::max()), show);
  if (command.inspect) {
    is_written =
        write_out(session_state(*session, replay.delivered(), replay.mail())) && is_written;
  }
  const std::string verdict = parted ? parting_words(*session, *parted)
                                     : std::to_string(replay.delivered()) + " messages, " +
                                           std::to_string(replay.written().size()) +
                                           " frames written: as recorded\n";
  if (!write_out(verdict) || !is_written) {
    return fail("cannot write to standard output");
  }
  return parted ? exit_code::errors_found : exit_code::clean;
}

}  // namespace troupe::server
