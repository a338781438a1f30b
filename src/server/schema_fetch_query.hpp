// The question that a server's schema is the answer to, for servers of all ages.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::server {

/// What introspection has learnt since the specification of June 2018, newest first.
enum class IntrospectionFeature : std::uint8_t {
  one_of,              ///< `isOneOf` of types: September 2025
  input_deprecation,   ///< deprecated arguments and input fields: September 2025
  schema_description,  ///< October 2021
  specified_by,        ///< `specifiedByURL` of scalars: October 2021
  repeatable,          ///< `isRepeatable` of directives: October 2021
};

inline constexpr std::size_t introspection_feature_count = 5;

using IntrospectionFeatures = std::bitset<introspection_feature_count>;

inline constexpr std::string_view introspection_operation = "IntrospectionQuery";

/// The query that asks for these beside what every server knows; on a few lines.
[[nodiscard]] std::string introspection_query(IntrospectionFeatures features);

/// The features that a server's message is about: `Cannot query field "isOneOf" on type "__Type".`
[[nodiscard]] IntrospectionFeatures features_named_in(std::string_view message);

/// Their names for people, in order: `isOneOf, specifiedByURL`.
[[nodiscard]] std::string names_of(IntrospectionFeatures features);

}  // namespace troupe::server
