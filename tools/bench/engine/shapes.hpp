// The shapes of work by which engines of this kind are compared.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace troupe::bench {

/// One line of the table. `run` does one repetition, set-up included, and returns what it measured,
/// in `unit`s; the table shows the median of several.
struct Measurement {
  std::string name;
  std::string unit;
  double salsa;  ///< Salsa 0.28.2's figure (release, Rust 1.95), in the same unit
  double goal;
  std::function<double()> run;
  int repetitions = 21;
};

[[nodiscard]] std::vector<Measurement> read_measurements();
[[nodiscard]] std::vector<Measurement> write_measurements();

}  // namespace troupe::bench
