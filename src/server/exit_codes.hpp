// What the process says by its exit code (docs/cli.md).
#pragma once

namespace troupe::server::exit_code {

inline constexpr int clean = 0;         ///< no errors found; warnings may have been
inline constexpr int errors_found = 1;  ///< `check` found errors; `serve` ended without `shutdown`
inline constexpr int usage = 2;         ///< wrong command line, or a broken configuration
inline constexpr int internal_error = 3;  ///< a defect of Troupe

}  // namespace troupe::server::exit_code
