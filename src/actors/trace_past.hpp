// What the part of a recording that is no longer there came to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "handlers/session_memory.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::actors {

/// Is given the records that a recording drops, and folds them into the state from which a session
/// can be taken up behind them: what the client had said and not taken back, the disk as it was
/// read last, what nobody had answered yet. Knows nothing of how the recording is kept. Belongs to
/// one thread.
///
/// Records of several threads do not come in the order of the messages, and a part may be in what
/// is still there. So messages are folded up to the first that is missing; those behind it wait,
/// and are told as they are.
class TracePast {
 public:
  /// Servers look at no more than `documents_at_most` open documents at once; neither does this.
  explicit TracePast(std::size_t documents_at_most) : memory_(documents_at_most) {}

  /// In the order of the recording.
  void take(const std::vector<protocol::trace::Record>& records);
  /// Not all was told, or there is no room: nothing can be taken up any more, and why. For good.
  void lose(std::string why);

  /// Whether what stands here refers to this text.
  [[nodiscard]] bool uses(std::uint64_t blob) const { return uses_.contains(blob); }
  /// What it holds, roughly; of that, what waits for messages that are missing so far.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t waiting_bytes() const {
    return waiting_bytes_ + begun_.size() * sizeof(std::uint64_t);
  }
  /// Encoded records that tell of it, to stand behind the texts that they refer to.
  [[nodiscard]] std::string records() const;

 private:
  /// What the server said in a message, as far as it leaves something behind.
  struct Said {
    enum class Type : std::uint8_t { request, result, error } type;
    std::string id;
    std::string method;
  };
  struct Message {
    std::optional<protocol::trace::Begin> from_outside;
    std::vector<Said> said;
  };
  /// A path of the disk.
  struct Place {
    bool is_listed = false;
    std::optional<protocol::trace::FileEntry> read;
  };

  void begin(const protocol::trace::Begin& begin);
  void written(std::uint64_t seq, std::string_view body);
  void fold();
  void fold(const protocol::trace::Begin& begin);
  void hear(const Said& said);
  void frame(const std::string& body);
  void listed(const protocol::trace::Details& details);
  void read(const protocol::trace::Details& details);
  Place& place(const std::string& path);
  void use(const protocol::trace::FileEntry& file);
  void release(const protocol::trace::FileEntry& file);
  [[nodiscard]] std::vector<std::string> frames() const;

  std::string obstacle_;   ///< of lose(); empty: none
  std::uint64_t seq_ = 0;  ///< all messages up to this one are folded
  std::uint64_t at_ = 0;
  std::unordered_map<std::uint64_t, std::string> kinds_;
  /// Numbers of messages that have begun behind seq_, the lowest one first.
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> begun_;
  std::map<std::uint64_t, Message> waiting_;  ///< of those, what leaves something behind
  std::size_t waiting_bytes_ = 0;

  protocol::JsonReader reader_;
  handlers::SessionMemory memory_;
  std::string initialize_id_;
  std::string configuration_;  ///< the last answer to workspace/configuration; empty: none
  std::string shutdown_;       ///< the request; empty: none came
  std::vector<std::pair<std::string, std::string>> unanswered_;  ///< requests: id and body
  std::map<std::string, std::string> asked_;                     ///< of the server: id and method

  std::map<std::string, Place> places_;
  std::size_t places_bytes_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> uses_;  ///< how many files have this text
};

}  // namespace troupe::actors
