#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/ids.h"

/// What Boost.Describe knows of our structs, in the few questions that the platform asks.
namespace lexipoort::reflect {

template <class T>
concept Struct = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;

template <class T>
concept Enum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
concept Optional = IsOptional<T>::value;

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
concept Vector = IsVector<T>::value;

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
template <class T>
concept Identifier = IsId<T>::value;

template <class T>
concept Integer = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <Struct T>
using Fields = boost::describe::describe_members<T, boost::describe::mod_public |
                                                        boost::describe::mod_inherited>;

/// Calls visit(name, pointer-to-member) for each described field, in order.
template <Struct T, class Visit>
void for_each_field(Visit&& visit) {
  boost::mp11::mp_for_each<Fields<T>>(
      [&](auto field) { visit(std::string_view(field.name), field.pointer); });
}

/// An enumerator's name; one that had to get an underscore because C++ reserves its word
/// (`operator_`) goes by the word itself.
template <Enum E>
std::string_view enum_name(E value) {
  std::string_view name = boost::describe::enum_to_string(value, "");
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <Enum E>
std::optional<E> enum_value(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    if (enum_name(enumerator.value) == name) found = enumerator.value;
  });
  return found;
}

}  // namespace lexipoort::reflect
