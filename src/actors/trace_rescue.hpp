// What was noted but not yet written when the process dies.
#pragma once

namespace troupe::actors {

class TraceRecorder;

/// From now on a fatal signal (a broken pointer, an abort) waits until this recorder has written
/// what it knows, a moment at most, and then takes its course. Thread-safe, like all here.
void rescue_on_fatal_signal(TraceRecorder& recorder);

/// Not any more. Call it before the recorder goes.
void rescue_no_more(TraceRecorder& recorder);

/// Waits for all recorders as a fatal signal would: for a process that leaves without having ended
/// its sessions. They may not go any more. `is_crash`: what is in memory is saved, too.
void rescue_now(bool is_crash = false) noexcept;

/// Whether rescue_now() has been called, be it by a fatal signal. Other threads run on meanwhile:
/// what they would tell the client comes from a process that is broken.
[[nodiscard]] bool is_being_rescued() noexcept;

}  // namespace troupe::actors
