# Third-party code: found here, once. Sources that Debian 12 does not package come from deps/,
# filled by scripts/fetch_deps. A missing dependency is named with the package to install.
set(PASOKH_DEPS_DIR ${CMAKE_SOURCE_DIR}/deps CACHE PATH "Folder filled by scripts/fetch_deps")
set(PASOKH_IMGUI_DIR ${PASOKH_DEPS_DIR}/imgui CACHE PATH "Dear ImGui 1.90.1 source")
set(PASOKH_SQLITE_DIR ${PASOKH_DEPS_DIR}/sqlite CACHE PATH "SQLite amalgamation, 3.51.3 or newer")

function(pasokh_need_file path what how)
  if(NOT EXISTS ${path})
    message(FATAL_ERROR "${what} is missing (looked for ${path}). ${how}")
  endif()
endfunction()
pasokh_need_file(${PASOKH_IMGUI_DIR}/imgui.h "Dear ImGui" "Run scripts/fetch_deps, or pass -DPASOKH_IMGUI_DIR=<folder>.")
pasokh_need_file(${PASOKH_SQLITE_DIR}/sqlite3.c "The SQLite amalgamation" "Run scripts/fetch_deps, or pass -DPASOKH_SQLITE_DIR=<folder>.")

# --- SQLite: the same source in the page and in the server ---
add_library(sqlite3 STATIC ${PASOKH_SQLITE_DIR}/sqlite3.c)
target_include_directories(sqlite3 SYSTEM PUBLIC ${PASOKH_SQLITE_DIR})
target_compile_definitions(sqlite3 PUBLIC
  SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_SHARED_CACHE SQLITE_TEMP_STORE=3 SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_MAX_EXPR_DEPTH=0)
if(EMSCRIPTEN)
  # In the page SQLite only ever reads a pack from memory: no files, no threads, no dates, no JSON, no UTF-16.
  target_compile_definitions(sqlite3 PUBLIC
    SQLITE_OS_OTHER=1 SQLITE_THREADSAFE=0 SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_OMIT_WAL
    SQLITE_OMIT_JSON SQLITE_OMIT_TRACE SQLITE_OMIT_UTF16 SQLITE_OMIT_COMPLETE SQLITE_OMIT_TCL_VARIABLE SQLITE_OMIT_GET_TABLE
    SQLITE_OMIT_DECLTYPE SQLITE_UNTESTABLE SQLITE_OMIT_COMPILEOPTION_DIAGS SQLITE_OMIT_DATETIME_FUNCS)
  target_compile_options(sqlite3 PRIVATE -w)
else()
  target_compile_definitions(sqlite3 PUBLIC SQLITE_THREADSAFE=2)
  target_compile_options(sqlite3 PRIVATE -w)
  target_link_libraries(sqlite3 PUBLIC m pthread)
endif()

# --- Dear ImGui: its draw lists (see ARCHITECTURE.md, "What of Dear ImGui is used") ---
add_library(imgui STATIC ${PASOKH_IMGUI_DIR}/imgui.cpp ${PASOKH_IMGUI_DIR}/imgui_draw.cpp
  ${PASOKH_IMGUI_DIR}/imgui_tables.cpp ${PASOKH_IMGUI_DIR}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${PASOKH_IMGUI_DIR})
target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS IMGUI_DISABLE_OBSOLETE_FUNCTIONS "ImDrawIdx=unsigned int")
target_compile_options(imgui PRIVATE -w -fno-exceptions -fno-rtti)

# --- header-only libraries: linked into the build tree, since -I/usr/include breaks em++ ---
set(PASOKH_HEADERS ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${PASOKH_HEADERS})
pasokh_need_file(/usr/include/rapidjson/document.h "RapidJSON" "Install the Debian package rapidjson-dev.")
file(CREATE_LINK /usr/include/rapidjson ${PASOKH_HEADERS}/rapidjson SYMBOLIC)
add_library(rapidjson INTERFACE)
target_include_directories(rapidjson SYSTEM INTERFACE ${PASOKH_HEADERS})
if(PASOKH_SANITIZE MATCHES undefined)
  # Version 1.1.0 adds to the null pointer of a stack that has not grown yet: harmless, and not ours to mend.
  target_compile_options(rapidjson INTERFACE -fno-sanitize=pointer-overflow)
endif()

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
  # Debian names for what find_package or pkg-config would only call "not found".
  function(pasokh_need_header header package)
    string(MAKE_C_IDENTIFIER "PASOKH_HEADER_${header}" variable)
    find_path(${variable} ${header})
    if(NOT ${variable})
      message(FATAL_ERROR "${header} is missing. Install the Debian package ${package} (scripts/install_packages does).")
    endif()
  endfunction()
  pasokh_need_header(doctest/doctest.h doctest-dev)
  pasokh_need_header(md4c.h libmd4c-dev)
  pasokh_need_header(CLI/CLI.hpp libcli11-dev)
  pasokh_need_header(boost/beast.hpp libboost1.81-dev)
  pasokh_need_header(openssl/sha.h libssl-dev)
  pasokh_need_header(brotli/encode.h libbrotli-dev)
  pasokh_need_header(zlib.h zlib1g-dev)
  pasokh_need_header(postgresql/libpq-fe.h libpq-dev)
  find_package(PkgConfig REQUIRED)
endif()
