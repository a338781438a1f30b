// Running again what begins in the middle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Plays a session and records it, in memory and in a child process, since it may crash: a trace
/// with a beginning, in which each message has a number. REQUIRES: this process has one thread.
[[nodiscard]] base::Result<protocol::trace::Session> played_anew(const actors::Rehearsal& rehearsal,
                                                                 const ide::LanguageSet& languages);

/// What a session that was taken up in the middle was answered, beside what the recorded one was:
/// answers request by request, diagnostics by the last ones of each version of a document. What was
/// cancelled, or took too long, and what only one of the two has is left out.
class Comparison {
 public:
  Comparison(const protocol::trace::Session& session, const actors::Rehearsal& rehearsal);

  /// Compares what has not been the same yet with what this run was told. Orders in which messages
  /// can be delivered may differ in it; the recorded session took one of them.
  void add(const actors::Rehearsed& rehearsed);

  [[nodiscard]] bool is_same() const;
  /// The first that is not the same in any run, in words. REQUIRES: !is_same()
  [[nodiscard]] std::string difference() const;
  /// How much was compared, and what was left out.
  [[nodiscard]] std::string counts() const;

 private:
  struct Item {
    std::string where;  ///< in words
    std::string recorded;
    std::string replayed;
    bool is_last = false;  ///< of diagnostics: nothing may follow
    std::size_t run = 0;   ///< the first in which it was the same; 0: none yet
  };
  /// A request by its place in the input; a document and its version.
  using RequestKey = std::size_t;
  using DocumentKey = std::pair<std::string, std::optional<std::int64_t>>;

  std::vector<std::pair<RequestKey, std::string>> requests_;  ///< all, with their ids
  std::map<RequestKey, Item> answers_;
  std::map<DocumentKey, Item> diagnostics_;
  std::size_t left_out_ = 0;
  std::size_t runs_ = 0;
};

}  // namespace troupe::server
