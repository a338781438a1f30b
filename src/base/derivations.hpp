// What was computed from one immutable text and from nothing else, kept where all who hold that
// text find it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace troupe::base {

/// What all texts of one origin have in common, for the status.
struct DerivationCounts {
  std::atomic<std::uint64_t> made = 0;   ///< computed, because nobody held such a value
  std::atomic<std::uint64_t> found = 0;  ///< taken over from somebody else
};

/// How many hold a text, and where is counted what they compute.
struct Sharing {
  explicit Sharing(std::shared_ptr<DerivationCounts> shared_counts)
      : counts(std::move(shared_counts)) {}

  const std::shared_ptr<DerivationCounts> counts;
  std::atomic<std::uint32_t> holders = 0;
};

/// The values derived from one text, by kind and variant. It remembers a value only as long as
/// somebody else holds it, so it costs no memory that its users do not answer for.
///
/// It changes when something is computed and never what is: `make` must be a pure function of the
/// text, the kind and the variant. Nobody waits for another's computation, for that may be
/// descheduled or somebody else's to abandon: of two who compute at once one takes over the other's
/// value in the end. What `make` throws reaches its caller and leaves nothing behind. Thread-safe.
class Derivations {
 public:
  explicit Derivations(std::shared_ptr<Sharing> sharing) : sharing_(std::move(sharing)) {}
  Derivations(const Derivations&) = delete;
  Derivations& operator=(const Derivations&) = delete;
  ~Derivations() = default;

  /// `Kind` is any type with a `Value`; `make()` gives a `std::shared_ptr<const Value>`.
  template <typename Kind, typename Make>
  [[nodiscard]] std::shared_ptr<const typename Kind::Value> get(std::uint64_t variant,
                                                                const Make& make) {
    using Value = typename Kind::Value;
    const Key key{.kind = &kind_address<Kind>, .variant = variant};
    if (auto found = find(key)) {
      return std::static_pointer_cast<const Value>(std::move(found));
    }
    const std::shared_ptr<const Value> value = make();
    return std::static_pointer_cast<const Value>(keep(key, value));
  }

  [[nodiscard]] const std::shared_ptr<Sharing>& sharing() const { return sharing_; }

 private:
  struct Key {
    const void* kind = nullptr;
    std::uint64_t variant = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const noexcept {
      return (std::hash<const void*>{}(key.kind) ^ key.variant) * 0x9E3779B97F4A7C15ULL;
    }
  };
  /// One address for each kind.
  template <typename Kind>
  static constexpr std::byte kind_address{};

  [[nodiscard]] std::shared_ptr<const void> find(const Key& key);
  /// The value that counts from now on: an earlier one, if somebody holds that by now.
  [[nodiscard]] std::shared_ptr<const void> keep(const Key& key, std::shared_ptr<const void> value);

  const std::shared_ptr<Sharing> sharing_;
  std::mutex mutex_;
  std::unordered_map<Key, std::weak_ptr<const void>, HashKey> values_;  ///< under mutex_
};

}  // namespace troupe::base
