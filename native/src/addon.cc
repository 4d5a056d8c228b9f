// The functions that src/addon.ts sees. Everything here runs on a JavaScript thread.
#include <napi.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <vector>

#include "napi/channel.h"
#include "transfer/batch.h"
#include "transfer/download.h"
#include "hashes/hash_files.h"
#include "files/land_files.h"
#include "client/metadata.h"
#include "transfer/relay.h"
#include "client/runtime.h"
#include "client/third_party.h"
#include "client/throttle.h"
#include "transfer/upload.h"

namespace {

/// Of what addon.ts calls; as it is there.
constexpr int revision = 1;

/// One per environment: the main thread, each worker.
struct Instance {
  std::shared_ptr<Channel> channel;
  std::unordered_map<uint32_t, std::shared_ptr<Operation>> operations;
};

// Of the whole process, and never destroyed. The environments that have not ended yet, and what the others
// have left to be cleaned up.
std::mutex &processMutex = *new std::mutex;
std::set<Instance *> &instances = *new std::set<Instance *>;
std::vector<std::weak_ptr<Operation>> &orphans = *new std::vector<std::weak_ptr<Operation>>;

bool IsOver(const std::weak_ptr<Operation> &orphan) {
  std::shared_ptr<Operation> operation = orphan.lock();
  return !operation || operation->Settled();
}

Instance &Mine(Napi::Env env) { return *env.GetInstanceData<Instance>(); }

std::shared_ptr<Operation> Find(const Napi::CallbackInfo &info) {
  Instance &mine = Mine(info.Env());
  auto found = mine.operations.find(info[0].As<Napi::Number>().Uint32Value());
  return found == mine.operations.end() ? nullptr : found->second;
}

std::shared_ptr<Operation> Make(const std::string &kind, Instance &mine, uint32_t id, const Napi::Object &given) {
  Options options = ReadOptions(given);
  auto request = [&](Request what) {
    return std::make_shared<Metadata>(mine.channel, id, std::move(options), what);
  };
  if (kind == "download") return std::make_shared<Download>(mine.channel, id, std::move(options));
  if (kind == "upload") return std::make_shared<Upload>(mine.channel, id, std::move(options));
  auto batch = [&](Batch::Direction direction) {
    std::vector<Member> members = ReadMembers(given.Get("files").As<Napi::Array>());
    const uint32_t width = given.Get("width").As<Napi::Number>();
    return std::make_shared<Batch>(mine.channel, id, std::move(options), direction, std::move(members), width);
  };
  if (kind == "downloadTogether") return batch(Batch::Direction::Down);
  if (kind == "uploadTogether") return batch(Batch::Direction::Up);
  if (kind == "relay") return std::make_shared<Relay>(mine.channel, id, std::move(options));
  if (kind == "thirdParty") return std::make_shared<ThirdParty>(mine.channel, id, std::move(options));
  if (kind == "stat") return request(Request::Stat);
  if (kind == "remove") return request(Request::Remove);
  if (kind == "checksum") return request(Request::Checksum);
  if (kind == "ping") return request(Request::Ping);
  if (kind == "config") return request(Request::Config);
  if (kind == "stats") return request(Request::Stats);
  return nullptr;
}

/// With processMutex held. Nothing may reach the JavaScript of this environment any more.
void End(Instance &instance) {
  instance.channel->Close();
  orphans.erase(std::remove_if(orphans.begin(), orphans.end(), IsOver), orphans.end());
  for (auto &[id, operation] : instance.operations) {
    operation->Abandon();
    orphans.push_back(operation);
  }
  instance.operations.clear();
}

/// A worker has ended, or the event loop of the main thread.
void OnEnvironmentEnd(void *data) {
  std::lock_guard<std::mutex> lock(processMutex);
  Instance *instance = static_cast<Instance *>(data);
  if (instances.erase(instance)) End(*instance);
}

/// process.exit() skips the ends of environments.
void OnProcessExit() {
  std::lock_guard<std::mutex> lock(processMutex);
  for (Instance *instance : instances) End(*instance);
  instances.clear();
  // Removals on servers get a moment, not more.
  for (int i = 0; i < 60 && !std::all_of(orphans.begin(), orphans.end(), IsOver); i++) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

/// initialise(done)
void Initialise(const Napi::CallbackInfo &info) {
  Instance &mine = Mine(info.Env());
  if (mine.channel) throw Napi::Error::New(info.Env(), "initialised twice");
  mine.channel = std::make_shared<Channel>(info.Env(), info[0].As<Napi::Function>());
  // After the channel, so that it runs before the channel's own end.
  napi_add_env_cleanup_hook(info.Env(), OnEnvironmentEnd, &mine);
  std::lock_guard<std::mutex> lock(processMutex);
  instances.insert(&mine);
}

/// start([{id, kind, options}, ...])
void Start(const Napi::CallbackInfo &info) {
  Napi::Env env = info.Env();
  Instance &mine = Mine(env);
  Napi::Array list = info[0].As<Napi::Array>();
  std::vector<std::shared_ptr<Operation>> operations;
  for (uint32_t i = 0; i < list.Length(); i++) {
    Napi::HandleScope scope(env);
    Napi::Object each = list.Get(i).As<Napi::Object>();
    const uint32_t id = each.Get("id").As<Napi::Number>().Uint32Value();
    auto operation = Make(each.Get("kind").As<Napi::String>(), mine, id, each.Get("options").As<Napi::Object>());
    if (!operation) throw Napi::TypeError::New(env, "no such operation");
    operations.push_back(operation);
    mine.operations.emplace(id, operation);
    mine.channel->Hold(env);
  }
  std::vector<pool::Job> jobs;
  for (const auto &operation : operations) operation->Start(jobs);
  pool::Post(std::move(jobs));
}

/// cancel(id): the result, a failure, is delivered as usual.
void Cancel(const Napi::CallbackInfo &info) {
  if (auto operation = Find(info)) operation->Cancel();
}

/// forget(id): after its result, or when no one waits for that any more.
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

/// landFiles([path, target, modified, ...]): Promise<number[]>
Napi::Value Land(const Napi::CallbackInfo &info) {
  Napi::Array given = info[0].As<Napi::Array>();
  std::vector<FileToLand> files;
  files.reserve(given.Length() / 3);
  for (uint32_t i = 0; i + 2 < given.Length(); i += 3) {
    const double modified = given.Get(i + 2).As<Napi::Number>();
    files.push_back({given.Get(i).ToString(), given.Get(i + 1).ToString(), modified});
  }
  auto *worker = new LandFiles(info.Env(), std::move(files));  // deletes itself
  worker->Queue();
  return worker->Promise();
}

/// hashFiles([path, ...]): Promise<[md5, size, ...]>
Napi::Value Hash(const Napi::CallbackInfo &info) {
  Napi::Array given = info[0].As<Napi::Array>();
  std::vector<std::string> paths;
  paths.reserve(given.Length());
  for (uint32_t i = 0; i < given.Length(); i++) paths.push_back(given.Get(i).ToString());
  auto *worker = new HashFiles(info.Env(), std::move(paths));  // deletes itself
  worker->Queue();
  return worker->Promise();
}

/// limit(bytes per second), 0 for none: of all transfers of the process together
void LimitRate(const Napi::CallbackInfo &info) { throttle::Limit(info[0].As<Napi::Number>().DoubleValue()); }

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  runtime::Initialise(OnProcessExit);
  env.SetInstanceData(new Instance);
  exports["revision"] = Napi::Number::New(env, revision);
  exports["initialise"] = Napi::Function::New(env, Initialise);
  exports["start"] = Napi::Function::New(env, Start);
  exports["limitRate"] = Napi::Function::New(env, LimitRate);
  exports["cancel"] = Napi::Function::New(env, Cancel);
  exports["forget"] = Napi::Function::New(env, Forget);
  exports["landFiles"] = Napi::Function::New(env, Land);
  exports["hashFiles"] = Napi::Function::New(env, Hash);
  exports["snapshot"] = Napi::Function::New(env, Snapshot);
  return exports;
}

}  // namespace

NODE_API_MODULE(xrootd_native, Init)
