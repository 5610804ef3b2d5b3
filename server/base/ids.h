#pragma once

#include <compare>
#include <cstdint>

namespace lexipoort {

/// A database key that cannot be mistaken for another table's: a string in JSON (JavaScript's
/// numbers lose bits), a 64-bit number in the database. Zero means "not stored yet".
template <class Tag>
struct Id {
  std::int64_t value = 0;
  auto operator<=>(const Id&) const = default;
};

using SchoolId = Id<struct SchoolTag>;
using UserId = Id<struct UserTag>;
using LineItemId = Id<struct LineItemTag>;
using ProductId = Id<struct ProductTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using ImportId = Id<struct ImportTag>;
using RemarkId = Id<struct RemarkTag>;
using ContentId = Id<struct ContentTag>;
using FileId = Id<struct FileTag>;
using UploadId = Id<struct UploadTag>;

}  // namespace lexipoort
