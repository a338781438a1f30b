// Defects that are planted on purpose, to show that the tools find them (tools/defects). Only a
// build configured with -Dseeded_defects=true has them; in any other this is no code at all.
#pragma once

#include <string_view>

namespace troupe::base {

#ifdef TROUPE_SEEDED_DEFECTS

/// Asked first where what is asked before defect_strikes() would cost something.
inline constexpr bool has_seeded_defects = true;

/// Whether the defect of this name goes wrong here and now: if the environment names it in
/// TROUPE_SEEDED_DEFECT. With TROUPE_SEEDED_DEFECT_DIES=N the process dies the Nth time: so is
/// found which message that was. Asked last, where all else says that it makes a difference. Any
/// thread.
[[nodiscard]] bool defect_strikes(std::string_view name);

#else

inline constexpr bool has_seeded_defects = false;

[[nodiscard]] constexpr bool defect_strikes(std::string_view /*name*/) {
  return false;
}

#endif

}  // namespace troupe::base
