// What was noted but not yet written when the process dies of a defect.
#pragma once

namespace troupe::actors {

class TraceRecorder;

/// From now on a fatal signal (a broken pointer, an abort) waits until this recorder has written
/// what it knows, a moment at most, and then takes its course. Null: not any more. One recorder of
/// a process; call on one thread.
void rescue_on_fatal_signal(TraceRecorder* recorder);

}  // namespace troupe::actors
