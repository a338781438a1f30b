// Random inputs and query graphs with dynamic dependencies, and their from-scratch evaluation: what
// the differential tests hold the engine against.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "analysis/engine/engine.hpp"

namespace troupe::engine::testing {

using Random = std::mt19937_64;

/// A number below `end`.
inline std::uint32_t below(Random& random, std::uint32_t end) {
  return static_cast<std::uint32_t>(random() % end);
}

/// A value that knows whether it is alive: reading a destroyed or poisoned one is noticed.
class Mark {
 public:
  explicit Mark(std::uint32_t number) : number_(number) {}
  Mark(const Mark& other) = default;
  Mark& operator=(const Mark& other) = default;
  ~Mark() { alive_.store(dead, std::memory_order_relaxed); }

  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] bool is_alive() const { return alive_.load(std::memory_order_relaxed) == alive; }

  friend bool operator==(const Mark& left, const Mark& right) {
    return left.number_ == right.number_;
  }

 private:
  static constexpr std::uint32_t alive = 0x600DF00D;
  static constexpr std::uint32_t dead = 0xDEADBEEF;

  /// An atomic that is copied like a number: destructors run on other threads in broken engines.
  struct Flag : std::atomic<std::uint32_t> {
    Flag() : std::atomic<std::uint32_t>(alive) {}
    Flag(const Flag&) : Flag() {}
    Flag& operator=(const Flag&) { return *this; }
  };

  Flag alive_;
  std::uint32_t number_;
};

/// One read of a query: which cell, depending on what was read before.
struct Step {
  std::array<std::uint32_t, 3> choices{};  ///< cell numbers: inputs first, then queries
  bool only_if_odd = false;
};

/// A graph of queries over a few inputs. Query q reads inputs and queries below q. Values are below
/// 3, so that they often come back (A-B-A) and often stay equal (early cutoff).
struct Program {
  static constexpr std::uint32_t input_count = 5;
  static constexpr std::uint32_t values = 3;

  std::vector<std::vector<Step>> queries;

  static Program make(Random& random, std::uint32_t query_count);
};

/// What all inputs hold at one revision; nothing: absent.
using Inputs = std::array<std::optional<std::uint32_t>, Program::input_count>;

/// Evaluates a query from scratch. `read` collects the inputs that were read, directly or not.
std::uint32_t evaluate(const Program& program, const Inputs& inputs, std::uint32_t query,
                       std::set<std::uint32_t>* read = nullptr);

/// The program that the queries below run. Set while nothing runs.
extern const Program* running_program;

struct ModelInput {
  using Key = std::uint32_t;
  using Value = Mark;
  static constexpr std::string_view name = "model_input";
};
struct ModelQuery {
  using Key = std::uint32_t;
  using Value = Mark;
  static constexpr std::string_view name = "model_query";
  static Value execute(Context& context, const Key& query);
};

/// A change of some inputs, done to `inputs` too.
ChangeSet random_change(Random& random, Inputs& inputs);

/// What one reader found wrong, and what it holds on to.
class Witness {
 public:
  Witness(const Program& program, Snapshot snapshot, Inputs inputs)
      : program_(program), snapshot_(std::move(snapshot)), inputs_(inputs) {}

  /// Reads a query through the snapshot. False: wrong or dead.
  bool read(std::uint32_t query);
  bool read_input(std::uint32_t input);
  /// Whether everything that was ever read is still alive and unchanged (I4).
  [[nodiscard]] bool still_holds() const;
  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] const Inputs& inputs() const { return inputs_; }

 private:
  const Program& program_;
  Snapshot snapshot_;
  Inputs inputs_;
  std::vector<std::pair<const Mark*, std::uint32_t>> held_;
};

}  // namespace troupe::engine::testing
