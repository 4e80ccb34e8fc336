# Language level and warnings, once, for our own targets only (pasokh_own).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

find_program(PASOKH_CCACHE ccache)
if(PASOKH_CCACHE AND NOT EMSCRIPTEN)
  set(CMAKE_C_COMPILER_LAUNCHER ${PASOKH_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PASOKH_CCACHE})
endif()

if(EMSCRIPTEN)
  # Size first: the whole code has a byte budget (DESIGN.md section 10). With -Oz em++ turns all inlining off, even of
  # accessors and under a later -O3; INLINING_LIMIT=0 leaves the choice to the compiler. The features are older than the
  # oldest browser that web/build.mjs targets.
  set(PASOKH_WASM_FLAGS "-Oz -sINLINING_LIMIT=0 -mbulk-memory -mnontrapping-fptoint -msign-ext -flto -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE ${PASOKH_WASM_FLAGS})
  set(CMAKE_CXX_FLAGS_RELEASE ${PASOKH_WASM_FLAGS})
elseif(PASOKH_SANITIZE)
  add_compile_options(-fsanitize=${PASOKH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PASOKH_SANITIZE})
endif()

# Designated initialisers leave fields at their defaults on purpose: no -Wmissing-field-initializers.
add_library(pasokh_own INTERFACE)
target_include_directories(pasokh_own INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(pasokh_own INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wimplicit-fallthrough -Wno-missing-field-initializers -Werror)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(pasokh_own INTERFACE -Wno-restrict)   # false alarms in std::string of GCC 12 (bug 105651)
endif()

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(pasokh_own INTERFACE -Wno-sign-conversion)   # GCC keeps it out of -Wconversion, too
endif()

# Core code neither throws nor asks for a dynamic type.
add_library(pasokh_core_rules INTERFACE)
target_link_libraries(pasokh_core_rules INTERFACE pasokh_own)
target_compile_options(pasokh_core_rules INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
