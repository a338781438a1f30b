// What a trace says, one record after another (docs/trace-format.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace troupe::protocol::trace {

/// How the session was set up; the first record.
struct Header {
  std::string version;                 ///< of the program that recorded
  std::vector<std::string> languages;  ///< their names
  std::uint64_t started_unix_ms = 0;
  std::uint64_t started = 0;  ///< the same moment on the clock of all other times, nanoseconds
  /// Limits and numbers of workers, by name.
  std::vector<std::pair<std::string, std::uint64_t>> settings;

  friend bool operator==(const Header&, const Header&) = default;
};

/// An actor came to be. Ids are never used again.
struct Actor {
  std::uint64_t id = 0;
  std::string path;
  friend bool operator==(const Actor&, const Actor&) = default;
};

/// The name of a kind of message.
struct Kind {
  std::uint64_t number = 0;
  std::string name;
  friend bool operator==(const Kind&, const Kind&) = default;
};

/// A variable of the environment that a recorded text refers to.
struct Variable {
  std::string name;
  std::string value;
  friend bool operator==(const Variable&, const Variable&) = default;
};

/// The text of a file, written once however often it is read.
struct Blob {
  std::uint64_t hash = 0;  ///< content_hash(bytes)
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

/// One file as a message told it.
struct FileEntry {
  std::string path;
  std::uint64_t state = 0;  ///< 0 present, 1 missing, 2 unreadable, 3 too large, 4 binary
  std::uint64_t blob = 0;   ///< the hash of its text
  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

/// What a message carried, as far as it cannot be computed again or helps the reader. Which members
/// a kind uses is told in docs/trace-format.md.
struct Details {
  std::optional<std::uint64_t> stamp;   ///< a time that the message carries
  std::optional<std::uint64_t> job;     ///< the job that it is about
  std::optional<std::uint64_t> number;  ///< of a load, of a worker
  std::optional<std::uint64_t> flag;
  std::optional<std::uint64_t> outcome;  ///< of a job: see Outcome
  std::optional<std::uint64_t> hash;     ///< of a result
  std::string text;                      ///< a frame's body, a job's label, words
  std::vector<std::string> paths;
  std::vector<std::string> problems;
  std::vector<FileEntry> files;
  friend bool operator==(const Details&, const Details&) = default;
};

/// How a job ended, in Details::outcome.
enum class Outcome : std::uint8_t { result, cancelled, failed, overdue, stale };

/// An actor begins to handle a message.
struct Begin {
  std::uint64_t seq = 0;  ///< counts beginnings, from 1, over all actors
  std::uint64_t receiver = 0;
  std::uint64_t sender = 0;  ///< 0: a thread outside of the actors
  std::uint64_t kind = 0;
  std::uint64_t at = 0;
  std::uint64_t waited = 0;  ///< in the mailbox, nanoseconds
  Details details;
  friend bool operator==(const Begin&, const Begin&) = default;
};

/// ... and is done with it.
struct End {
  std::uint64_t seq = 0;
  std::uint64_t at = 0;
  friend bool operator==(const End&, const End&) = default;
};

/// While it handled `seq`, the session wrote this frame's body to the client.
struct Written {
  std::uint64_t seq = 0;
  std::string body;
  friend bool operator==(const Written&, const Written&) = default;
};

/// ... armed a timer.
struct Armed {
  std::uint64_t seq = 0;
  std::uint64_t due = 0;
  friend bool operator==(const Armed&, const Armed&) = default;
};

/// ... wrote to the log. `seq` 0: outside of all messages.
struct Logged {
  std::uint64_t seq = 0;
  std::uint64_t level = 0;
  std::string text;
  friend bool operator==(const Logged&, const Logged&) = default;
};

/// The session ended in order; the last record.
struct Finish {
  std::uint64_t exit_code = 0;
  friend bool operator==(const Finish&, const Finish&) = default;
};

/// Of the messages up to number `seq` not all are in the trace, or not all that came of them.
struct Gap {
  std::uint64_t seq = 0;
  friend bool operator==(const Gap&, const Gap&) = default;
};

/// What a session had come to when it had handled message `seq` and all before it: a new session
/// that is told `frames` stands where this one stood. Its files stand in the World records before.
struct Checkpoint {
  std::uint64_t seq = 0;
  std::uint64_t at = 0;  ///< the last time that a message had told
  /// Bodies of the client's frames. A response among them answers `workspace/configuration`.
  std::vector<std::string> frames;
  /// The server's requests that had no answer: method and id.
  std::vector<std::pair<std::string, std::uint64_t>> asked;
  std::string obstacle;  ///< why nothing can be run from here, and all else is empty; or empty
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The disk as a session had last read it; a later one adds to those before.
struct World {
  std::vector<std::string> listed;  ///< paths
  std::vector<FileEntry> files;
  friend bool operator==(const World&, const World&) = default;
};

using Record = std::variant<Header, Actor, Kind, Variable, Blob, Begin, End, Written, Armed, Logged,
                            Finish, Gap, Checkpoint, World>;

/// Appends a record.
void encode(std::string& out, const Record& record);

/// Appends the records that `bytes` consist of; those of unknown kinds are passed over. False: they
/// are not whole, or not records; what came before is appended.
[[nodiscard]] bool decode(std::string_view bytes, std::vector<Record>& records);

/// A fast hash for comparing contents, the same on every machine. Not for adversaries.
[[nodiscard]] std::uint64_t content_hash(std::string_view bytes);

}  // namespace troupe::protocol::trace
