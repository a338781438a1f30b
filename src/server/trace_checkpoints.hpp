// Going back in something that can only go forwards.
#pragma once

#include <cstdint>

namespace troupe::server {

/// A process is a checkpoint: it holds everything as it is at one position, and waits. Whoever goes
/// on is its child. To go back the child leaves, and tells where to; the nearest checkpoint at or
/// before that place makes another child. Memory that nobody changes is shared by all.
///
/// REQUIRES: one thread, and nothing outside of the process that goes forwards by itself; standard
/// input has to be read without a buffer.
class Checkpoints {
 public:
  /// Where to go, in a process that came to be at a checkpoint.
  struct Arrival {
    std::uint64_t target = 0;
    int died_of = 0;  ///< a signal: the last child did not survive, `target` is the checkpoint
  };

  /// Makes this process a checkpoint. Returns in children only: at once with `target`, later with
  /// what seek() was given. Where no process can be made there is no checkpoint, that is all.
  [[nodiscard]] Arrival hold(std::uint64_t position, std::uint64_t target);
  /// Leaves for a place before this one. REQUIRES: hold() was called with a position up to
  /// `target`.
  [[noreturn]] void seek(std::uint64_t target) const;
  /// Leaves for good: the process that called hold() first ends with this code.
  [[noreturn]] static void leave(int code);

 private:
  int up_ = -1;  ///< a pipe to the nearest checkpoint
};

}  // namespace troupe::server
