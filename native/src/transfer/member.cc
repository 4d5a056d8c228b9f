#include "member.h"

namespace {
constexpr uint32_t values = 6;
}

std::vector<Member> ReadMembers(const Napi::Array &files) {
  std::vector<Member> members(files.Length() / values);
  uint32_t next = 0;
  for (Member &member : members) {
    Napi::HandleScope scope(files.Env());
    const auto text = [&] { return files.Get(next++).As<Napi::String>().Utf8Value(); };
    const auto number = [&] { return files.Get(next++).As<Napi::Number>().DoubleValue(); };
    member.url = text();
    member.local.path = text();
    member.size = static_cast<uint64_t>(number());
    member.md5 = text();
    member.local.target = text();
    member.local.modified = number();
  }
  return members;
}
