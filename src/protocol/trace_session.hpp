// A trace put together: what happened, message by message.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/trace_file.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::protocol::trace {

/// One message that an actor was given, and what came of it.
struct Delivery {
  std::uint64_t seq = 0;
  std::string receiver;  ///< a path
  std::string sender;    ///< empty: from outside of the actors
  std::string kind;
  std::uint64_t at = 0;
  std::uint64_t waited = 0;
  std::optional<std::uint64_t> ended;  ///< absent: the recording ended before the handling
  Details details;
  std::vector<std::string> written;  ///< bodies of frames for the client
  std::vector<std::uint64_t> armed;  ///< when timers are due
  std::vector<Logged> logged;
};

/// Where a session that begins in the middle can be taken up: see Checkpoint.
struct Resumption {
  Checkpoint checkpoint;
  World world;
  /// What came from outside behind the checkpoint and before the first delivery.
  std::vector<Delivery> prelude;
};

struct Session {
  Header header;
  std::map<std::string, std::string, std::less<>> environment;
  std::map<std::uint64_t, std::string> blobs;  ///< by hash
  std::vector<Delivery> deliveries;            ///< in order: seq 1, 2, 3 ..., or later on
  std::optional<std::uint64_t> exit_code;      ///< absent: the process did not end in order
  std::string damage;                          ///< Contents::damage, or where messages are missing
  std::optional<Resumption> resumption;        ///< if it begins in the middle, and has one

  /// False: it begins in the middle.
  [[nodiscard]] bool has_beginning() const {
    return deliveries.empty() ? !resumption : deliveries.front().seq == 1;
  }
  /// It begins in the middle, and its input can be played from there on.
  [[nodiscard]] bool can_resume() const {
    return !has_beginning() && resumption && resumption->checkpoint.obstacle.empty();
  }

  /// A setting of the header; `otherwise` if it says nothing.
  [[nodiscard]] std::uint64_t setting(std::string_view name, std::uint64_t otherwise) const;
};

/// Puts records in their order. Threads write side by side, so the last moments before a crash have
/// holes: the session ends before the first message that is missing. If the first one is missing,
/// it begins behind the last gap.
[[nodiscard]] Session assemble(Contents contents);

/// decode_file and assemble. Fails also when there is no header.
[[nodiscard]] base::Result<Session> read_session(std::string_view file);

/// The records of a session: assemble() of them gives it back.
[[nodiscard]] std::vector<Record> records_of(const Session& session);

/// "12 /session/database.2 SubmitJob" for messages to people.
[[nodiscard]] std::string describe(const Delivery& delivery);

}  // namespace troupe::protocol::trace
