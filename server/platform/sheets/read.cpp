#include <algorithm>
#include <array>

#include "platform/sheets/formats.h"

namespace lexipoort::sheets {
namespace {

/// The old compound file, which is .xls, and also what a password turns an .xlsx into.
constexpr std::string_view kCompound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
constexpr std::string_view kZip = "PK\x03\x04";
/// "EncryptedPackage" as the compound file's directory writes it.
constexpr std::string_view kEncryptedPackage{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                                             32};

constexpr std::array<std::string_view, 7> kOtherTypes = {
    "%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "{\\rtf", "Rar!", "7z\xbc\xaf"};

bool is_other_type(std::string_view bytes) {
  return std::ranges::any_of(kOtherTypes,
                             [&](std::string_view start) { return bytes.starts_with(start); });
}

Expected<Table> read_zip(std::string_view bytes, const Limits& limits) {
  const auto archive = Archive::open(bytes, limits);
  if (!archive) return refuse(RefusalKind::invalid, "file_unreadable");
  if (archive->has("xl/workbook.xml")) return read_xlsx(*archive, limits);
  if (archive->has("content.xml")) return read_ods(*archive, limits);
  return refuse(RefusalKind::invalid, "file_type_unknown");
}

}  // namespace

std::unexpected<Refusal> unreadable(Archive::Outcome outcome) {
  return outcome == Archive::Outcome::too_large ? refuse(RefusalKind::too_large, "file_too_large")
                                                : refuse(RefusalKind::invalid, "file_unreadable");
}

Expected<Table> read(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.file_bytes) return refuse(RefusalKind::too_large, "file_too_large");
  if (bytes.empty()) return refuse(RefusalKind::invalid, "sheet_empty");
  if (bytes.starts_with(kCompound)) {
    const bool encrypted = bytes.find(kEncryptedPackage) != std::string_view::npos;
    return refuse(RefusalKind::invalid,
                  encrypted ? "file_password_protected" : "file_type_unknown");
  }
  if (bytes.starts_with(kZip)) return read_zip(bytes, limits);
  if (is_other_type(bytes)) return refuse(RefusalKind::invalid, "file_type_unknown");
  return read_csv(bytes, limits);
}

}  // namespace lexipoort::sheets
