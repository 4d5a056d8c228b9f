// The functions that src/addon.ts sees. Everything here runs on a JavaScript thread.
#include <napi.h>

#include <chrono>
#include <thread>
#include <unordered_map>

#include "download.h"
#include "metadata.h"
#include "runtime.h"
#include "upload.h"

namespace {

/// One per environment: the main thread, each worker.
struct Instance {
  std::shared_ptr<Channel> channel;
  std::unordered_map<uint32_t, std::shared_ptr<Operation>> operations;
  uint32_t lastId = 0;
  bool mainThread = false;
};

Instance &Mine(Napi::Env env) { return *env.GetInstanceData<Instance>(); }

std::shared_ptr<Operation> Find(const Napi::CallbackInfo &info) {
  Instance &mine = Mine(info.Env());
  auto found = mine.operations.find(info[0].As<Napi::Number>().Uint32Value());
  return found == mine.operations.end() ? nullptr : found->second;
}

std::shared_ptr<Operation> Make(const std::string &kind, Instance &mine, uint32_t id, Options options) {
  auto request = [&](Request what) {
    return std::make_shared<Metadata>(mine.channel, id, std::move(options), what);
  };
  if (kind == "download") return std::make_shared<Download>(mine.channel, id, std::move(options));
  if (kind == "upload") return std::make_shared<Upload>(mine.channel, id, std::move(options));
  if (kind == "stat") return request(Request::Stat);
  if (kind == "remove") return request(Request::Remove);
  if (kind == "checksum") return request(Request::Checksum);
  if (kind == "ping") return request(Request::Ping);
  if (kind == "config") return request(Request::Config);
  return nullptr;
}

/// The last thing in an environment: nothing may reach its JavaScript any more.
void EndInstance(void *data) {
  Instance *mine = static_cast<Instance *>(data);
  if (mine->channel) mine->channel->Close();
  for (auto &[id, operation] : mine->operations) operation->Abandon();
  // With the main thread the process ends: give removals on servers a moment, not more.
  for (int i = 0; mine->mainThread && i < 60; i++) {
    bool busy = false;
    for (auto &[id, operation] : mine->operations) busy = busy || !operation->Settled();
    if (!busy) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  mine->operations.clear();
}

/// initialise(done, mainThread)
void Initialise(const Napi::CallbackInfo &info) {
  Instance &mine = Mine(info.Env());
  if (mine.channel) throw Napi::Error::New(info.Env(), "initialised twice");
  mine.mainThread = info[1].As<Napi::Boolean>();
  mine.channel = std::make_shared<Channel>(info.Env(), info[0].As<Napi::Function>());
  // After the channel, so that it runs before the channel's own end.
  napi_add_env_cleanup_hook(info.Env(), EndInstance, &mine);
}

/// start(kind, options): id
Napi::Value Start(const Napi::CallbackInfo &info) {
  Napi::Env env = info.Env();
  Instance &mine = Mine(env);
  uint32_t id = ++mine.lastId;
  auto operation = Make(info[0].As<Napi::String>(), mine, id, ReadOptions(info[1].As<Napi::Object>()));
  if (!operation) throw Napi::TypeError::New(env, "no such operation");
  mine.operations.emplace(id, operation);
  mine.channel->Hold(env);
  operation->Start();
  return Napi::Number::New(env, id);
}

/// cancel(id): the result, a failure, is delivered as usual.
void Cancel(const Napi::CallbackInfo &info) {
  if (auto operation = Find(info)) operation->Cancel();
}

/// forget(id): after its result, or when nobody waits for that any more.
void Forget(const Napi::CallbackInfo &info) {
  Instance &mine = Mine(info.Env());
  if (mine.operations.erase(info[0].As<Napi::Number>().Uint32Value())) mine.channel->Release(info.Env());
}

/// snapshot(id, Float64Array(4)): phase, bytes, total, idle milliseconds
Napi::Value Snapshot(const Napi::CallbackInfo &info) {
  auto operation = Find(info);
  if (!operation) return Napi::Boolean::New(info.Env(), false);
  Napi::Float64Array values = info[1].As<Napi::Float64Array>();
  values[0] = static_cast<int>(operation->CurrentPhase());
  values[1] = static_cast<double>(operation->Bytes());
  values[2] = static_cast<double>(operation->Total());
  values[3] = operation->Idle();
  return Napi::Boolean::New(info.Env(), true);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  runtime::Initialise();
  env.SetInstanceData(new Instance);
  exports["initialise"] = Napi::Function::New(env, Initialise);
  exports["start"] = Napi::Function::New(env, Start);
  exports["cancel"] = Napi::Function::New(env, Cancel);
  exports["forget"] = Napi::Function::New(env, Forget);
  exports["snapshot"] = Napi::Function::New(env, Snapshot);
  return exports;
}

}  // namespace

NODE_API_MODULE(xrootd_native, Init)
