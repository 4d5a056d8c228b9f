#include "options.h"

namespace {

std::string Text(const Napi::Object &object, const char *name) {
  Napi::Value value = object.Get(name);
  return value.IsString() ? value.As<Napi::String>().Utf8Value() : std::string();
}

uint32_t Number(const Napi::Object &object, const char *name, uint32_t fallback) {
  Napi::Value value = object.Get(name);
  return value.IsNumber() ? value.As<Napi::Number>().Uint32Value() : fallback;
}

int64_t Whole(const Napi::Object &object, const char *name, int64_t fallback) {
  Napi::Value value = object.Get(name);
  return value.IsNumber() ? value.As<Napi::Number>().Int64Value() : fallback;
}

bool Flag(const Napi::Object &object, const char *name) {
  Napi::Value value = object.Get(name);
  return value.IsBoolean() && value.As<Napi::Boolean>().Value();
}

}  // namespace

Options ReadOptions(const Napi::Object &object) {
  Options options;
  options.url = Text(object, "url");
  options.path = Text(object, "path");
  options.source = Text(object, "source");
  options.argument = Text(object, "argument");
  options.chunkSize = Number(object, "chunkSize", options.chunkSize);
  options.chunks = Number(object, "chunks", options.chunks);
  options.mode = Number(object, "mode", options.mode);
  options.offset = Whole(object, "offset", 0);
  int64_t length = Whole(object, "length", -1);
  if (length >= 0) options.length = static_cast<uint64_t>(length);
  options.timeout = static_cast<uint16_t>(Number(object, "timeout", options.timeout));
  options.md5 = Flag(object, "md5");
  options.adler32 = Flag(object, "adler32");
  options.overwrite = Flag(object, "overwrite");
  options.keepPartial = Flag(object, "keepPartial");
  options.resume = Flag(object, "resume");
  options.fsync = Flag(object, "fsync");
  options.posc = Flag(object, "posc");
  options.makePath = Flag(object, "makePath");
  return options;
}
