// The last words of a process that dies of a defect.
#pragma once

namespace troupe::server {

/// From now on a fatal signal (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT) writes its name, the
/// address and a backtrace to `descriptor`, and then takes its course: the process dies of it.
/// Nothing of what the process holds in memory is written, but for whom the thread was at work, if
/// `at_work_for` (async-signal-safe) knows that. Does nothing, and says so by false, in
/// builds with sanitizers, which tell more. The calling thread gets a stack of its own for this, so
/// that an overflow of the stack is told of, too; call it once, on the first thread, before the
/// others start.
bool report_fatal_signals(int descriptor, const char* (*at_work_for)() = nullptr);

}  // namespace troupe::server
