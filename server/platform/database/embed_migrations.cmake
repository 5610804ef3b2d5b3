# Writes OUTPUT: the files of migrations/ as C++ text.
file(GLOB files ${MIGRATIONS}/*.sql)
list(SORT files)
set(rows "")
foreach(file ${files})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${name})
  math(EXPR number "${number}")
  file(READ ${file} text)
  string(APPEND rows "    {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT}
"#include \"platform/database/migrations.h\"

namespace lexipoort::database {

std::span<const Migration> built_in_migrations() {
  static constexpr Migration kMigrations[] = {
${rows}  };
  return kMigrations;
}

}  // namespace lexipoort::database
")
