#pragma once
// What the page gives to the core: the imports of web/abi.md.

#include <cstdint>

extern "C" {
#define PASOKH_IMPORT(name) __attribute__((import_module("pasokh"), import_name(name)))
PASOKH_IMPORT("now") double pasokh_import_now();   // UTC milliseconds
PASOKH_IMPORT("random") void pasokh_import_random(void* out, std::uint32_t size);
PASOKH_IMPORT("text_layout") const float* pasokh_import_text_layout(const char* json, std::uint32_t size);
PASOKH_IMPORT("text_slot") std::uint32_t pasokh_import_text_slot(std::uint32_t paragraph, std::uint32_t line, void* out);
PASOKH_IMPORT("text_release") void pasokh_import_text_release(std::uint32_t paragraph);
PASOKH_IMPORT("text_epoch") std::uint32_t pasokh_import_text_epoch();
PASOKH_IMPORT("log") void pasokh_import_log(std::uint32_t level, const char* text, std::uint32_t size);
#undef PASOKH_IMPORT
}
