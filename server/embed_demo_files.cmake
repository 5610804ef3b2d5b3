# Writes OUTPUT: the files of FOLDER as C++ arrays of bytes.
file(GLOB files ${FOLDER}/*)
list(SORT files)
set(arrays "")
set(rows "")
foreach(file ${files})
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(APPEND arrays "constexpr char k_${identifier}[] = \"${bytes}\";\n")
  string(APPEND rows "  if (name == \"${name}\") return {k_${identifier}, sizeof k_${identifier} - 1};\n")
endforeach()
file(WRITE ${OUTPUT}
"#include \"demo_contents.h\"

#include <stdexcept>

namespace lexipoort {
namespace {
${arrays}}  // namespace

std::string_view demo_file(std::string_view name) {
${rows}  throw std::logic_error(\"there is no such demo file\");
}

}  // namespace lexipoort
")
