// Finding the message that makes a session fail.
#pragma once

#include <cstddef>
#include <optional>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "server/trace_failure.hpp"

namespace troupe::server {

struct Found {
  std::optional<std::size_t>
      steps;              ///< how many of the first it takes to fail; nothing: all do not
  std::size_t looks = 0;  ///< how often it was looked whether it fails
};

/// Takes it that what failed goes on to fail with more steps. Plays about twice as many steps as
/// the session has, however many looks it takes. REQUIRES: this process has one thread.
[[nodiscard]] Found first_failing(const actors::Rehearsal& rehearsal,
                                  const ide::LanguageSet& languages, const FailureTest& test);

}  // namespace troupe::server
