# pasokh_module(<name> SOURCES ... [DEPENDS ...])
#
# One static library pasokh::<name> per folder of core/. DEPENDS is the whole dependency rule of that module;
# scripts/check_layers.py reads the same lists and fails on any #include beyond them.
function(pasokh_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(pasokh_${name} STATIC ${MODULE_SOURCES})
  add_library(pasokh::${name} ALIAS pasokh_${name})
  target_link_libraries(pasokh_${name} PRIVATE pasokh_core_rules)
  target_include_directories(pasokh_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  foreach(dependency IN LISTS MODULE_DEPENDS)
    target_link_libraries(pasokh_${name} PUBLIC pasokh::${dependency})
  endforeach()
endfunction()

# pasokh_unit_test(<name> SOURCES ... LIBRARIES ...): one doctest program, one ctest entry.
function(pasokh_unit_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(test_${name} ${TEST_SOURCES} ${CMAKE_SOURCE_DIR}/tests/unit/main.cpp)
  target_link_libraries(test_${name} PRIVATE pasokh_own ${TEST_LIBRARIES})
  target_compile_definitions(test_${name} PRIVATE PASOKH_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME unit_${name} COMMAND test_${name})
  set_tests_properties(unit_${name} PROPERTIES TIMEOUT 300 LABELS unit)
endfunction()

# In the page everything is built for size but what runs for each key press and each word of a pack.
function(pasokh_for_speed name)
  if(EMSCRIPTEN)
    target_compile_options(pasokh_${name} PRIVATE -Os)
  endif()
endfunction()
