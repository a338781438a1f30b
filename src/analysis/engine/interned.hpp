// Values that are known by a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace troupe::engine {

/// A value of type T that a database keeps once: four bytes, compared and hashed by number. Equal
/// ids of one database mean equal values and the reverse. Ids are given in order of first mention,
/// which depends on threads: they order nothing that a user may see. An id is meaningless to other
/// databases.
template <typename T>
class Interned {
 public:
  /// The id of no value: what the database gives out is never it.
  constexpr Interned() = default;
  constexpr explicit Interned(std::uint32_t index) : index_(index) {}

  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }

  friend constexpr bool operator==(Interned, Interned) = default;

 private:
  std::uint32_t index_ = UINT32_MAX;
};

}  // namespace troupe::engine

template <typename T>
struct std::hash<troupe::engine::Interned<T>> {
  std::size_t operator()(troupe::engine::Interned<T> id) const noexcept { return id.index(); }
};
