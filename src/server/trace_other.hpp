// What another build of Troupe answers to the same input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// What `PROGRAM replay --answers FILE` writes, in this order of delivery (none: oldest first).
[[nodiscard]] base::Result<std::string> answers_of_other(const std::string& program,
                                                         const std::string& file,
                                                         std::optional<std::uint32_t> order);

/// Whether the other program answers the session in another way than this one, or would if it were
/// asked at the end about the documents that were ever open. What it says of itself in the answer
/// to `initialize` does not count. Fails if the other cannot play it.
[[nodiscard]] base::Result<bool> answers_differ(const actors::Rehearsal& rehearsal,
                                                const ide::LanguageSet& languages,
                                                const std::string& program,
                                                std::optional<std::uint32_t> order);

}  // namespace troupe::server
