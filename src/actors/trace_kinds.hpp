// What traces keep of each kind of message, and how a replay makes it again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>

#include <caf/message.hpp>

#include "actors/caf_compat.hpp"
#include "actors/job.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::actors {

/// What is taken from a message on the thread that handles it: numbers, and a text or a reference,
/// so that it costs next to nothing. The recorder's thread makes a record of it.
struct TraceTaken {
  /// Of protocol::trace::Details.
  enum class Field : std::uint8_t { stamp = 1, job, number, flag, outcome, hash };
  static constexpr std::size_t most_numbers = 4;
  static constexpr unsigned field_bits = 4;

  /// REQUIRES: fewer than most_numbers were added.
  void add(Field field, std::uint64_t number) {
    numbers[count] = number;
    fields |= static_cast<std::uint16_t>(static_cast<unsigned>(field) << field_bits * count);
    ++count;
  }

  std::uint16_t fields = 0;     ///< of the numbers; the first in the lowest bits
  std::uint16_t count = 0;      ///< of the numbers that were added: the others are not set
  bool is_text_hashed = false;  ///< of the text only the hash is recorded
  std::string_view text;        ///< somebody else's: to be copied before the message goes
  std::shared_ptr<const void> object;
  std::size_t weight = 0;  ///< bytes that are held for the recording's sake, roughly
  std::array<std::uint64_t, most_numbers> numbers;
};

/// Keeps a text in the trace, once; returns its hash.
using KeepText = std::function<std::uint64_t(std::string_view text)>;

struct TraceKind {
  std::string_view name;
  const std::type_info* type;
  /// Fills `taken` from the message, a value of `type`. Null: there is nothing to take.
  void (*take)(const void* message, TraceTaken& taken);
  /// Adds to the details what `taken.object` says. Null: there never is one.
  void (*describe)(const TraceTaken& taken, protocol::trace::Details& details,
                   const KeepText& keep);
};

/// The number of a message's kind, counted from 1; 0 for none of this room's. Thread-safe and fast.
[[nodiscard]] std::size_t trace_kind_of(const compat::MailboxElement& element);
/// REQUIRES: number is one that trace_kind_of returns, and not 0.
[[nodiscard]] const TraceKind& trace_kind(std::size_t number);
[[nodiscard]] std::size_t trace_kinds();
/// As trace_kind_of, and fills `taken` with what is to be taken.
[[nodiscard]] std::size_t take_message(const compat::MailboxElement& element, TraceTaken& taken);
/// What a recording says of a message of which that was taken.
[[nodiscard]] protocol::trace::Details details_of(std::size_t kind, const TraceTaken& taken,
                                                  const KeepText& keep);

/// A message from outside as it was; nothing for kinds of which a trace does not hold all.
[[nodiscard]] std::optional<caf::message> make_message(
    std::string_view kind, const protocol::trace::Details& details,
    const std::map<std::uint64_t, std::string>& blobs);

/// What a recording would say of this message.
[[nodiscard]] protocol::trace::Details details_of(const compat::MailboxElement& element);

/// How a job ended, and what identifies its result.
struct OutcomeMark {
  protocol::trace::Outcome outcome = protocol::trace::Outcome::result;
  std::uint64_t hash = 0;
  friend bool operator==(const OutcomeMark&, const OutcomeMark&) = default;
};
[[nodiscard]] OutcomeMark mark_of(const JobOutcome& outcome);

/// The message that an element holds, if it is of this type.
template <typename Message>
const Message* message_in(const compat::MailboxElement& element) {
  const caf::type_erased_tuple& content = element.content();
  const bool is_one = content.size() == 1 && content.type(0).second == &typeid(Message);
  return is_one ? static_cast<const Message*>(content.get(0)) : nullptr;
}

}  // namespace troupe::actors
